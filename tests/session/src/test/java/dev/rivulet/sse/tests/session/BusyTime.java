package dev.rivulet.sse.tests.session;

import dev.rivulet.sse.spi.Scheduler;
import dev.rivulet.sse.testkit.VirtualTime;
import java.time.Duration;
import java.time.Instant;

/** Virtual time that a handler can spend: the clock continues, and no timer fires before the test moves time. */
final class BusyTime implements Scheduler {
    final VirtualTime timers = new VirtualTime();
    private long spent;

    void spend(Duration time) {
        spent += time.toNanos();
    }

    @Override
    public long nanoTime() {
        return timers.nanoTime() + spent;
    }

    @Override
    public Instant now() {
        return timers.now().plusNanos(spent);
    }

    @Override
    public Cancellable schedule(Runnable task, long delayNanos) {
        return timers.schedule(task, delayNanos);
    }
}
