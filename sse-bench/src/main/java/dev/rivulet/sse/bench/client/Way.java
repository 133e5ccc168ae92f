package dev.rivulet.sse.bench.client;

/** How events come to the application. */
public enum Way {
    /** On the transport's thread. */
    INLINE,
    /** On a virtual thread where there are such, else on one of a pool. */
    DEFAULT,
    /** On an executor of the application's, of one thread. */
    EXECUTOR,
    /** As lists, on the thread of the default way. */
    BATCHES,
    /** Taken from an {@code SseStream}, on the taker's thread. */
    PULL
}
