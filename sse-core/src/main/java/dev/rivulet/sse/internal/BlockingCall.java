package dev.rivulet.sse.internal;

import dev.rivulet.sse.SseRequest;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The request that a blocking customizer makes, on a thread of its own, for one attempt. */
public final class BlockingCall extends CompletableFuture<SseRequest> {
    private final AtomicReference<@Nullable Thread> thread = new AtomicReference<>();

    private BlockingCall() {}

    /** Begins the call. */
    public static BlockingCall of(Callable<SseRequest> customizer) {
        var call = new BlockingCall();
        DeliveryThreads.execute(() -> call.run(customizer));
        return call;
    }

    private void run(Callable<SseRequest> customizer) {
        thread.set(Thread.currentThread());
        try {
            if (!isDone()) {
                complete(customizer.call());
            }
        } catch (Throwable thrown) {
            completeExceptionally(thrown);
        } finally {
            thread.set(null);
        }
    }

    /** The attempt no longer waits: the thread need not either. */
    void giveUp() {
        cancel(false);
        Thread waits = thread.get();
        if (waits != null) {
            waits.interrupt();
        }
    }
}
