package dev.rivulet.sse.tests.session;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.awaitility.Awaitility;

/** A thread that takes one element. */
final class Taker<T> {
    final Thread thread;
    private final CompletableFuture<T> taken = new CompletableFuture<>();

    Taker(Callable<T> take) {
        thread = new Thread(() -> {
            try {
                taken.complete(take.call());
            } catch (Throwable thrown) {
                taken.completeExceptionally(thrown);
            }
        });
        thread.start();
    }

    void awaitParked() {
        Awaitility.await().pollInterval(Duration.ofMillis(1)).until(() -> thread.getState() == Thread.State.WAITING);
    }

    T result() throws ExecutionException, InterruptedException, TimeoutException {
        return taken.get(60, TimeUnit.SECONDS);
    }
}
