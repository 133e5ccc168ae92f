package dev.rivulet.sse.micrometer;

import dev.rivulet.sse.Failure;
import dev.rivulet.sse.SessionMetrics;
import dev.rivulet.sse.SessionObserver;
import dev.rivulet.sse.SessionState;
import dev.rivulet.sse.SseSession;
import dev.rivulet.sse.http.ResponseHead;
import java.time.Duration;
import java.util.Locale;

/** What the counters of a session do not say: why it connected again, how it ended, and times. Confined to the session. */
final class WatchedSession implements SessionObserver {
    private static final String REQUESTED = "requested";

    private final SessionGroup group;
    private final SseSession session;
    private String cause = REQUESTED; // of the next attempt, if nothing else happens before it
    private boolean backingOff;
    private boolean hasEvents; // on this connection
    private long lastEventsAt;

    WatchedSession(SessionGroup group, SseSession session) {
        this.group = group;
        this.session = session;
    }

    /** A refused request is sent again at once, without a loss, if a customizer may have fresh credentials. */
    @Override
    public void head(ResponseHead head) {
        cause = "http_error";
    }

    @Override
    public void state(SessionState state) {
        if (backingOff) {
            backingOff = false;
            group.waited();
        }
        if (state instanceof SessionState.Connecting connecting) {
            connecting(connecting);
        } else if (state instanceof SessionState.Open open) {
            opened(open);
        } else if (state instanceof SessionState.BackingOff lost) {
            backingOff = true;
            cause = lost.failure().code();
        } else if (state instanceof SessionState.Closed closed) {
            closed(closed);
        }
    }

    private void connecting(SessionState.Connecting connecting) {
        if (connecting.attempt() > 1) {
            group.reconnected(cause);
        }
        cause = REQUESTED;
    }

    private void opened(SessionState.Open open) {
        cause = REQUESTED;
        hasEvents = false;
        Duration gap = open.gap();
        if (gap != null) {
            for (GroupMeters each : group.meters()) {
                each.outage(gap);
            }
        }
    }

    private void closed(SessionState.Closed closed) {
        Failure failure = closed.failure();
        group.closed(closed.reason().name().toLowerCase(Locale.ROOT), failure == null ? "none" : failure.code());
    }

    @Override
    public void warning(Failure failure) {
        group.warned(failure.code());
    }

    @Override
    public void firstEvent(Duration sinceStart) {
        for (GroupMeters each : group.meters()) {
            each.firstEvent(sinceStart);
        }
    }

    @Override
    public boolean watchesBursts() {
        return true;
    }

    @Override
    public void burst(long events, long bytes, long nanoTime) {
        if (events == 0) {
            return;
        }
        if (hasEvents) {
            for (GroupMeters each : group.meters()) {
                each.gap(nanoTime - lastEventsAt);
            }
        }
        hasEvents = true;
        lastEventsAt = nanoTime;
    }

    @Override
    public void counted(SessionMetrics metrics) {
        group.ended(session, metrics);
    }
}
