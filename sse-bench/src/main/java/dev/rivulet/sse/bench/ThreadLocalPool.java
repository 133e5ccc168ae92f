package dev.rivulet.sse.bench;

import dev.rivulet.sse.spi.BufferPool;
import java.util.ArrayDeque;
import java.util.concurrent.atomic.LongAdder;

/**
 * The pool that we did not build, to be measured beside ours: each thread keeps what it releases, eight arrays of 8 KiB at
 * most. What one thread acquires and another releases is never used again by the first; and each of many threads, virtual
 * ones among them, has arrays of its own.
 */
final class ThreadLocalPool implements BufferPool {
    private static final int BYTES = 8 << 10;
    private static final int MOST = 8;

    private final ThreadLocal<ArrayDeque<byte[]>> kept = ThreadLocal.withInitial(ArrayDeque::new);
    private final LongAdder hits = new LongAdder();
    private final LongAdder misses = new LongAdder();

    @Override
    public byte[] acquire(int minimum) {
        byte[] array = minimum <= BYTES ? kept.get().pollLast() : null;
        if (array != null) {
            hits.increment();
            return array;
        }
        misses.increment();
        return new byte[Math.max(BYTES, minimum)];
    }

    @Override
    public void release(byte[] array) {
        ArrayDeque<byte[]> mine = kept.get();
        if (array.length == BYTES && mine.size() < MOST) {
            mine.addLast(array);
        }
    }

    @Override
    public Stats stats() {
        return Stats.of(hits.sum(), misses.sum(), 0, 0);
    }
}
