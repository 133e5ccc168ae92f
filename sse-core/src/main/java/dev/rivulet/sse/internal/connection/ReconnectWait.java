package dev.rivulet.sse.internal.connection;

import dev.rivulet.sse.internal.Nanos;
import dev.rivulet.sse.internal.mailbox.Input;
import dev.rivulet.sse.internal.mailbox.Timer;
import dev.rivulet.sse.internal.mailbox.Timers;
import dev.rivulet.sse.internal.metrics.Counters;
import dev.rivulet.sse.internal.metrics.SessionCounts.Metric;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The wait before the next attempt, and how long the last one was. Confined to the session. */
final class ReconnectWait {
    private final Timers<Next> timers;
    private final Counters counters;
    private @Nullable Timer<Next> timer;
    private long since;
    private long nanos;
    private Duration waited = Duration.ZERO;

    ReconnectWait(Timers<Next> timers, Counters counters) {
        this.timers = timers;
        this.counters = counters;
    }

    Timers<Next> timers() {
        return timers;
    }

    /** A wait begins. Its timer does not run before {@link #arm}. */
    void begin(Duration time) {
        since = timers.nanoTime();
        nanos = Nanos.of(time);
    }

    /** @param over applied when the wait is over */
    void arm(Input<Next> over) {
        restart(nanos, over);
    }

    /** The machine was suspended for so long, which the timer does not know. */
    void shorten(Duration time, Input<Next> over) {
        long left = nanos - (timers.nanoTime() - since);
        restart(left - Nanos.of(time), over);
    }

    private void restart(long delayNanos, Input<Next> over) {
        timers.cancel(timer);
        timer = timers.start(delayNanos, over);
    }

    void cancel() {
        timer = timers.cancel(timer);
    }

    /** The wait is over, or is given up, and counted. */
    void end() {
        waited = Duration.ofNanos(timers.nanoTime() - since);
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
