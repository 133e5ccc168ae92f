package dev.rivulet.sse.cli;

import dev.rivulet.sse.Failure;
import dev.rivulet.sse.SessionState;
import dev.rivulet.sse.SseEvent;
import dev.rivulet.sse.SseSession;
import dev.rivulet.sse.SseSubscriber;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Prints an answer's tokens as they come, says what becomes of the connection, and checks that nothing is amiss. */
final class AnswerReader implements SseSubscriber<SseEvent> {
    private static final int WIDTH = 78;

    private final List<String> tokens;
    private final Output out;
    private int column;
    private int delivered;
    private int heartbeats;
    private boolean resumed; // and nothing new has come since
    private long repeats; // dropped up to the last resume
    private @Nullable SseSession session;
    private @Nullable String fault;
    private SessionState.@Nullable Closed closed;

    /**
     * A reader.
     *
     * @param tokens what must come
     */
    AnswerReader(List<String> tokens, Output out) {
        this.tokens = tokens;
        this.out = out;
    }

    /** Ties the knot: the session that delivers here, and does not do so before this. */
    void follows(SseSession followed) {
        session = followed;
    }

    int delivered() {
        return delivered;
    }

    int heartbeats() {
        return heartbeats;
    }

    /** What was wrong first; null if every event came once and in order. */
    @Nullable
    String fault() {
        if (fault == null && delivered < tokens.size()) {
            return Wording.count(tokens.size() - delivered, "event") + " did not come";
        }
        return fault;
    }

    /** The session's end, once it has come. */
    SessionState.@Nullable Closed closed() {
        return closed;
    }

    @Override
    public void onEvent(SseEvent event) {
        check(event);
        delivered++;
        if (resumed) {
            resumed = false;
            sayRepeats();
        }
        print(event.data());
    }

    private void print(String token) {
        if (column + token.length() > WIDTH) {
            endLine();
        }
        String text = column == 0 ? token.stripLeading() : token;
        out.print(text);
        column += text.length();
    }

    private void sayRepeats() {
        long all = session == null ? 0 : session.metrics().duplicates();
        if (all > repeats) {
            say(Style.GREEN, Wording.count(all - repeats, "event") + " came again: dropped");
            repeats = all;
        }
    }

    private void check(SseEvent event) {
        if (fault != null) {
            return;
        }
        boolean due = delivered < tokens.size()
                && event.id().equals(Integer.toString(delivered + 1))
                && event.data().equals(tokens.get(delivered));
        if (!due) {
            fault = "event " + event.id() + " came where " + (delivered + 1) + " was due";
        }
    }

    @Override
    public void onComment(String comment) {
        heartbeats++;
    }

    @Override
    public void onState(SessionState state) {
        if (state instanceof SessionState.BackingOff backingOff) {
            String what = backingOff.failure() instanceof Failure.HttpError ? "refused" : "lost";
            say(Style.YELLOW, what + " after event " + delivered + ": " + Wording.of(state));
        } else if (state instanceof SessionState.Open open) {
            Duration gap = open.gap();
            if (gap != null) {
                resumed = true;
                String id = open.lastEventIdSent();
                say(
                        Style.GREEN,
                        "back after " + Wording.seconds(gap)
                                + (id == null ? "" : ", asked to resume after event " + id));
            }
        } else if (state instanceof SessionState.Closed end) {
            closed = end;
            endLine();
        }
    }

    @Override
    public void onWarning(Failure failure) {
        say(Style.YELLOW, "warning: " + failure.message());
    }

    private void say(Style style, String line) {
        endLine();
        out.println(out.styled(style, "-- " + line));
    }

    private void endLine() {
        if (column > 0) {
            out.print("\n");
            column = 0;
        }
    }
}
