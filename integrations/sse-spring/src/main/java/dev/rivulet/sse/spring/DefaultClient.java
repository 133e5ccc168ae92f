package dev.rivulet.sse.spring;

import dev.rivulet.sse.SseClient;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;

/** The client of streams that have none of their own: the bean, or one that is made when it is needed. Thread-safe. */
final class DefaultClient {
    private final ObjectProvider<SseClient> beans;
    private @Nullable SseClient own;
    private boolean closed;

    DefaultClient(ObjectProvider<SseClient> beans) {
        this.beans = beans;
    }

    SseClient get() {
        SseClient bean = beans.getIfAvailable();
        return bean != null ? bean : own();
    }

    private synchronized SseClient own() {
        if (closed) {
            throw new IllegalStateException("the application context is closed");
        }
        if (own == null) {
            own = SseClient.create();
        }
        return own;
    }

    /** Closes the client if it is not a bean. */
    synchronized void close() {
        closed = true;
        if (own != null) {
            own.close();
        }
    }
}
