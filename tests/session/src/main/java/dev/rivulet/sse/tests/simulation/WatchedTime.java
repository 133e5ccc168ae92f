package dev.rivulet.sse.tests.simulation;

import dev.rivulet.sse.spi.Scheduler;

/** Time that says when a task is about to run. */
final class WatchedTime extends ForwardingTime {
    private final Runnable beforeTask;

    WatchedTime(Scheduler time, Runnable beforeTask) {
        super(time);
        this.beforeTask = beforeTask;
    }

    @Override
    public Cancellable schedule(Runnable task, long delayNanos) {
        return super.schedule(
                () -> {
                    beforeTask.run();
                    task.run();
                },
                delayNanos);
    }
}
