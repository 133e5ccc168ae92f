package dev.rivulet.sse.cli;

import dev.rivulet.sse.Failure;
import dev.rivulet.sse.SessionState;
import dev.rivulet.sse.SseEvent;
import dev.rivulet.sse.SseSession;
import dev.rivulet.sse.SseSubscriber;
import dev.rivulet.sse.http.Headers;
import dev.rivulet.sse.http.Phase;
import dev.rivulet.sse.http.ResponseHead;
import dev.rivulet.sse.recording.Entry;
import dev.rivulet.sse.spi.Exchange;
import dev.rivulet.sse.spi.Receiver;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A session of our own that is given what a recorded one received. All that it does happens inside the calls of {@link
 * #play}: it delivers inline, and waits for no time of its own.
 */
final class ReplayedSession implements SseSubscriber<SseEvent>, Exchange {
    private final Consumer<SseEvent> events;
    private final Display display;
    private final BiFunction<ReplayedSession, Entry, SseSession> start;
    private final int longest;
    private @Nullable SseSession session;
    private @Nullable Receiver receiver;
    private @Nullable Failure failure;
    private boolean begun; // the exchange under way has an entry of its own
    private boolean headSeen;
    private boolean granted;
    private boolean givenUp; // by the recorded session; ours follows when that asks again

    /**
     * A session that has not begun.
     *
     * @param start subscribes this to a session, when the first entry of an exchange is played
     * @param longest the longest piece of a body, in bytes
     */
    ReplayedSession(
            Consumer<SseEvent> events,
            Display display,
            int longest,
            BiFunction<ReplayedSession, Entry, SseSession> start) {
        this.events = events;
        this.display = display;
        this.longest = longest;
        this.start = start;
    }

    /** Its transport opens an exchange. */
    Exchange opened(Receiver to) {
        receiver = to;
        begun = false;
        headSeen = false;
        granted = false;
        givenUp = false;
        return this;
    }

    /** Whether nothing is under way. */
    boolean isIdle() {
        return receiver == null || givenUp;
    }

    /** What ended it too early; null if nothing did. */
    @Nullable
    Failure failure() {
        return failure;
    }

    void play(Entry entry) {
        if (entry instanceof Entry.Attempt) {
            attempt(entry);
        } else if (entry instanceof Entry.Head received) {
            head(entry, received.head());
        } else if (entry instanceof Entry.Bytes piece) {
            body(piece);
        } else if (entry instanceof Entry.Cancelled) {
            givenUp = true;
        } else if (entry instanceof Entry.End) {
            over(Receiver::end);
        } else if (entry instanceof Entry.Failed failed) {
            over(to -> to.failed(phase(), new IOException(failed.message())));
        }
    }

    private void attempt(Entry entry) {
        if (session == null) {
            session = start.apply(this, entry);
        } else if (begun) {
            over(to -> to.failed(phase(), new IOException("the recorded session gave this exchange up")));
            session.reconnect();
        }
        begun = true;
    }

    private void head(Entry entry, ResponseHead head) {
        if (session == null) {
            attempt(entry);
        }
        Receiver to = receiver;
        if (to != null && !headSeen) {
            headSeen = true;
            to.head(head);
        }
    }

    private void body(Entry.Bytes entry) {
        byte[] piece = entry.bytes();
        if (session == null) { // the recording begins in the middle of a stream
            head(entry, new ResponseHead(200, Headers.none().add("Content-Type", "text/event-stream"), "http/1.1"));
        }
        for (int from = 0, to; from < piece.length; from = to) {
            to = from + Math.min(longest, piece.length - from);
            burst(ByteBuffer.wrap(piece, from, to - from));
        }
    }

    private void burst(ByteBuffer part) {
        Receiver to = receiver;
        if (to != null) {
            to.bytes(part);
            if (granted) {
                granted = false;
                to.burstEnd();
            }
        }
    }

    /** The exchange is over, unless its end has been played already. */
    private void over(Consumer<Receiver> end) {
        Receiver to = receiver;
        if (to != null && begun) {
            receiver = null;
            end.accept(to);
        }
    }

    /** The recorded one may be another: what ended its connection is not asked for again here. */
    private Phase phase() {
        return headSeen ? Phase.BODY : Phase.HEAD;
    }

    @Override
    public void read() {
        granted = true;
    }

    /** Either the exchange has a successor, or the session is at its end. */
    @Override
    public void cancel() {
        receiver = null;
    }

    void close() {
        if (session != null) {
            session.close();
        }
    }

    @Override
    public void onEvent(SseEvent event) {
        events.accept(event);
    }

    @Override
    public void onState(SessionState state) {
        if (state instanceof SessionState.Closed closed) {
            failure = closed.failure();
        } else if (!(state instanceof SessionState.BackingOff)) { // whose delay is not that of the recorded session
            display.state(state);
        }
    }
}
