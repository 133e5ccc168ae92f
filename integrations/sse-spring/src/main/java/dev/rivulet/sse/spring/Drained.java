package dev.rivulet.sse.spring;

import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;
import org.springframework.core.ReactiveAdapter;

/** Takes all that a publisher has, and completes its future with it. Loaded only where Reactive Streams is there. */
final class Drained implements Subscriber<Object> {
    private final CompletableFuture<@Nullable Void> completion = new CompletableFuture<>();

    private Drained() {}

    /** Subscribes to the result, which is of the adapter's type. */
    static CompletableFuture<?> completion(ReactiveAdapter adapter, Object result) {
        var drained = new Drained();
        adapter.toPublisher(result).subscribe(drained);
        return drained.completion;
    }

    @Override
    public void onSubscribe(Subscription subscription) {
        subscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(Object ignored) {}

    @Override
    public void onError(Throwable thrown) {
        completion.completeExceptionally(thrown);
    }

    @Override
    public void onComplete() {
        completion.complete(null);
    }
}
