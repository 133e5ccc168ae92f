package dev.rivulet.sse.testkit;

import java.util.Arrays;

/** After how many bytes of the body a connection is to end, and how. */
final class Cut {
    private long left;
    private final boolean reset;

    private Cut(long left, boolean reset) {
        this.left = left;
        this.reset = reset;
    }

    static Cut never() {
        return new Cut(Long.MAX_VALUE, false);
    }

    static Cut after(long bodyBytes, boolean reset) {
        return new Cut(bodyBytes, reset);
    }

    boolean isNever() {
        return left == Long.MAX_VALUE;
    }

    /** Whether it comes with these bytes, or right after them. */
    boolean isWithin(byte[] bytes) {
        return bytes.length >= left;
    }

    /** The part of these bytes that is before the cut. */
    byte[] before(byte[] bytes) {
        byte[] part = isWithin(bytes) ? Arrays.copyOf(bytes, (int) left) : bytes;
        left -= isNever() ? 0 : part.length;
        return part;
    }

    /** By a reset, not by a FIN. */
    boolean isReset() {
        return reset;
    }
}
