package dev.rivulet.sse;

/**
 * Receives a session's events and state changes. Calls never overlap; the request's {@code Delivery} decides the thread.
 * An exception thrown from any method closes the session with {@link Failure.HandlerFailed}.
 */
@FunctionalInterface
public interface SseSubscriber<T> {
    /** An event. When this returns, the event is handled and its id is committed. */
    void onEvent(T event) throws Exception;

    /**
     * The session's state has changed; {@link SessionState.Closed} is the last one. A session also logs its losses and its
     * end, so that they are seen even if this is not overridden.
     */
    default void onState(SessionState state) {}

    /**
     * The session has ended, for whatever reason. Called once, after {@link #onState}, and the last call of all. What it
     * throws is logged.
     */
    default void onClosed(SessionState.Closed closed) {}

    /**
     * A problem that loses nothing; the session continues. Each kind, such as {@link Failure.UnsendableLastEventId}, is
     * reported at most once per session.
     */
    default void onWarning(Failure failure) {}

    /**
     * A comment line without its colon and one leading space, when the line has ended. Comments are kept only if this method
     * is overridden; one longer than 64 KiB is not reported.
     */
    default void onComment(String comment) {}

    /**
     * A subscriber that calls a handler by the type of the event:
     *
     * <pre>{@code
     * SseSubscriber.byType()
     *         .on("price", event -> prices.update(event.data()))
     *         .on("halt", event -> market.halt())
     *         .otherwise(event -> log.info("unknown: " + event.type()))
     * }</pre>
     *
     * Events of other types are ignored unless {@code otherwise} is set; to filter them before a String is made, name the
     * types in {@link SseRequest#eventTypes}.
     */
    static TypeRouter byType() {
        return new TypeRouter();
    }
}
