package dev.rivulet.sse.internal;

import dev.rivulet.sse.Failure;
import dev.rivulet.sse.Failure.HandlerFailed.Handler;

/** Carries what the application's code threw through the parser, which must not swallow it. */
public final class HandlerException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Handler handler;
    private final transient Throwable thrown;

    public HandlerException(Handler handler, Throwable thrown) {
        super(thrown);
        this.handler = handler;
        this.thrown = thrown;
    }

    public Throwable thrown() {
        return thrown;
    }

    public Failure failure() {
        return new Failure.HandlerFailed(handler, thrown);
    }
}
