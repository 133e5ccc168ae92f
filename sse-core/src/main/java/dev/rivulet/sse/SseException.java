package dev.rivulet.sse;

import org.jspecify.annotations.Nullable;

/** A session ended in a {@link Failure}. The message says what happened and what can be done about it. */
public final class SseException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient @Nullable Failure failure;

    public SseException(Failure failure) {
        super(failure.message() + " " + failure.advice(), failure.cause());
        this.failure = failure;
    }

    /** What happened; null only in a copy that was serialized. */
    public @Nullable Failure failure() {
        return failure;
    }
}
