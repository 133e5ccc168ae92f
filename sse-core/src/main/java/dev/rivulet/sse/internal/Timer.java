package dev.rivulet.sse.internal;

import dev.rivulet.sse.spi.Scheduler;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A time-out of a session. Armed and cancelled in the session; when it fires it only enqueues. */
final class Timer {
    private final Runnable action;
    private final Scheduler scheduler;
    private final Consumer<Input> enqueue;
    private Scheduler.@Nullable Cancellable pending;
    private int generation;

    Timer(Scheduler scheduler, Consumer<Input> enqueue, Runnable action) {
        this.scheduler = scheduler;
        this.enqueue = enqueue;
        this.action = action;
    }

    void arm(long delayNanos) {
        cancel();
        int armed = generation;
        pending = scheduler.schedule(() -> enqueue.accept(new Input.Fired(this, armed)), Math.max(0, delayNanos));
    }

    void cancel() {
        generation++;
        if (pending != null) {
            pending.cancel();
            pending = null;
        }
    }

    /** Runs the action if what fired is what was armed last. */
    void fired(int armed) {
        if (armed == generation) {
            pending = null;
            generation++;
            action.run();
        }
    }
}
