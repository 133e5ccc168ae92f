package dev.rivulet.sse.spring;

/**
 * What happens when a listener throws. An event whose data cannot be read as the listener's type is never retried: the last
 * step of the policy is taken at once. An {@link Error}, such as {@code OutOfMemoryError}, closes the stream whatever the
 * policy.
 */
public enum OnError {
    /**
     * The stream is closed, and the failure is logged. The event counts as not handled: after {@link ListenedStream#start()} it
     * is received again, if the server resumes.
     */
    CLOSE,
    /** The failure is logged with its stack trace; the event, or the whole batch, counts as handled. */
    SKIP,
    /** The listener is called again, {@link SseListener#retries()} times; then as {@link #CLOSE}. */
    RETRY_THEN_CLOSE,
    /** The listener is called again, {@link SseListener#retries()} times; then as {@link #SKIP}. */
    RETRY_THEN_SKIP;

    boolean retries() {
        return this == RETRY_THEN_CLOSE || this == RETRY_THEN_SKIP;
    }

    boolean skips() {
        return this == SKIP || this == RETRY_THEN_SKIP;
    }
}
