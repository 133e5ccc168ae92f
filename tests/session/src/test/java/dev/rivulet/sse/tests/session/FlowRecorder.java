package dev.rivulet.sse.tests.session;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;

/** Keeps what a publisher brings; it asks for nothing on its own. */
class FlowRecorder<T> implements Flow.Subscriber<T> {
    final CompletableFuture<Flow.Subscription> subscription = new CompletableFuture<>();
    final CompletableFuture<Void> end = new CompletableFuture<>();
    final List<T> items = new ArrayList<>();

    /** Waits until it is subscribed, and asks for so many. */
    void request(long count) throws Exception {
        subscription.get(60, TimeUnit.SECONDS).request(count);
    }

    /** One that asks for the first, and for another with each. */
    static <T> FlowRecorder<T> oneByOne() {
        return new FlowRecorder<>() {
            @Override
            public void onSubscribe(Flow.Subscription given) {
                super.onSubscribe(given);
                given.request(1);
            }

            @Override
            public void onNext(T item) {
                super.onNext(item);
                subscription.join().request(1);
            }
        };
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
        subscription.complete(given);
    }

    @Override
    public void onNext(T item) {
        items.add(item);
    }

    @Override
    public void onError(Throwable thrown) {
        end.completeExceptionally(thrown);
    }

    @Override
    public void onComplete() {
        end.complete(null);
    }
}
