package dev.rivulet.sse.cli;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Waits as a recording did, on the thread of the command, and keeps the display up to date meanwhile. */
final class Pace {
    private static final long REFRESH_NANOS = 100_000_000;

    private final double speed;
    private final Display display;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private long began = System.nanoTime();
    private Duration from = Duration.ZERO;

    /** @param speed how many times as fast as recorded; infinite for no waiting */
    Pace(double speed, Display display) {
        this.speed = speed;
        this.display = display;
    }

    /** Ends the waiting, now and later. On any thread. */
    void stop() {
        stopped.countDown();
    }

    boolean isStopped() {
        return stopped.getCount() == 0;
    }

    /** What is recorded for this time happens now. */
    void startAt(Duration recorded) {
        began = System.nanoTime();
        from = recorded;
    }

    /** In nanoseconds from the start; a recording may be longer than they can say. */
    private long due(Duration recorded) {
        return (long) Math.max(0, TimeUnit.NANOSECONDS.convert(recorded.minus(from)) / speed);
    }

    /** Waits until what is recorded for this time is due. What was printed is seen before it waits. */
    void await(Duration recorded) throws InterruptedException {
        long due = due(recorded);
        long left = due - (System.nanoTime() - began);
        display.refresh(left <= 0);
        while (left > 0 && !stopped.await(Math.min(left, REFRESH_NANOS), TimeUnit.NANOSECONDS)) {
            display.refresh(false);
            left = due - (System.nanoTime() - began);
        }
    }
}
