package dev.rivulet.sse.internal;

import dev.rivulet.sse.spi.Scheduler;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** When a session's stream was opened, lost, and waited for. Confined to the session. */
final class Uptime {
    private final Scheduler scheduler;
    private boolean everOpened;
    private long openedAt;
    private long lostAt;
    private long waitsSince;
    private long waitsFor;
    private Duration waited = Duration.ZERO;

    Uptime(Scheduler scheduler) {
        this.scheduler = scheduler;
    }

    boolean everOpened() {
        return everOpened;
    }

    /** The stream is open. Gives the time since it was lost; null the first time. */
    @Nullable
    Duration opened() {
        openedAt = scheduler.nanoTime();
        Duration gap = everOpened ? Duration.ofNanos(openedAt - lostAt) : null;
        everOpened = true;
        return gap;
    }

    void lost() {
        lostAt = scheduler.nanoTime();
    }

    /** Whether the stream, which is open, has been so for this long. */
    boolean isOpenFor(Duration time) {
        return scheduler.nanoTime() - openedAt >= Saturated.nanos(time);
    }

    void waits(long nanos) {
        waitsSince = scheduler.nanoTime();
        waitsFor = nanos;
    }

    /** In nanoseconds; negative where the wait is over. */
    long leftToWait() {
        return waitsFor - (scheduler.nanoTime() - waitsSince);
    }

    /** The wait is over. Gives how long it was. */
    Duration waited() {
        waited = Duration.ofNanos(scheduler.nanoTime() - waitsSince);
        return waited;
    }

    /** The next connection is made without a wait. */
    void waitsNot() {
        waited = Duration.ZERO;
    }

    /** Whether the stream, which is open, has been so for at least as long as the wait before it was. */
    boolean isOpenForAsLongAsWaited() {
        return isOpenFor(waited);
    }
}
