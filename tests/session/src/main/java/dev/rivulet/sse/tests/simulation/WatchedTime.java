package dev.rivulet.sse.tests.simulation;

import dev.rivulet.sse.spi.Scheduler;
import java.time.Instant;

/** Time that says when a task is about to run. */
record WatchedTime(Scheduler time, Runnable beforeTask) implements Scheduler {
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
        return time.schedule(
                () -> {
                    beforeTask.run();
                    task.run();
                },
                delayNanos);
    }
}
