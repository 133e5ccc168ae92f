package dev.rivulet.sse.internal.session;

import dev.rivulet.sse.Failure;
import dev.rivulet.sse.SessionState;
import dev.rivulet.sse.SseRequest;
import dev.rivulet.sse.internal.CoreLog;
import dev.rivulet.sse.internal.Nanos;
import dev.rivulet.sse.internal.OneLine;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Logs a session's life, whether or not its subscriber looks at it: one line each, without secrets. */
final class SessionLog {
    private static final System.Logger LOG = CoreLog.INSTANCE;

    private static final int MANY = 5;

    private final SseRequest request;
    private int losses; // in a row

    SessionLog(SseRequest request) {
        this.request = request;
    }

    void opened(SessionState.Open open) {
        log(open.attempt() == 1 ? Level.DEBUG : Level.INFO, () -> {
            Duration gap = open.gap();
            String resumed = open.resumeRequested() ? "resumes after the last event ID" : "no last event ID sent";
            return (gap == null ? "open" : "open again after " + time(gap)) + " (" + open.protocol() + ", attempt "
                    + open.attempt() + (open.attempt() == 1 ? ")" : ", " + resumed + ")");
        });
    }

    /**
     * A stream was lost, or not opened, and is tried again.
     *
     * @param afterSuccess whether the connection counts as a success, after which losses are counted anew
     */
    void lost(SessionState.BackingOff backingOff, boolean afterSuccess) {
        losses = afterSuccess ? 1 : losses + 1;
        int inARow = losses;
        boolean many = inARow >= MANY;
        Failure failure = backingOff.failure();
        log(
                many ? Level.WARNING : Level.INFO,
                () -> "lost: " + failure.message() + " (" + backingOff.progress() + ") Next attempt in "
                        + time(backingOff.delay())
                        + (many ? "; loss " + inARow + " in a row. " + failure.advice() : "."));
    }

    /** A problem after which the session continues. */
    void warned(Failure failure) {
        log(Level.WARNING, () -> failure.message() + " " + failure.advice());
    }

    void ended(SessionState.Closed closed) {
        Failure failure = closed.failure();
        if (failure == null) {
            log(Level.DEBUG, closed::message);
            return;
        }
        Supplier<String> text = () -> "ended: " + closed.message();
        Throwable thrown = thrownByTheApplication(failure);
        if (thrown == null) {
            log(Level.WARNING, text);
        } else {
            LOG.log(Level.WARNING, () -> line(text.get()), thrown);
        }
    }

    /** Whose stack trace says where the fault is. */
    private static @Nullable Throwable thrownByTheApplication(Failure failure) {
        return failure instanceof Failure.HandlerFailed
                        || failure instanceof Failure.CustomizerFailed
                        || failure instanceof Failure.UnexpectedError
                ? failure.cause()
                : null;
    }

    private void log(Level level, Supplier<String> text) {
        LOG.log(level, () -> line(text.get()));
    }

    private String line(String text) {
        String name = request.name();
        return OneLine.of((name == null ? request.toString() : name) + ": " + text);
    }

    private static String time(Duration time) {
        return time.compareTo(Duration.ofSeconds(1)) < 0
                ? time.toMillis() + " ms"
                : String.format(Locale.ROOT, "%.1f s", Nanos.of(time) / 1e9);
    }
}
