package dev.rivulet.sse.spring;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Whether a run of a stream has been stopped; ends the wait for a retry. Thread-safe. */
final class Stopped {
    private final CountDownLatch signal = new CountDownLatch(1);

    void set() {
        signal.countDown();
    }

    /** Waits that long, or until the run is stopped; whether it is. */
    boolean await(Duration time) throws InterruptedException {
        return signal.await(time.toNanos(), TimeUnit.NANOSECONDS);
    }
}
