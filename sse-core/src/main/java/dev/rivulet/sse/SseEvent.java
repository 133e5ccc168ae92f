package dev.rivulet.sse;

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
        return new SseEvent(type, data, EventId.NONE, false, HANDLED);
    }

    /** An event with an id of its own, for tests and writers. */
    public static SseEvent of(String type, String data, String id) {
        return new SseEvent(type, data, EventId.of(id), true, HANDLED);
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
     * Says that this event has been handled, where the request's {@code Delivery} waits for that; does nothing where it
     * does not. From any thread, in any order, once or often; its id is committed when all before it are acknowledged too.
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
