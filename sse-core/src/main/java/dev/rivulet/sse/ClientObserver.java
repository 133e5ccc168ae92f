package dev.rivulet.sse;

import org.jspecify.annotations.Nullable;

/**
 * Watches the sessions of a client: the seam of meters, traces and logs. Given to {@link SseClient.Builder#observer}; a
 * client without one does nothing for it.
 *
 * <p>What it throws is logged, and never harms a session.
 */
@FunctionalInterface
public interface ClientObserver {
    /** The client was built. Called by {@link SseClient.Builder#build()}, before any session. */
    default void attached(SseClient client) {}

    /**
     * A session begins. Called on the thread that opens it, whose context may be kept for {@link SessionObserver#enter}.
     *
     * @param session not started yet: look at it, and do not wait for it here
     * @param request with the client's defaults. {@link SseRequest#name} and the host are fit for tags; the rest of the URI
     *     may be secret, or different each time
     * @return what watches this session; null for nothing
     */
    @Nullable
    SessionObserver observe(SseSession session, SseRequest request);
}
