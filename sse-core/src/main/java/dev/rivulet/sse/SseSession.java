package dev.rivulet.sse;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** A subscription that outlives its connections. Every method may be called from any thread. */
public interface SseSession extends AutoCloseable {
    /** How a session is, in one word, for health checks. */
    enum Health {
        /** The first attempt is in progress. */
        CONNECTING,
        /** The stream is open and has brought bytes lately. */
        HEALTHY,
        /** The stream is open, and no byte has come for a minute, or for half of {@code Timeouts.idle()} if that is less. */
        IDLE,
        /** The stream was lost or could not be opened; another attempt is in progress or will follow. */
        RECONNECTING,
        /** The session has ended in a failure. */
        FAILED,
        /** The session has ended normally. */
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
     * The committed last event ID: that of the last handled event. Pass it to {@link SseRequest#lastEventId(String)} of a
     * later session to resume after it. Empty if there is none.
     */
    String lastEventId();

    /** What has been counted so far. */
    SessionMetrics metrics();

    /**
     * Writes what the flight recorder keeps of this session to a file, which is continued if it is a recording already
     * ({@link dev.rivulet.sse.recording}). Blocks while it writes. Also after the session's end, as long as its bytes have
     * not been overwritten.
     *
     * @throws IllegalStateException if the recorder is off ({@link SseClient.Builder#flightRecorder})
     * @throws IOException if the file cannot be written, or is not a recording
     */
    void dump(Path file) throws IOException;

    /**
     * Reconnects and resumes after the last event ID. If the session is backing off, it reconnects immediately. If the
     * stream is open, events already received are delivered first. Requests that are not repeatable are sent again too,
     * because the caller asked for it. A {@link RequestCustomizer} that has not answered is called again. Does nothing
     * while an attempt is in progress or after close. Never blocks; may be called from a callback.
     */
    void reconnect();

    /**
     * Completes when the stream is open for the first time. If the session ends before that, it completes exceptionally:
     * with {@link SseException} after a failure, otherwise with {@link java.util.concurrent.CancellationException}.
     */
    CompletionStage<SessionState.Open> opened();

    /**
     * Closes the session. Never blocks: a callback that is running finishes; what was received after it is neither
     * delivered nor committed. Idempotent; may be called from a callback. The last callback runs on the thread that the
     * request's {@code Delivery} names, or, if that does not start it within two seconds, on a thread of the library.
     */
    @Override
    void close();

    /** Completes when the session has ended and none of its callbacks runs any longer. Never completes exceptionally. */
    CompletionStage<SessionState.Closed> closed();
}
