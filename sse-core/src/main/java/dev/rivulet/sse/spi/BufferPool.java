package dev.rivulet.sse.spi;

/**
 * Lends byte arrays. Every method may be called from any thread and never blocks. An array belongs to who acquired it
 * until it is released, and must be neither read, written nor released after that.
 */
public interface BufferPool {
    /**
     * An array of at least {@code minimum} bytes, with whatever content. An implementation may give more.
     *
     * @param minimum in bytes, not negative
     */
    byte[] acquire(int minimum);

    /** Gives an array back. Releasing is a courtesy, not a duty: an array that is dropped is left to the collector. */
    void release(byte[] array);

    /** What has been counted so far. */
    Stats stats();

    /** The pool that clients share unless given another: lossy, at most 8 MiB retained. */
    static BufferPool shared() {
        return LossyBufferPool.SHARED;
    }

    /** A pool that retains nothing: every array is new. */
    static BufferPool unpooled() {
        return new UnpooledBuffers();
    }

    /**
     * A snapshot of a pool's counters.
     *
     * @param hits arrays that came from the pool
     * @param misses arrays that had to be made
     * @param outstanding arrays lent and not yet given back
     * @param retainedBytes bytes that the pool holds ready now
     */
    record Stats(long hits, long misses, long outstanding, long retainedBytes) {
        /** The share of hits in all arrays lent, from 0 to 1; 0 where none was lent. */
        public double hitRate() {
            long all = hits + misses;
            return all == 0 ? 0 : (double) hits / all;
        }
    }
}
