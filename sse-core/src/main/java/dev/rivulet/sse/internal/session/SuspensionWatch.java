package dev.rivulet.sse.internal.session;

import dev.rivulet.sse.spi.Scheduler;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Notices that the machine was suspended: the wall clock advanced, the monotonic one, which all timers follow, did
 * not. Thread-safe; one a client.
 */
final class SuspensionWatch {
    private static final long PERIOD_NANOS = TimeUnit.SECONDS.toNanos(5);

    /** By less a wall clock may be set while the machine runs. */
    private static final Duration SHORTEST = Duration.ofSeconds(5);

    private final Scheduler scheduler;
    private final Consumer<Duration> suspended;
    private Scheduler.@Nullable Cancellable pending; // null while not watching
    private Instant wall = Instant.EPOCH;
    private long nanos;

    /** @param suspended called on the scheduler's thread with the time of the suspension; must only enqueue */
    SuspensionWatch(Scheduler scheduler, Consumer<Duration> suspended) {
        this.scheduler = scheduler;
        this.suspended = suspended;
    }

    synchronized void start() {
        stop();
        readClocks();
        pending = scheduler.schedule(this::look, PERIOD_NANOS);
    }

    synchronized void stop() {
        if (pending != null) {
            pending.cancel();
            pending = null;
        }
    }

    private void look() {
        Duration time;
        synchronized (this) {
            if (pending == null) {
                return;
            }
            time = readClocks();
            pending = scheduler.schedule(this::look, PERIOD_NANOS);
        }
        if (time.compareTo(SHORTEST) > 0) {
            suspended.accept(time);
        }
    }

    /** By how much the wall clock got ahead of the monotonic one since they were read last. */
    private Duration readClocks() {
        Instant wallBefore = wall;
        long nanosBefore = nanos;
        wall = scheduler.now();
        nanos = scheduler.nanoTime();
        return Duration.between(wallBefore, wall).minusNanos(nanos - nanosBefore);
    }
}
