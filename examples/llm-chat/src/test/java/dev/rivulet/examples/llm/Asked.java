package dev.rivulet.examples.llm;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** A question on its way: what has come, how it ended, and what stops it. */
final class Asked {
    /** Stands for an end without a failure. */
    static final String COMPLETE = "complete";

    private static final int TOKENS_BEFORE_STOP = 8;

    private final List<String> tokens = new CopyOnWriteArrayList<>();
    private final CompletableFuture<Runnable> stop = new CompletableFuture<>();
    private final CompletableFuture<Void> someTokens = new CompletableFuture<>();
    private final CompletableFuture<String> end = new CompletableFuture<>();

    void token(String text) {
        if (!text.isEmpty()) {
            tokens.add(text);
        }
        if (tokens.size() == TOKENS_BEFORE_STOP) {
            someTokens.complete(null);
        }
    }

    void ended(@Nullable Throwable failure) {
        end.complete(failure == null ? COMPLETE : failure.getClass().getSimpleName() + ": " + failure.getMessage());
    }

    /** What stops it, as soon as that is known. */
    void stopWith(Runnable action) {
        stop.complete(action);
    }

    CompletableFuture<Runnable> stop() {
        return stop;
    }

    /** Completes when so many tokens have come as the mock sends before it fails or falls silent. */
    CompletableFuture<Void> someTokens() {
        return someTokens;
    }

    CompletableFuture<String> end() {
        return end;
    }

    List<String> tokens() {
        return tokens;
    }
}
