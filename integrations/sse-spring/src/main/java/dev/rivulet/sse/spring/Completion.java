package dev.rivulet.sse.spring;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
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
        return result -> get(Drained.completion(adapter, result));
    }

    private static void get(CompletableFuture<?> future) throws Exception {
        try {
            future.get();
        } catch (ExecutionException failed) {
            throw ListenerMethod.thrown(failed.getCause());
        }
    }
}
