package dev.rivulet.sse.internal.session;

import dev.rivulet.sse.Failure;
import dev.rivulet.sse.Failure.HandlerFailed.Handler;
import dev.rivulet.sse.SessionState;
import dev.rivulet.sse.SseException;
import dev.rivulet.sse.SseRequest;
import dev.rivulet.sse.SseSession;
import dev.rivulet.sse.internal.HandlerException;
import dev.rivulet.sse.internal.connection.ConnectionLoop;
import dev.rivulet.sse.internal.connection.Next;
import dev.rivulet.sse.internal.consumers.Outlet;
import dev.rivulet.sse.internal.log.CoreLog;
import dev.rivulet.sse.internal.log.Level;
import dev.rivulet.sse.internal.observation.ClientObservers;
import dev.rivulet.sse.internal.observation.Observation;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** A session's states, and who learns of them: the log, the observers, the outlet, and those who wait. Changed in the session only. */
final class SessionLifecycle implements ConnectionLoop.Owner {
    private static final CoreLog LOG = CoreLog.INSTANCE;

    private final Outlet<?> outlet;
    private final SessionReports reports;
    private @Nullable CompletableFuture<SessionState.Open> opening;
    private @Nullable CompletableFuture<SessionState.Closed> end;
    private @Nullable EndListener listener;
    private volatile SessionState state = new SessionState.Connecting(1);
    private volatile boolean closing;

    SessionLifecycle(SseRequest request, Outlet<?> outlet) {
        this.outlet = outlet;
        this.reports = new SessionReports(request);
    }

    /** Any thread. */
    @Override
    public SessionState state() {
        return state;
    }

    /** Whether the session is closed or about to be. Any thread. */
    @Override
    public boolean isClosing() {
        return closing;
    }

    /** The session is about to be closed: no further state is entered but the last. Any thread. */
    void closes() {
        closing = true;
    }

    CompletionStage<SessionState.Open> opened() {
        return opening().minimalCompletionStage();
    }

    CompletionStage<SessionState.Closed> closed() {
        return end().minimalCompletionStage();
    }

    /** Made when it is asked for or completed, whichever comes first: of most sessions no caller asks for it. */
    private synchronized CompletableFuture<SessionState.Open> opening() {
        if (opening == null) {
            opening = new CompletableFuture<>();
        }
        return opening;
    }

    /** As {@link #opening()}. */
    private synchronized CompletableFuture<SessionState.Closed> end() {
        if (end == null) {
            end = new CompletableFuture<>();
        }
        return end;
    }

    /** To be called before the start, once. */
    void reportEndTo(EndListener one) {
        listener = one;
    }

    @Override
    public @Nullable Observation observation() {
        return reports.observation();
    }

    @Override
    public @Nullable Observation observationNow() {
        return reports.observationNow();
    }

    /** To be called before the start, once. */
    void observe(SseSession session, ClientObservers observers) {
        reports.observe(session, observers);
    }

    /** Enters a state, unless the session is closing. Returns whether it still is not. */
    boolean enter(Next.Enter next) {
        if (closing) {
            return false; // close is final: what follows is the end
        }
        SessionState entered = next.state();
        state = entered;
        reports.entered(entered, next.afterSuccess());
        try {
            outlet.state(entered);
        } catch (Throwable thrown) {
            throw new HandlerException(Handler.SUBSCRIBER, thrown);
        }
        if (entered instanceof SessionState.Open open) {
            opening().complete(open); // only the first counts
        }
        return !closing;
    }

    @Override
    public void warn(Failure failure) {
        reports.warned(failure);
        try {
            outlet.warning(failure);
        } catch (Throwable thrown) {
            throw new HandlerException(Handler.SUBSCRIBER, thrown);
        }
    }

    /** Enters the last state. Only the log and the observers learn of it before {@link #reportEnd}. */
    void end(SessionState.Closed closed) {
        state = closed;
        reports.ended(closed);
    }

    void reportEnd(SessionState.Closed closed) {
        reports.counted();
        try {
            outlet.closed(closed);
        } catch (Throwable thrown) {
            LOG.log(Level.WARNING, "the handler threw at the session's end", thrown);
        }
        if (listener != null) {
            listener.ending();
        }
        if (!opening().isDone()) {
            opening()
                    .completeExceptionally(
                            closed.failure() == null
                                    ? new CancellationException("the session ended before the stream was open")
                                    : new SseException(closed));
        }
        end().complete(closed);
        if (listener != null) {
            listener.ended();
        }
    }
}
