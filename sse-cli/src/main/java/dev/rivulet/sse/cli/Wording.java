package dev.rivulet.sse.cli;

import dev.rivulet.sse.Failure;
import dev.rivulet.sse.SessionState;
import dev.rivulet.sse.http.Redacted;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What the framework's values are called where people read them: a line each. */
final class Wording {
    private static final int LONGEST_BODY = 300;

    private Wording() {}

    static String of(SessionState state) {
        if (state instanceof SessionState.Connecting connecting) {
            return "connecting (attempt " + connecting.attempt() + ")";
        } else if (state instanceof SessionState.Open open) {
            String id = open.lastEventIdSent();
            return "open: " + open.status() + " over " + open.protocol() + " from " + Redacted.uri(open.uri())
                    + ", resumed: " + (id == null ? "no" : "requested, after '" + id + "'");
        } else if (state instanceof SessionState.BackingOff backingOff) {
            return backingOff.failure().message() + " Connecting again in " + seconds(backingOff.delay()) + ".";
        } else if (state instanceof SessionState.Closed closed) {
            return "closed: " + of(closed.reason());
        }
        return state.toString();
    }

    private static String of(SessionState.Closed.Reason reason) {
        return switch (reason) {
            case CLOSED -> "by us";
            case NO_CONTENT -> "the server has no more";
            case END_MARKER -> "the end marker has come";
            case SERVER_ENDED -> "the server ended the stream";
            case FAILED -> "by a failure";
        };
    }

    /** What happened, what can be done about it, and how a server's answer begins, which often says it best. */
    static String of(Failure failure) {
        Failure.Response response = response(failure);
        String line = failure.message() + " " + failure.advice();
        if (response == null || response.body().isBlank()) {
            return line;
        }
        String body = response.body().strip().replaceAll("\\s+", " ");
        return line + " The body: " + (body.length() > LONGEST_BODY ? body.substring(0, LONGEST_BODY) + "…" : body);
    }

    static Failure.@Nullable Response response(Failure failure) {
        if (failure instanceof Failure.HttpError refused) {
            return refused.response();
        } else if (failure instanceof Failure.NotAnEventStream other) {
            return other.response();
        } else if (failure instanceof Failure.LastEventIdRejected rejected) {
            return rejected.response();
        }
        return null;
    }

    static String seconds(Duration time) {
        return String.format(Locale.ROOT, "%.2f s", time.toNanos() / 1e9);
    }

    static String count(long count, String thing) {
        return count + " " + thing + (count == 1 ? "" : "s");
    }
}
