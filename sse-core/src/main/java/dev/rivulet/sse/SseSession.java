package dev.rivulet.sse;

import java.time.Instant;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** A subscription that outlives its connections. Every method may be called from any thread. */
public interface SseSession extends AutoCloseable {
    /** How a session is, in one word, for health checks. */
    enum Health {
        /** The first attempt is under way. */
        CONNECTING,
        /** The stream is open and has brought bytes lately. */
        HEALTHY,
        /** The stream is open, and no byte has come for a minute, or for half of {@code Timeouts.idle()} if that is less. */
        IDLE,
        /** The stream was lost or could not be opened; it is tried again, or waits for that. */
        RECONNECTING,
        /** The session has ended in a failure. */
        FAILED,
        /** The session has ended in order. */
        CLOSED
    }

    /** What it is doing now. */
    SessionState state();

    /** How it is now. */
    Health health();

    /** When the last byte of a stream came, comments included; null before the first. */
    @Nullable
    Instant lastActivity();

    /**
     * The committed last event ID: of the last event that has been handled. Give it to
     * {@link SseRequest#lastEventId(String)} of a later session to go on behind it. Empty if there is none.
     */
    String lastEventId();

    /** What has been counted so far. */
    SessionMetrics metrics();

    /**
     * Opens the stream anew, from the last event ID on: at once where it waits for its next attempt; else behind what the
     * connection has brought so far, which is delivered first. A request that is not repeated by itself is sent again
     * too, since the caller asks for it. A {@link RequestCustomizer} that has not answered is asked again. Nothing happens
     * while an attempt is under way otherwise, or when the session is closed. Never blocks; also from inside a callback.
     */
    void reconnect();

    /**
     * Completes when the stream is open for the first time. If the session ends before, completes exceptionally: with
     * {@link SseException} where a failure ended it, else with {@link java.util.concurrent.CancellationException}.
     */
    CompletionStage<SessionState.Open> opened();

    /**
     * Closes it, for good. Never blocks: a callback that is under way finishes, what was received behind it is neither
     * delivered nor committed. Idempotent; also from inside a callback. The last callback comes on the thread that the
     * request's {@code Delivery} names, or, if that does not begin within two seconds, on one of the library's.
     */
    @Override
    void close();

    /** Completes when the session has ended and nothing of it runs any more, with why. Never completes exceptionally. */
    CompletionStage<SessionState.Closed> closed();
}
