package dev.rivulet.examples.llm.mock;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/** A request to the mock, as it sees it. */
public final class Visit {
    private final String body;
    private final AtomicInteger tokens = new AtomicInteger();
    private final CompletableFuture<Long> left = new CompletableFuture<>();
    private volatile boolean cut;

    Visit(String body) {
        this.body = body;
    }

    /** The body of the request. */
    public String body() {
        return body;
    }

    /** How many tokens were sent until now. */
    public int tokens() {
        return tokens.get();
    }

    /**
     * Waits until the client has closed the connection before the answer was complete.
     *
     * @return when that was, by {@link System#nanoTime}
     * @throws TimeoutException if it did not within so many seconds
     */
    public long awaitLeft(int seconds) throws Exception {
        return left.get(seconds, TimeUnit.SECONDS);
    }

    /** Whether the client has closed the connection before the answer was complete. */
    public boolean hasLeft() {
        return left.isDone();
    }

    void sent() {
        tokens.incrementAndGet();
    }

    /** The mock itself closes the connection. */
    void cut() {
        cut = true;
    }

    /** The connection is closed. Returns whether the client has done that. */
    boolean closed() {
        return !cut && left.complete(System.nanoTime());
    }
}
