package dev.rivulet.sse.cli;

import dev.rivulet.sse.Failure;
import dev.rivulet.sse.SessionState;
import dev.rivulet.sse.SseEvent;
import dev.rivulet.sse.SseSession;
import dev.rivulet.sse.SseSubscriber;
import org.jspecify.annotations.Nullable;

/** Prints a stream, and closes it after enough events, or if it makes no sense to continue. */
final class Tail implements SseSubscriber<SseEvent> {
    private final Report report;
    private final Display display;
    private final boolean showsStates;
    private final boolean givesUpAtFirst;
    private final long most;
    private volatile @Nullable SseSession session;
    private volatile boolean stopAsked;
    private @Nullable Ending ending;
    private boolean wasOpen;
    private long events;

    /**
     * A follower.
     *
     * @param givesUpAtFirst whether to end with the first failed attempt, unless the server has answered
     * @param most how many events are enough
     */
    Tail(Report report, Display display, boolean showsStates, boolean givesUpAtFirst, long most) {
        this.report = report;
        this.display = display;
        this.showsStates = showsStates;
        this.givesUpAtFirst = givesUpAtFirst;
        this.most = most;
    }

    /** Sets the session. Called once, before any event is delivered. */
    void follows(SseSession followed) {
        session = followed;
        if (stopAsked) {
            followed.close();
        }
    }

    long events() {
        return events;
    }

    /** What ended the session; null if it ended normally. */
    @Nullable
    Ending ending() {
        return ending;
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
        display.state(state);
        if (state instanceof SessionState.Closed closed) {
            ending = ending == null ? Ending.of(closed) : ending;
        } else if (state instanceof SessionState.BackingOff backingOff && isHopeless(backingOff.failure())) {
            ending = Ending.ofFirstAttempt(backingOff);
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

    /** If no server has ever answered, the address is probably wrong, and trying for ever would hide that. */
    private boolean isHopeless(Failure lost) {
        return givesUpAtFirst && !wasOpen && !(lost instanceof Failure.HttpError);
    }

    /** Closes the session, now or as soon as there is one. On any thread. */
    void stop() {
        stopAsked = true;
        SseSession followed = session;
        if (followed != null) {
            followed.close();
        }
    }
}
