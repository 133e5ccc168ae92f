package dev.rivulet.sse;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/** A session ended in a {@link Failure}. The message says what happened, how far the session had come, and what to do. */
public final class SseException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient @Nullable Failure failure;

    /** A failure outside a session, for example one that a transport reports. */
    public SseException(Failure failure) {
        super(failure.message() + " " + failure.advice(), failure.cause());
        this.failure = failure;
    }

    /**
     * The end of a session.
     *
     * @throws NullPointerException if it ended normally
     */
    public SseException(SessionState.Closed closed) {
        super(closed.message(), requireNonNull(closed.failure(), "failure").cause());
        this.failure = closed.failure();
    }

    /** What happened. A copy that was serialized has only the text: {@link Failure.UnexpectedError}. */
    public Failure failure() {
        return failure == null ? new Failure.UnexpectedError(this) : failure;
    }
}
