package dev.rivulet.sse.tests.simulation;

import dev.rivulet.sse.spi.Scheduler;
import java.time.Instant;

/** Another scheduler's time as it is. To be overridden in one thing. */
class ForwardingTime implements Scheduler {
    private final Scheduler time;

    ForwardingTime(Scheduler time) {
        this.time = time;
    }

    @Override
    public long nanoTime() {
        return time.nanoTime();
    }

    @Override
    public Instant now() {
        return time.now();
    }

    @Override
    public Cancellable schedule(Runnable task, long delayNanos) {
        return time.schedule(task, delayNanos);
    }
}
