package dev.rivulet.sse.tests.interop.contract;

import dev.rivulet.sse.Failure;
import dev.rivulet.sse.SessionState;
import dev.rivulet.sse.SseClient;
import dev.rivulet.sse.SseEvent;
import dev.rivulet.sse.SseSession;
import dev.rivulet.sse.SseSubscriber;
import dev.rivulet.sse.TypeRouter;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A stream that the harness has asked for. Its handler waits until the harness has taken a message: one at a time. */
final class ContractStream implements AutoCloseable {
    private final SseSession session;
    private final Relay relay;

    private ContractStream(SseSession session, Relay relay) {
        this.session = session;
        this.relay = relay;
    }

    /**
     * Opens it; returns at once.
     *
     * @throws IllegalArgumentException if the parameters make no request
     */
    static ContractStream open(SseClient client, StreamParameters parameters) {
        var relay = new Relay(new Callbacks(parameters.callbackUrl()));
        return new ContractStream(client.subscribe(parameters.toRequest(), relay), relay);
    }

    /**
     * Obeys.
     *
     * @throws IllegalArgumentException if it is an unknown command
     */
    void command(ContractCommand command) {
        if ("restart".equals(command.command())) {
            session.reconnect();
        } else if ("listen".equals(command.command()) && command.listen() != null) {
            relay.listen(command.listen().type());
        } else {
            throw new IllegalArgumentException("unknown command: " + command.command());
        }
    }

    /** Ends it, at the latest when the harness has taken the message that is under way; does not wait for that. */
    @Override
    public void close() {
        session.close();
    }

    /** Completes when the harness hears nothing more of it. */
    CompletableFuture<?> closed() {
        return session.closed().toCompletableFuture();
    }

    /** Reports to the harness what the session brings: of events, those of the types that it listens to. */
    private static final class Relay implements SseSubscriber<SseEvent> {
        private final Callbacks callbacks;
        private final AtomicReference<TypeRouter> types;

        Relay(Callbacks callbacks) {
            this.callbacks = callbacks;
            this.types = new AtomicReference<>(SseSubscriber.byType().on("message", this::report));
        }

        void listen(@Nullable String type) {
            if (type == null) {
                throw new IllegalArgumentException("listen needs a type");
            }
            types.updateAndGet(before -> before.on(type, this::report));
        }

        @Override
        public void onEvent(SseEvent event) throws Exception {
            types.get().onEvent(event);
        }

        private void report(SseEvent event) {
            Map<String, String> fields = Map.of("type", event.type(), "data", event.data(), "id", event.id());
            callbacks.send(Map.of("kind", "event", "event", fields));
        }

        @Override
        public void onComment(String comment) {
            callbacks.send(Map.of("kind", "comment", "comment", comment));
        }

        @Override
        public void onState(SessionState state) {
            if (state instanceof SessionState.BackingOff backingOff) {
                error(backingOff.failure());
            } else if (state instanceof SessionState.Closed closed) {
                error(closed.failure());
            }
        }

        @Override
        public void onWarning(Failure warning) {
            error(warning);
        }

        private void error(@Nullable Failure failure) {
            if (failure != null) {
                callbacks.send(Map.of("kind", "error", "error", failure.message()));
            }
        }
    }
}
