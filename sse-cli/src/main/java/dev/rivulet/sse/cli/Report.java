package dev.rivulet.sse.cli;

import dev.rivulet.sse.Failure;
import dev.rivulet.sse.SessionState;
import dev.rivulet.sse.SseEvent;

/** How a stream's events, and what becomes of it, are shown. */
interface Report {
    void event(SseEvent event);

    void state(SessionState state);

    /** The stream was lost, and is opened again. */
    void retried(SessionState.BackingOff backingOff);

    /** The session goes on, but something is wrong. */
    void warning(Failure failure);

    void warning(String message);

    /** What ended the session. */
    void failure(Failure failure);

    /** The user has ended it. */
    void interrupted(long events, String lastEventId);
}
