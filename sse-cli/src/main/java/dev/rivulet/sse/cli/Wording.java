package dev.rivulet.sse.cli;

import dev.rivulet.sse.Failure;
import dev.rivulet.sse.SessionState;
import dev.rivulet.sse.http.Redacted;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The core's values in words, a line each. */
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
            case CLOSED -> "by this command";
            case NO_CONTENT -> "the server has no more events (204)";
            case END_MARKER -> "the end marker arrived";
            case SERVER_ENDED -> "the server ended the stream";
            case FAILED -> "a failure ended the stream";
        };
    }

    /** What happened, how far the stream had come, what to do, and how the server's answer begins. */
    static String of(Ending ending) {
        return ending.message() + " " + CliAdvice.of(ending.failure()) + body(response(ending.failure()));
    }

    static String of(Failure failure) {
        return failure.message() + " " + CliAdvice.of(failure);
    }

    private static String body(Failure.@Nullable Response response) {
        if (response == null || response.body().isBlank()) {
            return "";
        }
        String body = response.body().strip().replaceAll("\\s+", " ");
        return " The body: " + (body.length() > LONGEST_BODY ? body.substring(0, LONGEST_BODY) + "…" : body);
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
        return String.format(Locale.ROOT, "%.2f s", time.getSeconds() + time.getNano() / 1e9);
    }

    static String count(long count, String thing) {
        return count + " " + thing + (count == 1 ? "" : "s");
    }
}
