package dev.rivulet.sse.spi;

import java.util.concurrent.atomic.LongAdder;

/**
 * Classes of doubling sizes from 8 KiB to 1 MiB, each retaining at most 1 MiB in hashed buckets. It is lossy: under
 * contention, or where a bucket is empty or full, an array is made or dropped instead of waiting. No ThreadLocal: arrays
 * are acquired on one thread and released on another, and virtual threads are many.
 */
final class LossyBufferPool implements BufferPool {
    static final LossyBufferPool SHARED = new LossyBufferPool();

    private static final int SMALLEST_SHIFT = 13;
    private static final int CLASSES = 8;
    private static final int RETAINED_PER_CLASS = 1 << 20;

    private final Bucket[][] classes = new Bucket[CLASSES][];
    private final LongAdder hits = new LongAdder();
    private final LongAdder misses = new LongAdder();
    private final LongAdder released = new LongAdder();

    LossyBufferPool() {
        for (int c = 0; c < CLASSES; c++) {
            int arrays = RETAINED_PER_CLASS >>> (SMALLEST_SHIFT + c);
            int buckets = Math.max(1, Math.min(4, arrays / 8));
            classes[c] = new Bucket[buckets];
            for (int b = 0; b < buckets; b++) {
                classes[c][b] = new Bucket(arrays / buckets);
            }
        }
    }

    @Override
    public byte[] acquire(int minimum) {
        int c = classOf(minimum);
        if (c < CLASSES) {
            Bucket[] buckets = classes[c];
            int start = hash();
            for (int i = 0; i < buckets.length; i++) {
                byte[] array = buckets[(start + i) & (buckets.length - 1)].take();
                if (array != null) {
                    hits.increment();
                    return array;
                }
            }
        }
        misses.increment();
        return new byte[c < CLASSES ? 1 << (SMALLEST_SHIFT + c) : minimum];
    }

    @Override
    public void release(byte[] array) {
        released.increment();
        int c = classOf(array.length);
        if (c >= CLASSES || array.length != 1 << (SMALLEST_SHIFT + c)) {
            return;
        }
        Bucket[] buckets = classes[c];
        int start = hash();
        for (int i = 0; i < buckets.length; i++) {
            if (buckets[(start + i) & (buckets.length - 1)].put(array)) {
                return;
            }
        }
    }

    @Override
    public Stats stats() {
        long taken = hits.sum();
        long made = misses.sum();
        long retained = 0;
        for (int c = 0; c < CLASSES; c++) {
            for (Bucket bucket : classes[c]) {
                retained += (long) bucket.size() << (SMALLEST_SHIFT + c);
            }
        }
        return Stats.of(taken, made, taken + made - released.sum(), retained);
    }

    private static int classOf(int bytes) {
        return bytes <= 1 << SMALLEST_SHIFT ? 0 : 32 - Integer.numberOfLeadingZeros(bytes - 1) - SMALLEST_SHIFT;
    }

    private static int hash() {
        long id = Thread.currentThread().getId();
        return (int) ((id * 0x9E3779B97F4A7C15L) >>> 32);
    }
}
