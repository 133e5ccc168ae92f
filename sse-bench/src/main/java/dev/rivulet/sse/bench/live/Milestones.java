package dev.rivulet.sse.bench.live;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Counts events where they are handled, one thread at a time, and lets another thread wait until so many more have come. */
final class Milestones {
    private static final long AT_MOST_NANOS = 1_000_000;

    private final AtomicLong count = new AtomicLong();
    private volatile long goal = Long.MAX_VALUE;
    private volatile @Nullable Thread waiting;
    private long reached; // of who waits

    /** Called where they are handled; it costs little. */
    void add(int more) {
        long before = count.getPlain();
        count.setRelease(before + more);
        long wanted = goal;
        if (before < wanted && before + more >= wanted) {
            LockSupport.unpark(waiting);
        }
    }

    /** Counts from now on. */
    void begin() {
        reached = count.get();
    }

    /** Waits until that many events have come since it waited before, or since the beginning. */
    void await(int more) {
        reached += more;
        waiting = Thread.currentThread();
        goal = reached;
        while (count.getAcquire() < reached) {
            LockSupport.parkNanos(this, AT_MOST_NANOS);
        }
    }
}
