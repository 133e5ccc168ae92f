package dev.rivulet.sse.spring;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;
import org.springframework.core.ReactiveAdapter;
import org.springframework.core.ReactiveAdapterRegistry;

/** Waits until the result of a listener is complete. */
@FunctionalInterface
interface Completion {
    /** Blocks until it is. Throws what the result has failed with. */
    void await(Object result) throws Exception;

    /** Chooses by the method's return type. */
    static Completion of(Class<?> type) {
        if (CompletionStage.class.isAssignableFrom(type)) {
            return result -> get(((CompletionStage<?>) result).toCompletableFuture());
        }
        ReactiveAdapterRegistry registry = ReactiveAdapterRegistry.getSharedInstance();
        ReactiveAdapter adapter = registry.hasAdapters() ? registry.getAdapter(type) : null;
        if (adapter == null) {
            return result -> {}; // it is complete when the method returns
        }
        return result -> get(Drained.of(adapter.toPublisher(result)));
    }

    private static void get(CompletableFuture<?> future) throws Exception {
        try {
            future.get();
        } catch (ExecutionException failed) {
            throw ListenerMethod.thrown(failed.getCause());
        }
    }

    /** Takes all that a publisher has, and completes with it. */
    final class Drained extends CompletableFuture<@Nullable Void> implements Subscriber<Object> {
        private Drained() {}

        static <T> Drained of(Publisher<T> publisher) {
            var drained = new Drained();
            publisher.subscribe(drained);
            return drained;
        }

        @Override
        public void onSubscribe(Subscription subscription) {
            subscription.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(Object ignored) {}

        @Override
        public void onError(Throwable thrown) {
            completeExceptionally(thrown);
        }

        @Override
        public void onComplete() {
            complete(null);
        }
    }
}
