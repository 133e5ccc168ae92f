package dev.rivulet.sse.internal.connection;

import dev.rivulet.sse.internal.Nanos;
import dev.rivulet.sse.internal.mailbox.Input;
import dev.rivulet.sse.internal.mailbox.Timer;
import dev.rivulet.sse.internal.metrics.Counters;
import dev.rivulet.sse.internal.metrics.SessionCounts.Metric;
import dev.rivulet.sse.spi.Scheduler;
import java.time.Duration;
import java.util.function.Consumer;

/** The wait before the next attempt, and how long the last one was. Confined to the session. */
final class ReconnectWait {
    private final Scheduler scheduler;
    private final Counters counters;
    private final Timer<Next> timer;
    private long since;
    private long nanos;
    private Duration waited = Duration.ZERO;

    /** @param over applied when a wait is over */
    ReconnectWait(Scheduler scheduler, Consumer<Input<Next>> enqueue, Counters counters, Input<Next> over) {
        this.scheduler = scheduler;
        this.counters = counters;
        this.timer = new Timer<>(scheduler, enqueue, over);
    }

    /** A wait begins. Its timer does not run before {@link #arm}. */
    void begin(Duration time) {
        since = scheduler.nanoTime();
        nanos = Nanos.of(time);
    }

    void arm() {
        timer.arm(nanos);
    }

    /** The machine was suspended for so long, which the timer does not know. */
    void shorten(Duration time) {
        long left = nanos - (scheduler.nanoTime() - since);
        timer.arm(left - Nanos.of(time));
    }

    void cancel() {
        timer.cancel();
    }

    /** The wait is over, or is given up, and counted. */
    void end() {
        waited = Duration.ofNanos(scheduler.nanoTime() - since);
        counters.add(Metric.BACKING_OFF_NANOS, waited.toNanos());
    }

    /** The next connection is made without a wait. */
    void skip() {
        waited = Duration.ZERO;
    }

    /** How long the wait before the connection was. */
    Duration waited() {
        return waited;
    }
}
