package dev.rivulet.sse.internal.observation;

import dev.rivulet.sse.SessionObserver;
import dev.rivulet.sse.http.Headers;
import dev.rivulet.sse.internal.log.CoreLog;
import dev.rivulet.sse.internal.log.Level;
import java.net.URI;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One who watches a session. What it throws is logged, the first time, and goes no further. */
final class GuardedObserver {
    private static final CoreLog LOG = CoreLog.INSTANCE;

    private final SessionObserver observer;
    private final boolean watchesBursts;
    private final Duration interval;
    private boolean hasFailed;

    GuardedObserver(SessionObserver observer) {
        this.observer = observer;
        this.watchesBursts = asksForBursts();
        this.interval = asksForInterval();
    }

    private boolean asksForBursts() {
        try {
            return observer.watchesBursts();
        } catch (Throwable thrown) {
            failed(thrown);
            return false;
        }
    }

    private Duration asksForInterval() {
        try {
            Duration asked = observer.interval();
            return asked == null || asked.isNegative() ? Duration.ZERO : asked;
        } catch (Throwable thrown) {
            failed(thrown);
            return Duration.ZERO;
        }
    }

    boolean watchesBursts() {
        return watchesBursts;
    }

    /** Zero for never. */
    Duration interval() {
        return interval;
    }

    void call(Consumer<SessionObserver> call) {
        try {
            call.accept(observer);
        } catch (Throwable thrown) {
            failed(thrown);
        }
    }

    void burst(long events, long bytes, long nanoTime) {
        if (watchesBursts) {
            try {
                observer.burst(events, bytes, nanoTime);
            } catch (Throwable thrown) {
                failed(thrown);
            }
        }
    }

    /** What it adds to the headers that are to be sent. */
    Headers sending(int attempt, String method, URI uri, Headers headers) {
        try {
            Headers added = observer.sending(attempt, method, uri, headers);
            return added == null ? Headers.none() : added;
        } catch (Throwable thrown) {
            failed(thrown);
            return Headers.none();
        }
    }

    SessionObserver.@Nullable Scope enter() {
        try {
            return observer.enter();
        } catch (Throwable thrown) {
            failed(thrown);
            return null;
        }
    }

    void leave(SessionObserver.Scope scope) {
        try {
            scope.close();
        } catch (Throwable thrown) {
            failed(thrown);
        }
    }

    void failed(Throwable thrown) {
        if (!hasFailed) {
            hasFailed = true;
            LOG.log(
                    Level.WARNING,
                    () -> "an observer failed, which changes no session: "
                            + observer.getClass().getName(),
                    thrown);
        }
    }
}
