package dev.rivulet.sse.internal.consumers;

import dev.rivulet.sse.Failure;
import dev.rivulet.sse.SessionState;
import dev.rivulet.sse.internal.mailbox.Timers;
import dev.rivulet.sse.internal.threads.Place;

/**
 * Where a session's events go: to a subscriber, a blocking stream, or a {@code Flow} subscriber, one by one or in batches.
 * All but the place is called inside the session only.
 */
public interface Outlet<T> {
    /** Where the session runs. */
    Place place();

    /** Called first; the actions of the timers run in the session. */
    default void attach(Timers<?> timers) {}

    /** Whether an event can be delivered now, on this thread. */
    boolean isReady();

    /**
     * Delivers an event.
     *
     * @return whether it, and all before it, has been handled; false where {@link #hasHandled()} will say so
     */
    boolean deliver(T event) throws Exception;

    /** Whether all that was delivered has been handled. */
    default boolean hasHandled() {
        return isReady();
    }

    /** What is collected is due: the connection is gone, or the session ends. */
    default void flush() {}

    /** Whether something is due. */
    default boolean isDue() {
        return false;
    }

    /**
     * Hands over what is due: when the outlet is ready, and at the session's end in any case.
     *
     * @return as {@link #deliver}
     */
    default boolean deliverDue() throws Exception {
        return true;
    }

    default void state(SessionState state) {}

    /** Something that ends nothing, and that a user may want to know. */
    default void warning(Failure failure) {}

    default boolean wantsComments() {
        return false;
    }

    default void comment(String text) {}

    /** The session has ended, and nothing that was handed over waits to be committed any more. May be called again. */
    default void settled() {}

    /** Nothing follows. */
    void closed(SessionState.Closed end);
}
