package dev.rivulet.sse.internal;

import org.jspecify.annotations.Nullable;

/**
 * The exchange under way, and what those before it had brought: one value, so that whoever reads it counts nothing twice.
 *
 * @param bytes of all earlier exchanges
 * @param bursts of all earlier exchanges
 * @param isActive whether an earlier stream brought a byte
 * @param lastByteAt when that was
 */
record Traffic(@Nullable Attempt current, long bytes, long bursts, boolean isActive, long lastByteAt) {
    static final Traffic NONE = new Traffic(null, 0, 0, false, 0);

    Traffic with(Attempt next) {
        return new Traffic(next, bytes, bursts, isActive, lastByteAt);
    }

    /** The exchange is over. */
    Traffic over() {
        Attempt ended = current;
        if (ended == null) {
            return this;
        }
        boolean brought = ended.hasBrought();
        return new Traffic(
                null,
                bytes + ended.receivedBytes(),
                bursts + ended.bursts(),
                isActive || brought,
                brought ? ended.lastByteAt() : lastByteAt);
    }
}
