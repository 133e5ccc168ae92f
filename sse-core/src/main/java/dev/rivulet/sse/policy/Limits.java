package dev.rivulet.sse.policy;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * How much a server may make the client hold. Immutable: a method with an argument returns a changed copy, and throws
 * {@link IllegalArgumentException} if the number is out of range.
 */
public final class Limits {
    private static final int LARGEST_EVENT = 1 << 30; // it has to fit into an array, with what comes before its end
    private static final int SHARE_OF_HEAP = 16;

    private static final Limits DEFAULTS = new Limits(
            new Values(eventBytesFor(Runtime.getRuntime().maxMemory()), 64 << 10, 20, 4 << 10, OversizedEvent.FAIL));

    private final Values values;

    private Limits(Values values) {
        this.values = values;
    }

    private static int eventBytesFor(long heap) {
        return (int) Math.max(1 << 20, Math.min(16 << 20, heap / SHARE_OF_HEAP));
    }

    /** What happens to an event that is longer than {@link Limits#eventBytes()}. */
    public enum OversizedEvent {
        /** The session ends with {@code Failure.LimitExceeded}. */
        FAIL,
        /** The event is discarded while it is received, its id is committed, and the stream continues. */
        SKIP
    }

    /**
     * Events of up to a sixteenth of the heap, at most 16 MiB; 64 KiB of response headers; 20 redirects; ids of 4 KiB; a
     * longer event ends the session.
     */
    public static Limits defaults() {
        return DEFAULTS;
    }

    /**
     * The longest event, in bytes of its data (lines and the LF between them), and the longest single {@code event} or
     * {@code id} value. While such an event is received, up to twice as much is held. A longer {@code retry} value is
     * ignored. Default: a sixteenth of the JVM's maximum heap, at least 1 MiB and at most 16 MiB.
     *
     * @param bytes from 1 to 1 GiB
     */
    public Limits eventBytes(int bytes) {
        return new Limits(
                new Values(bytes, values.headBytes, values.redirects, values.lastEventIdBytes, values.oversizedEvent));
    }

    /**
     * The longest header section of a response, in bytes. Default 64 KiB. A longer one fails the attempt.
     *
     * @param bytes from 1
     */
    public Limits headBytes(int bytes) {
        return new Limits(
                new Values(values.eventBytes, bytes, values.redirects, values.lastEventIdBytes, values.oversizedEvent));
    }

    /**
     * How many redirects in a row are followed. Default 20. One more ends the session with
     * {@code Failure.LimitExceeded}.
     *
     * @param count from 0
     */
    public Limits redirects(int count) {
        return new Limits(
                new Values(values.eventBytes, values.headBytes, count, values.lastEventIdBytes, values.oversizedEvent));
    }

    /**
     * The longest id that is sent as Last-Event-ID, in bytes of its UTF-8. A longer one is left out and reported as
     * {@code Failure.UnsendableLastEventId}, because most servers answer 400 or 431 to a header section of more than
     * 8 KiB. Default 4 KiB.
     *
     * @param bytes from 0
     */
    public Limits lastEventIdBytes(int bytes) {
        return new Limits(
                new Values(values.eventBytes, values.headBytes, values.redirects, bytes, values.oversizedEvent));
    }

    /** What happens to an event that is longer than {@link #eventBytes()}. Default {@link OversizedEvent#FAIL}. */
    public Limits oversizedEvent(OversizedEvent action) {
        return new Limits(new Values(
                values.eventBytes,
                values.headBytes,
                values.redirects,
                values.lastEventIdBytes,
                requireNonNull(action, "action")));
    }

    /** As set by {@link #eventBytes(int)}. */
    public int eventBytes() {
        return values.eventBytes;
    }

    /** As set by {@link #headBytes(int)}. */
    public int headBytes() {
        return values.headBytes;
    }

    /** As set by {@link #redirects(int)}. */
    public int redirects() {
        return values.redirects;
    }

    /** As set by {@link #lastEventIdBytes(int)}. */
    public int lastEventIdBytes() {
        return values.lastEventIdBytes;
    }

    /** As set by {@link #oversizedEvent(OversizedEvent)}. */
    public OversizedEvent oversizedEvent() {
        return values.oversizedEvent;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Limits limits && values.equals(limits.values);
    }

    @Override
    public int hashCode() {
        return values.hashCode();
    }

    @Override
    public String toString() {
        return values.toString().replace("Values", "Limits");
    }

    private record Values(
            int eventBytes, int headBytes, int redirects, int lastEventIdBytes, OversizedEvent oversizedEvent) {
        Values {
            if (eventBytes > LARGEST_EVENT) {
                throw new IllegalArgumentException("eventBytes must be at most " + LARGEST_EVENT + ": " + eventBytes);
            }
            if (eventBytes < 1 || headBytes < 1 || redirects < 0 || lastEventIdBytes < 0) {
                throw new IllegalArgumentException("limits must be positive: eventBytes=" + eventBytes + ", headBytes="
                        + headBytes + ", redirects=" + redirects + ", lastEventIdBytes=" + lastEventIdBytes);
            }
        }
    }
}
