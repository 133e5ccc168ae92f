package dev.rivulet.sse.internal;

import dev.rivulet.sse.Failure;
import dev.rivulet.sse.SessionState;
import dev.rivulet.sse.SseRequest;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Locale;

/** Logs a session's life, whether or not its subscriber looks at it: one line each, without secrets. */
final class SessionLog {
    private static final System.Logger LOG = System.getLogger("dev.rivulet.sse");

    private static final int MANY = 5;

    private final SseRequest request;
    private int losses; // in a row

    SessionLog(SseRequest request) {
        this.request = request;
    }

    void opened(SessionState.Open open) {
        Duration gap = open.gap();
        if (open.attempt() == 1) {
            log(Level.DEBUG, "open (" + open.protocol() + ", attempt 1)");
        } else {
            String resumed = open.resumeRequested() ? "resumes after the last event ID" : "no last event ID sent";
            log(
                    Level.INFO,
                    "open" + (gap == null ? "" : " again after " + seconds(gap)) + " (" + open.protocol() + ", attempt "
                            + open.attempt() + ", " + resumed + ")");
        }
    }

    /**
     * A stream was lost, or not opened, and is tried again.
     *
     * @param afterSuccess whether the connection counts as a success, after which losses are counted anew
     */
    void lost(SessionState.BackingOff backingOff, boolean afterSuccess) {
        losses = afterSuccess ? 1 : losses + 1;
        Failure failure = backingOff.failure();
        log(
                losses < MANY ? Level.INFO : Level.WARNING,
                "lost: " + failure.message() + " (" + backingOff.progress() + ") Next attempt in "
                        + seconds(backingOff.delay())
                        + (losses < MANY ? "." : "; loss " + losses + " in a row. " + failure.advice()));
    }

    /** A problem after which the session continues. */
    void warned(Failure failure) {
        log(Level.WARNING, failure.message() + " " + failure.advice());
    }

    void ended(SessionState.Closed closed) {
        Failure failure = closed.failure();
        if (failure == null) {
            log(Level.DEBUG, "ended: " + closed.reason() + " (" + closed.progress() + ")");
        } else {
            String text = "ended: " + failure.message() + " (" + closed.progress() + ") " + failure.advice();
            if (isOfTheApplication(failure)) {
                LOG.log(Level.WARNING, line(text), failure.cause());
            } else {
                log(Level.WARNING, text);
            }
        }
    }

    /** Of the application's code, whose stack trace says where. */
    private static boolean isOfTheApplication(Failure failure) {
        return failure instanceof Failure.HandlerFailed
                || failure instanceof Failure.CustomizerFailed
                || failure instanceof Failure.UnexpectedError;
    }

    private void log(Level level, String text) {
        if (LOG.isLoggable(level)) {
            LOG.log(level, line(text));
        }
    }

    private String line(String text) {
        String name = request.name();
        return OneLine.of((name == null ? request.toString() : name) + ": " + text);
    }

    private static String seconds(Duration time) {
        return time.compareTo(Duration.ofSeconds(1)) < 0
                ? time.toMillis() + " ms"
                : String.format(Locale.ROOT, "%.1f s", Saturated.nanos(time) / 1e9);
    }
}
