package dev.rivulet.sse;

import static java.util.Objects.requireNonNull;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** An event as a value. Immutable; may be kept and passed on freely. */
public final class SseEvent {
    static final Runnable HANDLED = () -> {};

    private final String type;
    private final String data;
    private final EventId id;
    private final boolean hasId;
    private final Runnable acknowledgement;

    SseEvent(String type, String data, EventId id, boolean hasId, Runnable acknowledgement) {
        this.type = type;
        this.data = data;
        this.id = id;
        this.hasId = hasId;
        this.acknowledgement = acknowledgement;
    }

    /** An event without an id, for tests and writers. */
    public static SseEvent of(String type, String data) {
        return new SseEvent(requireNonNull(type, "type"), requireNonNull(data, "data"), EventId.NONE, false, HANDLED);
    }

    /** An event with an id of its own, for tests and writers. */
    public static SseEvent of(String type, String data, String id) {
        return new SseEvent(
                requireNonNull(type, "type"),
                requireNonNull(data, "data"),
                EventId.of(requireNonNull(id, "id")),
                true,
                HANDLED);
    }

    /** The event type; {@code "message"} where the server gave none. */
    public String type() {
        return type;
    }

    /** The data, its lines joined by LF. */
    public String data() {
        return data;
    }

    /** The last event ID string after this event: its own, or what an earlier event left standing, or empty. */
    public String id() {
        return id.toString();
    }

    /** Whether this event's own block had an {@code id} field. */
    public boolean hasId() {
        return hasId;
    }

    /**
     * Acknowledges the event, if the request's {@code Delivery} is {@code manualAcknowledgement()}; otherwise does nothing.
     * May be called from any thread, in any order, more than once. The id is committed when this event and all before it are
     * acknowledged.
     */
    public void ack() {
        acknowledgement.run();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof SseEvent event
                && type.equals(event.type)
                && data.equals(event.data)
                && hasId == event.hasId
                && id().equals(event.id());
    }

    @Override
    public int hashCode() {
        return Objects.hash(type, data, id());
    }

    @Override
    public String toString() {
        return "SseEvent[type=" + type + ", id=" + id() + ", data=" + data + "]";
    }
}
