package dev.rivulet.sse.internal.consumers;

import dev.rivulet.sse.SseSession;

/** The session of an outlet that says itself when it can take events. Any thread. */
public interface Upstream extends SseSession {
    /** The outlet may be ready now. */
    void demanded();

    /** As {@link #demanded()}, on a thread of the place, where the drain runs at once unless one is asked for already. */
    void demandedHere();

    /** Whether something waits for the outlet. */
    boolean hasForOutlet();
}
