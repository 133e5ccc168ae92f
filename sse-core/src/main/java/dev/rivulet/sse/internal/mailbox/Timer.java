package dev.rivulet.sse.internal.mailbox;

import dev.rivulet.sse.spi.Scheduler;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A time-out of a session that {@link Timers} has started. Started, cancelled and applied in the session. It is its own task
 * and its own input: with many quiet streams, what each of them waits with is much of the heap.
 *
 * @param <N> what follows from its action
 */
public final class Timer<N> implements Runnable, Input<N> {
    private final Consumer<Input<N>> enqueue;
    private @Nullable Input<N> action; // null once it is applied or cancelled
    private Scheduler.@Nullable Cancellable pending;

    Timer(Consumer<Input<N>> enqueue, Input<N> action) {
        this.enqueue = enqueue;
        this.action = action;
    }

    void start(Scheduler scheduler, long delayNanos) {
        pending = scheduler.schedule(this, Math.max(0, delayNanos));
    }

    /** The time is up. On the scheduler's thread, where it only enqueues. */
    @Override
    public void run() {
        enqueue.accept(this);
    }

    @Override
    public @Nullable N apply() {
        Input<N> due = action;
        action = null;
        pending = null;
        return due == null ? null : due.apply();
    }

    /** Its action is not applied any more. */
    public void cancel() {
        action = null;
        if (pending != null) {
            pending.cancel();
            pending = null;
        }
    }
}
