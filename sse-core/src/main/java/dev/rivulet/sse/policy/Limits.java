package dev.rivulet.sse.policy;

/**
 * How much a server may make the client hold. Immutable; the withers return changed copies.
 *
 * @param eventBytes the longest event, in bytes of its data (lines and the LF between them), and the longest single
 *     {@code event} or {@code id} value; default a sixteenth of the JVM's maximum heap, from 1 to 16 MiB; at most 1 GiB.
 *     While such an event comes in, up to twice as much is held. A longer {@code retry} value is ignored
 * @param headBytes the longest header section of a response, in bytes; default 64 KiB
 * @param redirects how many redirects in a row are followed; default 20
 * @param lastEventIdBytes the longest id that is sent as Last-Event-ID, in bytes of its UTF-8. A longer one is left out
 *     and reported as {@code Failure.UnsendableId}: servers answer 400 or 431 to a request whose header section is longer
 *     than, mostly, 8 KiB; default 4 KiB
 * @param onBreach what happens to an event that is longer; default {@link Breach#FAIL}
 */
public record Limits(int eventBytes, int headBytes, int redirects, int lastEventIdBytes, Breach onBreach) {
    private static final int LARGEST_EVENT = 1 << 30; // it has to fit into an array, with what comes before its end
    private static final int SHARE_OF_HEAP = 16;

    private static final Limits DEFAULTS =
            new Limits(eventBytesFor(Runtime.getRuntime().maxMemory()), 64 << 10, 20, 4 << 10, Breach.FAIL);

    private static int eventBytesFor(long heap) {
        return (int) Math.max(1 << 20, Math.min(16 << 20, heap / SHARE_OF_HEAP));
    }

    /** What happens to an event longer than {@link Limits#eventBytes()}. */
    public enum Breach {
        /** The session ends with {@code Failure.LimitExceeded}. */
        FAIL,
        /** The event is discarded while it streams in, its id is taken over, and the stream goes on. */
        SKIP
    }

    public Limits {
        if (eventBytes > LARGEST_EVENT) {
            throw new IllegalArgumentException("eventBytes must be at most " + LARGEST_EVENT + ": " + eventBytes);
        }
        if (eventBytes < 1 || headBytes < 1 || redirects < 0 || lastEventIdBytes < 0) {
            throw new IllegalArgumentException("limits must be positive: eventBytes=" + eventBytes + ", headBytes="
                    + headBytes + ", redirects=" + redirects + ", lastEventIdBytes=" + lastEventIdBytes);
        }
    }

    /**
     * An event of a sixteenth of the heap, 16 MiB at most; 64 KiB of response headers; 20 redirects; 4 KiB of an id; fail
     * on a breach.
     */
    public static Limits defaults() {
        return DEFAULTS;
    }

    public Limits withEventBytes(int bytes) {
        return new Limits(bytes, headBytes, redirects, lastEventIdBytes, onBreach);
    }

    public Limits withHeadBytes(int bytes) {
        return new Limits(eventBytes, bytes, redirects, lastEventIdBytes, onBreach);
    }

    public Limits withRedirects(int count) {
        return new Limits(eventBytes, headBytes, count, lastEventIdBytes, onBreach);
    }

    public Limits withLastEventIdBytes(int bytes) {
        return new Limits(eventBytes, headBytes, redirects, bytes, onBreach);
    }

    public Limits onBreach(Breach breach) {
        return new Limits(eventBytes, headBytes, redirects, lastEventIdBytes, breach);
    }
}
