package dev.rivulet.sse.cli;

import dev.rivulet.sse.SessionState;
import dev.rivulet.sse.http.Phase;
import dev.rivulet.sse.http.ResponseHead;
import dev.rivulet.sse.recording.Entry;
import dev.rivulet.sse.recording.RecordingWriter;
import dev.rivulet.sse.spi.TransportRequest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Records one session. Any thread may use it. The first entry that cannot be written stops the session; nothing is recorded
 * after it.
 */
final class Recorder {
    /** What a transport brings at once may be longer than an entry. */
    private static final int LONGEST_PIECE = 1 << 20;

    private final RecordingWriter writer;
    private final int session;
    private Runnable stop = () -> {};
    private int attempt = 1;
    private long exchanges;
    private long bytes;
    private @Nullable IOException failure;

    Recorder(RecordingWriter writer) {
        this.writer = writer;
        this.session = writer.newSession();
    }

    /** Sets what stops the session. */
    synchronized void stopsBy(Runnable how) {
        stop = how;
    }

    synchronized void state(SessionState state) {
        if (state instanceof SessionState.Connecting connecting) {
            attempt = connecting.attempt();
        }
        write(at -> new Entry.State(session, at, Wording.of(state)));
    }

    synchronized void attempt(TransportRequest request) {
        exchanges++;
        String uri = request.uri().toString();
        write(at -> new Entry.Attempt(session, at, attempt, request.method(), uri, request.headers()));
    }

    void head(ResponseHead head) {
        write(at -> new Entry.Head(session, at, head));
    }

    synchronized void bytes(ByteBuffer lent) {
        ByteBuffer rest = lent.duplicate();
        while (rest.hasRemaining()) {
            byte[] piece = new byte[Math.min(rest.remaining(), LONGEST_PIECE)];
            rest.get(piece);
            bytes += piece.length;
            write(at -> new Entry.Bytes(session, at, piece));
        }
    }

    void end() {
        write(at -> new Entry.End(session, at));
    }

    void failed(Phase phase, Throwable cause) {
        write(at -> new Entry.Failed(session, at, phase, cause.toString()));
    }

    void cancelled() {
        write(at -> new Entry.Cancelled(session, at));
    }

    /** Why nothing could be recorded any more; null if everything was. */
    synchronized @Nullable IOException failure() {
        return failure;
    }

    /** What was recorded, in words. */
    synchronized String total(long events) {
        return Wording.count(exchanges, "exchange") + ", " + Wording.count(events, "event") + " and "
                + Wording.count(bytes, "byte");
    }

    private synchronized void write(Function<Duration, Entry> entry) {
        if (failure != null) {
            return;
        }
        try {
            writer.write(entry.apply(writer.elapsed()));
        } catch (IOException | IllegalArgumentException e) { // the latter of what the format does not have
            failure = e instanceof IOException failed ? failed : new IOException(e.getMessage(), e);
            new Thread(stop, "sse-record-stop").start(); // it takes locks that those who record may hold
        }
    }
}
