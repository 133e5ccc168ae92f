package dev.rivulet.sse.internal.mailbox;

import dev.rivulet.sse.internal.Nanos;
import dev.rivulet.sse.spi.Scheduler;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A time-out of a session. Armed and cancelled in the session; when it fires it only enqueues.
 *
 * @param <N> what follows from its action
 */
public final class Timer<N> {
    private final Scheduler scheduler;
    private final Consumer<Input<N>> enqueue;
    private final Input<N> action;
    private Scheduler.@Nullable Cancellable pending;
    private int generation;

    /** @param action applied in the session when the timer fires, unless it is cancelled or armed again before that */
    public Timer(Scheduler scheduler, Consumer<Input<N>> enqueue, Input<N> action) {
        this.scheduler = scheduler;
        this.enqueue = enqueue;
        this.action = action;
    }

    public void arm(long delayNanos) {
        cancel();
        int armed = generation;
        pending = scheduler.schedule(() -> enqueue.accept(() -> fired(armed)), Math.max(0, delayNanos));
    }

    /** Arms it, unless the time is zero, which is off. */
    public void arm(Duration time) {
        if (!time.isZero()) {
            arm(Nanos.of(time));
        }
    }

    public void cancel() {
        generation++;
        if (pending != null) {
            pending.cancel();
            pending = null;
        }
    }

    private @Nullable N fired(int armed) {
        if (armed != generation) {
            return null;
        }
        pending = null;
        generation++;
        return action.apply();
    }
}
