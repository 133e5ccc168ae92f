package dev.rivulet.sse.internal;

import dev.rivulet.sse.Failure;
import dev.rivulet.sse.SessionState;

/** Where a session's events go: one of the three faces. All but the place is called inside the session only. */
public interface Outlet<T> {
    /** Where the session runs. */
    Mailbox.Place place();

    /** Whether an event can be delivered now, on this thread. */
    boolean isReady();

    /**
     * Delivers an event.
     *
     * @return whether it has been handled; false where that is known only when the outlet is ready again
     */
    boolean deliver(T event) throws Exception;

    void state(SessionState state);

    /** Something that ends nothing, and that a user may want to know. */
    void warning(Failure failure);

    boolean wantsComments();

    void comment(String text);

    /** Nothing follows. */
    void closed(SessionState.Closed end);
}
