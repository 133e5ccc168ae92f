package dev.rivulet.sse.cli;

import dev.rivulet.sse.Failure;
import dev.rivulet.sse.SessionState;
import dev.rivulet.sse.SseEvent;
import dev.rivulet.sse.SseSession;
import dev.rivulet.sse.SseSubscriber;
import org.jspecify.annotations.Nullable;

/** Follows a stream, and knows when enough has come, and when it makes no sense to go on. */
final class Tail implements SseSubscriber<SseEvent> {
    private final Report report;
    private final boolean showsStates;
    private final long most;
    private @Nullable SseSession session;
    private @Nullable Failure failure;
    private boolean wasOpen;
    private long events;

    /**
     * A follower.
     *
     * @param most how many events are enough
     */
    Tail(Report report, boolean showsStates, long most) {
        this.report = report;
        this.showsStates = showsStates;
        this.most = most;
    }

    /** Ties the knot: the session that delivers here, and does not do so before this. */
    void follows(SseSession followed) {
        session = followed;
    }

    long events() {
        return events;
    }

    /** What ended the session; null for an end in order. */
    @Nullable
    Failure failure() {
        return failure;
    }

    @Override
    public void onEvent(SseEvent event) {
        report.event(event);
        events++;
        if (events == most) {
            stop();
        }
    }

    @Override
    public void onState(SessionState state) {
        if (state instanceof SessionState.Closed closed) {
            failure = failure == null ? closed.failure() : failure;
        } else if (state instanceof SessionState.BackingOff backingOff && isHopeless(backingOff.failure())) {
            failure = backingOff.failure();
            stop();
            return;
        }
        wasOpen |= state instanceof SessionState.Open;
        if (showsStates) {
            report.state(state);
        } else if (state instanceof SessionState.BackingOff backingOff) {
            report.retried(backingOff);
        }
    }

    @Override
    public void onWarning(Failure warning) {
        report.warning(warning);
    }

    /** Where nothing has ever answered, the address is probably wrong, and trying for ever would hide it. */
    private boolean isHopeless(Failure lost) {
        return !wasOpen && !(lost instanceof Failure.HttpError);
    }

    private void stop() {
        if (session != null) {
            session.close();
        }
    }
}
