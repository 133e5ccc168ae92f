package dev.rivulet.sse.internal.connection;

import org.jspecify.annotations.Nullable;

/**
 * The exchange under way, and what those before it had brought: one value, so that no reader counts anything twice.
 *
 * @param earlier of all exchanges before this one
 */
public record TransferTotals(@Nullable Attempt current, Earlier earlier) {
    /**
     * What earlier exchanges had brought.
     *
     * @param isActive whether a stream brought a byte
     * @param lastByteAt when that was
     */
    public record Earlier(long bytes, long bursts, boolean isActive, long lastByteAt) {
        private static final Earlier NOTHING = new Earlier(0, 0, false, 0); // of all sessions on their first exchange

        private Earlier plus(Activity ended) {
            boolean brought = ended.hasBrought();
            return new Earlier(
                    bytes + ended.receivedBytes(),
                    bursts + ended.bursts(),
                    isActive || brought,
                    brought ? ended.lastByteAt() : lastByteAt);
        }
    }

    static final TransferTotals NONE = new TransferTotals(null, Earlier.NOTHING);

    TransferTotals with(Attempt next) {
        return new TransferTotals(next, earlier);
    }

    /** The exchange is over. */
    TransferTotals over() {
        Attempt ended = current;
        return ended == null ? this : new TransferTotals(null, earlier.plus(ended.activity()));
    }
}
