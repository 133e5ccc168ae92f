package dev.rivulet.sse.policy;

/**
 * How much a server may make the client hold. Immutable; the withers return changed copies.
 *
 * @param eventBytes the longest event, in bytes of its data (lines and the LF between them), and the longest single
 *     {@code event} or {@code id} value; default 64 MiB, at most 1 GiB. A longer {@code retry} value is ignored
 * @param headBytes the longest header section of a response, in bytes; default 64 KiB
 * @param redirects how many redirects in a row are followed; default 20
 * @param onBreach what happens to an event that is longer; default {@link Breach#FAIL}
 */
public record Limits(int eventBytes, int headBytes, int redirects, Breach onBreach) {
    private static final int LARGEST_EVENT = 1 << 30; // it has to fit into an array, with what comes before its end

    private static final Limits DEFAULTS = new Limits(64 << 20, 64 << 10, 20, Breach.FAIL);

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
        if (eventBytes < 1 || headBytes < 1 || redirects < 0) {
            throw new IllegalArgumentException("limits must be positive: eventBytes=" + eventBytes + ", headBytes="
                    + headBytes + ", redirects=" + redirects);
        }
    }

    /** 64 MiB an event, 64 KiB of response headers, 20 redirects, fail on a breach. */
    public static Limits defaults() {
        return DEFAULTS;
    }

    public Limits withEventBytes(int bytes) {
        return new Limits(bytes, headBytes, redirects, onBreach);
    }

    public Limits withHeadBytes(int bytes) {
        return new Limits(eventBytes, bytes, redirects, onBreach);
    }

    public Limits withRedirects(int count) {
        return new Limits(eventBytes, headBytes, count, onBreach);
    }

    public Limits onBreach(Breach breach) {
        return new Limits(eventBytes, headBytes, redirects, breach);
    }
}
