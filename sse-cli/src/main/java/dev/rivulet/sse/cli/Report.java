package dev.rivulet.sse.cli;

import dev.rivulet.sse.Failure;
import dev.rivulet.sse.SessionState;
import dev.rivulet.sse.SseEvent;
import dev.rivulet.sse.http.Headers;
import dev.rivulet.sse.http.ResponseHead;
import java.time.Duration;

/** How events are shown, and what happens to the connection. */
interface Report {
    void event(SseEvent event);

    void state(SessionState state);

    /** The stream was lost, and is opened again. */
    void retried(SessionState.BackingOff backingOff);

    /** The session continues, but something is wrong. */
    void warning(Failure failure);

    void warning(String message);

    /** A state of a session that is replayed. */
    void recorded(Duration at, String state);

    /** The session ended with a failure. */
    void failure(Ending ending);

    /** The user has ended it. */
    void interrupted(long events, String lastEventId);

    /** The transport that is used. */
    void transport(String name);

    /**
     * The head of a request, which is sent now. On any thread.
     *
     * @param uri as text, which is none in a recording that was made up
     */
    void sent(String method, String uri, Headers headers);

    /** The head of a response. On any thread. */
    void received(ResponseHead head);
}
