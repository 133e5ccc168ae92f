package dev.rivulet.sse.spi;

import java.time.Instant;

/** The only source of time. Its methods may be called from any thread. */
public interface Scheduler {
    /** A clock that only runs forward, in nanoseconds, as {@link System#nanoTime()}. */
    long nanoTime();

    /** The wall clock: for HTTP dates, and to notice that the machine was suspended, during which only this one advances. */
    Instant now();

    /**
     * Runs a short task that never blocks, not before {@code delayNanos} have passed.
     *
     * @return cancels it, as far as it has not begun; idempotent
     */
    Cancellable schedule(Runnable task, long delayNanos);

    /**
     * The system's clocks and one daemon thread, which all of the JVM's sessions share: what a task does there delays their
     * time-outs. A task that calls user code, a {@code Receiver} for example, does so on another thread.
     */
    static Scheduler system() {
        return SystemScheduler.INSTANCE;
    }

    /** A task that can be called off. */
    @FunctionalInterface
    interface Cancellable {
        /** Prevents the task from running if it has not begun; idempotent, and never waits for a task that runs. */
        void cancel();
    }
}
