package dev.rivulet.sse.internal.consumers;

import dev.rivulet.sse.internal.Nanos;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** When a thread stops waiting. Confined to that thread, whose clock is the machine's. */
final class TakeDeadline {
    private final long nanos;
    private final long start = System.nanoTime();
    private boolean over;

    TakeDeadline(Duration atMost) {
        this.nanos = Nanos.of(atMost);
    }

    /** Parks the thread until then at the latest, if there is time left. Whether there was. */
    boolean park(Object blocker) {
        long left = nanos - (System.nanoTime() - start);
        over = left <= 0;
        if (!over) {
            LockSupport.parkNanos(blocker, left);
        }
        return !over;
    }

    /** Whether it is over now. */
    boolean hasPassed() {
        return System.nanoTime() - start >= nanos;
    }

    /** Whether the thread asked to park and had no time left. */
    boolean isOver() {
        return over;
    }
}
