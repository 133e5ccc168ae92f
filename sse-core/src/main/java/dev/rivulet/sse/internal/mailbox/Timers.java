package dev.rivulet.sse.internal.mailbox;

import dev.rivulet.sse.internal.Nanos;
import dev.rivulet.sse.spi.Scheduler;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Starts the timers of a session. Used in the session only.
 *
 * @param <N> what follows from their actions
 */
public final class Timers<N> {
    private final Scheduler scheduler;
    private final Consumer<Input<N>> enqueue;

    /** @param enqueue takes a timer whose time is up, on the scheduler's thread */
    public Timers(Scheduler scheduler, Consumer<Input<N>> enqueue) {
        this.scheduler = scheduler;
        this.enqueue = enqueue;
    }

    /** The clock that the timers follow. */
    public long nanoTime() {
        return scheduler.nanoTime();
    }

    /** @param action applied in the session when the time is up, unless the timer is cancelled before that */
    public Timer<N> start(long delayNanos, Input<N> action) {
        Timer<N> timer = new Timer<>(enqueue, action);
        timer.start(scheduler, delayNanos);
        return timer;
    }

    /** As {@link #start(long, Input)}; null if the time is zero, which is off. */
    public @Nullable Timer<N> start(Duration time, Input<N> action) {
        return time.isZero() ? null : start(Nanos.of(time), action);
    }

    /** Cancels a timer, if there is one. Returns null, to be kept in its place. */
    public @Nullable Timer<N> cancel(@Nullable Timer<N> timer) {
        if (timer != null) {
            timer.cancel();
        }
        return null;
    }
}
