package dev.rivulet.sse.internal;

import dev.rivulet.sse.policy.Delivery;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/** Runs a session on an executor, or on the thread that brings its input. */
final class DeliveryPlace implements Mailbox.Place {
    private final Executor executor;
    private volatile boolean rejected;

    private DeliveryPlace(Executor executor) {
        this.executor = executor;
    }

    static DeliveryPlace of(Delivery delivery) {
        Executor given = delivery.executor();
        return new DeliveryPlace(
                delivery.mode() == Delivery.Mode.INLINE
                        ? Runnable::run
                        : given != null ? given : DeliveryThreads.SHARED);
    }

    @Override
    public void run(Runnable drain) {
        if (!rejected) {
            try {
                executor.execute(drain);
                return;
            } catch (RejectedExecutionException e) {
                // The user's executor is shut down: what is left to do is to close, and that is done elsewhere.
                rejected = true;
            }
        }
        DeliveryThreads.SHARED.execute(drain);
    }

    /** Throws if the executor has refused a task: it runs the session no more. */
    void requireAccepted() {
        if (rejected) {
            throw new SessionFault(new RejectedExecutionException("the delivery's executor refused a task"));
        }
    }
}
