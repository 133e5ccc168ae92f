package dev.rivulet.sse;

import static java.util.Objects.requireNonNull;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A subscriber that calls a handler by the type of the event ({@link SseSubscriber#byType()}). Immutable: each method
 * returns a changed copy.
 */
public final class TypeRouter implements SseSubscriber<SseEvent> {
    /** Handles the events of a type. */
    @FunctionalInterface
    public interface Handler {
        /** An event. When this returns, the event is handled and its id is committed. */
        void handle(SseEvent event) throws Exception;
    }

    private static final Handler IGNORE = event -> {};

    private final Map<String, Handler> handlers;
    private final Handler otherwise;
    private final @Nullable Consumer<SessionState> states;
    private final @Nullable Consumer<SessionState.Closed> end;

    TypeRouter() {
        this(Map.of(), IGNORE, null, null);
    }

    private TypeRouter(
            Map<String, Handler> handlers,
            Handler otherwise,
            @Nullable Consumer<SessionState> states,
            @Nullable Consumer<SessionState.Closed> end) {
        this.handlers = handlers;
        this.otherwise = otherwise;
        this.states = states;
        this.end = end;
    }

    /**
     * Calls the handler for events of this type; {@code message} is the type of events without an {@code event} line.
     *
     * @throws IllegalArgumentException if the type has a handler already
     */
    public TypeRouter on(String type, Handler handler) {
        Map<String, Handler> more = new HashMap<>(handlers);
        if (more.put(requireNonNull(type, "type"), requireNonNull(handler, "handler")) != null) {
            throw new IllegalArgumentException("two handlers for the event type " + type);
        }
        return new TypeRouter(Map.copyOf(more), otherwise, states, end);
    }

    /** Calls the handler for events of all other types, which are ignored by default. */
    public TypeRouter otherwise(Handler handler) {
        return new TypeRouter(handlers, requireNonNull(handler, "handler"), states, end);
    }

    /** Calls the consumer for each {@link SseSubscriber#onState}. */
    public TypeRouter onState(Consumer<SessionState> consumer) {
        return new TypeRouter(handlers, otherwise, requireNonNull(consumer, "consumer"), end);
    }

    /** Calls the consumer for {@link SseSubscriber#onClosed}. */
    public TypeRouter onClosed(Consumer<SessionState.Closed> consumer) {
        return new TypeRouter(handlers, otherwise, states, requireNonNull(consumer, "consumer"));
    }

    @Override
    public void onEvent(SseEvent event) throws Exception {
        handlers.getOrDefault(event.type(), otherwise).handle(event);
    }

    @Override
    public void onState(SessionState state) {
        if (states != null) {
            states.accept(state);
        }
    }

    @Override
    public void onClosed(SessionState.Closed closed) {
        if (end != null) {
            end.accept(closed);
        }
    }
}
