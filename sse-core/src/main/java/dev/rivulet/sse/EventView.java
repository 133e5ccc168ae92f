package dev.rivulet.sse;

/**
 * An event as it lies in the receive buffer: nothing is copied or decoded before it is asked for.
 *
 * <p><b>Ownership.</b> A view, and the array that it shows, belong to the reader of the stream and are valid only during
 * the call that they are passed to. Strings and the arrays of {@link #typeBytes()} and {@link #idBytes()} are the
 * caller's. The array may be read between {@code offset} and {@code offset + length}, and never written.
 *
 * <p><b>Text.</b> An event stream is UTF-8; malformed bytes become U+FFFD as the Encoding standard's decoder counts them
 * (WHATWG Encoding, "UTF-8 decoder"), on every face but {@link #asReceived()}.
 */
public interface EventView {
    /** The event type; {@code "message"} where the server gave none or an empty one. */
    String type();

    /** The event type as UTF-8, in a new array. */
    byte[] typeBytes();

    /** Whether {@link #type()} is this, as UTF-8. Copies nothing. */
    boolean typeEquals(byte[] utf8);

    /** The data, its lines joined by LF. A new String at each call. */
    String data();

    /** The array that holds the data as well-formed UTF-8, at {@link #offset()}, {@link #length()} bytes of it. */
    byte[] array();

    /** Where the data begins in {@link #array()}. */
    int offset();

    /** The data's length in bytes. */
    int length();

    /**
     * The last event ID string after this event: its own, or the one that an earlier event left standing, or empty
     * (WHATWG HTML, "dispatch the event").
     */
    String id();

    /** The bytes of {@link #id()}, in a new array. */
    byte[] idBytes();

    /** Whether {@link #id()} is this, as UTF-8. Copies nothing. */
    boolean idEquals(byte[] utf8);

    /** Whether this event's own block had an {@code id} field. */
    boolean hasId();

    /**
     * The same event with the data's bytes as they came: {@link #array()} is not checked and may hold malformed UTF-8.
     * Cheaper than the checked face where the data is not ASCII; for relays, and for readers that check on their own.
     */
    EventView asReceived();

    /**
     * A 64-bit hash of type and data: FNV-1a over the UTF-8 of the type, a zero byte, and the data's bytes as they came
     * ({@link #asReceived()}). The same in every process and version, so that it can be saved beside the id and passed to
     * {@link SseRequest#lastEventId(String, long)}. It is no protection against a server that chooses events which collide.
     * Computed at each call, about a nanosecond a byte.
     */
    default long contentHash() {
        EventView received = asReceived();
        byte[] type = received.typeBytes();
        long hash = ContentHash.add(ContentHash.START, type, 0, type.length);
        return ContentHash.add(ContentHash.addZero(hash), received.array(), received.offset(), received.length());
    }

    /**
     * What says that this event has been handled, where the request's {@code Delivery} waits for that; does nothing where
     * it does not. May be kept and run on any thread, once or often. {@link SseEvent#ack()} runs it.
     */
    default Runnable acknowledgement() {
        return SseEvent.HANDLED;
    }
}
