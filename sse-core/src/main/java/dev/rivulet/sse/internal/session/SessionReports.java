package dev.rivulet.sse.internal.session;

import dev.rivulet.sse.Failure;
import dev.rivulet.sse.SessionState;
import dev.rivulet.sse.SseRequest;
import dev.rivulet.sse.SseSession;
import dev.rivulet.sse.internal.Nanos;
import dev.rivulet.sse.internal.OneLine;
import dev.rivulet.sse.internal.log.CoreLog;
import dev.rivulet.sse.internal.log.Level;
import dev.rivulet.sse.internal.observation.ClientObservers;
import dev.rivulet.sse.internal.observation.Observation;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What is reported of a session's life, whether or not its subscriber looks at it: to the log, one line each, without
 * secrets, and to those who watch. Changed in the session only.
 */
final class SessionReports {
    private static final CoreLog LOG = CoreLog.INSTANCE;

    private static final int MANY = 5;

    private final SseRequest request;
    private int losses; // in a row
    private @Nullable Observation observation;

    SessionReports(SseRequest request) {
        this.request = request;
    }

    /** To be called before the start, once. */
    void observe(SseSession session, ClientObservers observers) {
        observation = observers.observe(session, request);
    }

    /** Those who watch; null if there is none. */
    @Nullable
    Observation observation() {
        return observation;
    }

    /**
     * A state was entered, not the last one.
     *
     * @param afterSuccess whether a connection that was lost counts as a success, after which losses are counted anew
     */
    void entered(SessionState state, boolean afterSuccess) {
        if (state instanceof SessionState.BackingOff backingOff) {
            lost(backingOff, afterSuccess);
        } else if (state instanceof SessionState.Open open) {
            opened(open);
        }
        watched(state);
    }

    private void watched(SessionState state) {
        Observation watching = observationNow();
        if (watching != null) {
            watching.state(state);
        }
    }

    /** The same, with JFR if a recording has begun since. */
    @Nullable
    Observation observationNow() {
        observation = Observation.current(observation, request);
        return observation;
    }

    private void opened(SessionState.Open open) {
        log(open.attempt() == 1 ? Level.DEBUG : Level.INFO, () -> {
            Duration gap = open.gap();
            String resumed = open.resumeRequested() ? "resumes after the last event ID" : "no last event ID sent";
            return (gap == null ? "open" : "open again after " + time(gap)) + " (" + open.protocol() + ", attempt "
                    + open.attempt() + (open.attempt() == 1 ? ")" : ", " + resumed + ")");
        });
    }

    /** A stream was lost, or not opened, and is tried again. */
    private void lost(SessionState.BackingOff backingOff, boolean afterSuccess) {
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
        if (observation != null) {
            observation.warning(failure);
        }
    }

    /** The last state was entered. */
    void ended(SessionState.Closed closed) {
        logEnd(closed);
        watched(closed);
    }

    /** Nothing more is counted. */
    void counted() {
        if (observation != null) {
            observation.end();
        }
    }

    private void logEnd(SessionState.Closed closed) {
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
