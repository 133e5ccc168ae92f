package dev.rivulet.sse.internal.connection;

import org.jspecify.annotations.Nullable;

/**
 * The exchange under way, and what those before it had brought: one value, so that no reader counts anything twice.
 *
 * @param bytes of all earlier exchanges
 * @param bursts of all earlier exchanges
 * @param isActive whether an earlier stream brought a byte
 * @param lastByteAt when that was
 */
public record TransferTotals(@Nullable Attempt current, long bytes, long bursts, boolean isActive, long lastByteAt) {
    static final TransferTotals NONE = new TransferTotals(null, 0, 0, false, 0);

    TransferTotals with(Attempt next) {
        return new TransferTotals(next, bytes, bursts, isActive, lastByteAt);
    }

    /** The exchange is over. */
    TransferTotals over() {
        Attempt ended = current;
        if (ended == null) {
            return this;
        }
        boolean brought = ended.activity().hasBrought();
        return new TransferTotals(
                null,
                bytes + ended.activity().receivedBytes(),
                bursts + ended.activity().bursts(),
                isActive || brought,
                brought ? ended.activity().lastByteAt() : lastByteAt);
    }
}
