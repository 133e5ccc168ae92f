package dev.rivulet.sse.internal.threads;

import dev.rivulet.sse.Failure;
import dev.rivulet.sse.policy.Delivery;
import dev.rivulet.sse.spi.Scheduler;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Where a session's mailbox is drained. All methods may be called from any thread; none blocks for user code. */
public interface Place {
    /** The place that a request's delivery names. */
    static Place of(Delivery delivery) {
        Executor given = delivery.executor();
        if (delivery.mode() == Delivery.Mode.INLINE) {
            return new InlinePlace();
        }
        return given == null ? new DefaultPlace() : new ExecutorPlace(given);
    }

    /**
     * Called first, once.
     *
     * @param isWaiting whether a drain was asked for and has not begun
     */
    default void attach(Scheduler scheduler, BooleanSupplier isWaiting) {}

    /**
     * Runs the drain, now or later, here or elsewhere. Only one drain waits to begin at a time; to run it again, or
     * elsewhere too, does nothing once it has begun.
     */
    void run(Runnable drain);

    /** As {@link #run}, on a thread that must not run user code: a timer's, or one of the application's. */
    default void runElsewhere(Runnable drain) {
        run(drain);
    }

    /** As {@link #run}, from the end of a drain whose quantum is used up: after what waits for the same threads. */
    default void runAgain(Runnable drain) {
        run(drain);
    }

    /** A control input has come while a drain is asked for and may not have begun. */
    default void hurry() {}

    /** Called after each drain: whether the drain must be asked for again, elsewhere. */
    default boolean wantsAnother() {
        return false;
    }

    /** Whether a drain has its thread only for a quantum, because others need it too. */
    default boolean hasQuantum() {
        return false;
    }

    /** Whether the drain runs on the thread that brings its input. */
    default boolean isInline() {
        return false;
    }

    /** Why the session can no longer run here; null while it can. */
    default @Nullable Failure failure() {
        return null;
    }

    /** The session is being closed; a control input that says so follows. */
    default void closing() {}

    /** The session has ended. */
    default void ended() {}
}
