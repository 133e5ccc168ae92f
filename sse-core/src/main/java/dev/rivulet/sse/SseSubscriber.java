package dev.rivulet.sse;

/**
 * Takes what a session brings, one call at a time. Which thread calls says the request's {@code Delivery}. An exception
 * of any method closes the session with {@link Failure.HandlerFailed}.
 */
@FunctionalInterface
public interface SseSubscriber<T> {
    /** An event. When this returns, the event is handled and its id is committed. */
    void onEvent(T event) throws Exception;

    /**
     * The session's state has changed. {@link SessionState.Closed} is the last call of all.
     */
    default void onState(SessionState state) {}

    /**
     * Something went wrong that ends and loses nothing, such as {@link Failure.UnsendableId}. Each kind once a session.
     */
    default void onWarning(Failure failure) {}

    /**
     * A comment line without its colon and one leading space, when the line has ended. Only where this method is
     * overridden are comments kept at all; one longer than 64 KiB is not reported.
     */
    default void onComment(String comment) {}
}
