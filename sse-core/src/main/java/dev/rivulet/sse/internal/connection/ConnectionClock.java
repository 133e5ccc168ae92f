package dev.rivulet.sse.internal.connection;

import dev.rivulet.sse.internal.Nanos;
import dev.rivulet.sse.spi.Scheduler;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** When a session's stream was opened and lost. Confined to the session. */
final class ConnectionClock {
    private final Scheduler scheduler;
    private boolean everOpened;
    private long openedAt;
    private long lostAt;

    ConnectionClock(Scheduler scheduler) {
        this.scheduler = scheduler;
    }

    boolean everOpened() {
        return everOpened;
    }

    /** The stream is open. Returns the time since it was lost; null the first time. */
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
        return scheduler.nanoTime() - openedAt >= Nanos.of(time);
    }
}
