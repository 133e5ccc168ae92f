package dev.rivulet.sse.internal.threads;

import dev.rivulet.sse.SseRequest;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** The request that a blocking customizer makes, on a thread of its own, for one attempt. */
public final class BlockingCall extends CompletableFuture<SseRequest> {
    /** Held to interrupt the thread: it must not have gone to another task meanwhile. */
    private final ReentrantLock lock = new ReentrantLock();

    private @Nullable Thread thread; // that is in the customizer; under the lock

    private BlockingCall() {}

    /** Begins the call. */
    public static BlockingCall of(Callable<SseRequest> customizer) {
        var call = new BlockingCall();
        DeliveryThreads.execute(() -> call.run(customizer));
        return call;
    }

    private void run(Callable<SseRequest> customizer) {
        try {
            SseRequest made;
            enter(Thread.currentThread());
            try {
                made = isDone() ? null : customizer.call();
            } finally {
                enter(null);
                Thread.interrupted(); // was meant for the customizer, not for the next task of this thread
            }
            complete(made);
        } catch (Throwable thrown) {
            completeExceptionally(thrown);
        }
    }

    private void enter(@Nullable Thread customizing) {
        lock.lock();
        try {
            thread = customizing;
        } finally {
            lock.unlock();
        }
    }

    /** The attempt no longer waits: the customizer need not either. */
    public void giveUp() {
        cancel(false);
        lock.lock();
        try {
            if (thread != null) {
                thread.interrupt();
            }
        } finally {
            lock.unlock();
        }
    }
}
