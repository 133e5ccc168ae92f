package dev.rivulet.sse.spi;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

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

    /** A snapshot of a pool's counters. Immutable. */
    final class Stats {
        private final long hits;
        private final long misses;
        private final long outstanding;
        private final long retainedBytes;

        private Stats(long hits, long misses, long outstanding, long retainedBytes) {
            this.hits = hits;
            this.misses = misses;
            this.outstanding = outstanding;
            this.retainedBytes = retainedBytes;
        }

        /**
         * The counters of a pool.
         *
         * @param hits arrays that came from the pool
         * @param misses arrays that had to be allocated
         * @param outstanding arrays lent and not yet given back
         * @param retainedBytes bytes that the pool holds in unused arrays
         */
        public static Stats of(long hits, long misses, long outstanding, long retainedBytes) {
            return new Stats(hits, misses, outstanding, retainedBytes);
        }

        /** Arrays that came from the pool. */
        public long hits() {
            return hits;
        }

        /** Arrays that had to be allocated. */
        public long misses() {
            return misses;
        }

        /** Arrays lent and not yet given back. */
        public long outstanding() {
            return outstanding;
        }

        /** Bytes that the pool holds in unused arrays. */
        public long retainedBytes() {
            return retainedBytes;
        }

        /** The share of hits in all arrays lent, from 0 to 1; 0 if none was lent. */
        public double hitRate() {
            long all = hits + misses;
            return all == 0 ? 0 : (double) hits / all;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Stats stats
                    && hits == stats.hits
                    && misses == stats.misses
                    && outstanding == stats.outstanding
                    && retainedBytes == stats.retainedBytes;
        }

        @Override
        public int hashCode() {
            return Objects.hash(hits, misses, outstanding, retainedBytes);
        }

        @Override
        public String toString() {
            return "Stats[hits=" + hits + ", misses=" + misses + ", outstanding=" + outstanding + ", retainedBytes="
                    + retainedBytes + "]";
        }
    }
}
