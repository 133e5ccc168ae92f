package dev.rivulet.sse.tck;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * When something awaited counts as missing: after so much time in which nothing happened. Each event restarts the time, so
 * that a slow machine takes longer and fails no test. The test's own time-out bounds events that never stop.
 */
final class Deadline {
    private final long quietNanos;
    private final LongSupplier events;
    private long seen;
    private long end;

    /** @param events how many there have been; read only when the time is over */
    Deadline(Duration quiet, LongSupplier events) {
        this.quietNanos = quiet.toNanos();
        this.events = events;
        restart(events.getAsLong());
    }

    boolean isOver() {
        return millisLeft() == 0;
    }

    /** How long to wait until the next look at the deadline; 0 when it is over. */
    long millisLeft() {
        if (System.nanoTime() - end >= 0) {
            long now = events.getAsLong();
            if (now == seen) {
                return 0;
            }
            restart(now);
        }
        return Math.max(1, (end - System.nanoTime()) / 1_000_000);
    }

    private void restart(long events) {
        seen = events;
        end = System.nanoTime() + quietNanos;
    }
}
