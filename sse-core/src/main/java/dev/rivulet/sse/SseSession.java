package dev.rivulet.sse;

import java.util.concurrent.CompletionStage;

/** A subscription that outlives its connections. Every method may be called from any thread. */
public interface SseSession extends AutoCloseable {
    /** What it is doing now. */
    SessionState state();

    /**
     * The committed last event ID: of the last event that has been handled. Give it to
     * {@link SseRequest#lastEventId(String)} of a later session to go on behind it. Empty if there is none.
     */
    String lastEventId();

    /** What has been counted so far. */
    SessionMetrics metrics();

    /**
     * Closes it, for good. Never blocks: a callback that is under way finishes, what was received behind it is neither
     * delivered nor committed. Idempotent; also from inside a callback.
     */
    @Override
    void close();

    /** Completes when the session has ended and nothing of it runs any more, with why. Never completes exceptionally. */
    CompletionStage<SessionState.Closed> closed();
}
