package dev.rivulet.sse.cli;

import dev.rivulet.sse.Failure;
import dev.rivulet.sse.SessionState;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A failure that ended a session.
 *
 * @param progress how far the session had come
 * @param notRetried why it was not retried, as a code; null if it is none that is retried
 */
record Ending(
        Failure failure,
        SessionState.Progress progress,
        @Nullable String notRetried) {
    private static final String FIRST_ATTEMPT = "first_attempt";

    /** What ended a session; null if it ended normally. */
    static @Nullable Ending of(SessionState.Closed closed) {
        Failure failure = closed.failure();
        if (failure == null) {
            return null;
        }
        var why = closed.notRetried();
        return new Ending(
                failure, closed.progress(), why == null ? null : why.name().toLowerCase(Locale.ROOT));
    }

    /** A session that this command ended, since no server has ever answered. */
    static Ending ofFirstAttempt(SessionState.BackingOff lost) {
        return new Ending(lost.failure(), lost.progress(), FIRST_ATTEMPT);
    }

    /** In words. */
    String message() {
        String soFar = progress.attempt() > 1 || progress.events() > 0 ? " (" + progress + ")" : "";
        return failure.message() + soFar + whyNotRetried();
    }

    private String whyNotRetried() {
        if (notRetried == null) {
            return "";
        }
        return switch (notRetried) {
            case "mode" -> " Not retried because of --no-reconnect.";
            case "max_attempts" -> " Not retried because of --max-attempts.";
            case "not_repeatable" -> " Not retried because the server may have processed the request.";
            case FIRST_ATTEMPT -> " Not retried because no server has answered yet; --max-attempts changes that.";
            default -> " Not retried: " + notRetried + ".";
        };
    }
}
