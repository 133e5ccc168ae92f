package dev.rivulet.sse.internal.connection;

import dev.rivulet.sse.Failure;
import dev.rivulet.sse.Failure.TimedOut.Kind;
import dev.rivulet.sse.internal.events.EventPipe;
import dev.rivulet.sse.internal.mailbox.Input;
import dev.rivulet.sse.internal.mailbox.Mailbox;
import dev.rivulet.sse.internal.mailbox.Timers;
import dev.rivulet.sse.internal.request.NextRequest;
import org.jspecify.annotations.Nullable;

/** What happens when one of the {@link ConnectionTimers} is due. Confined to the session. */
final class TimeOuts implements ConnectionTimers.Owner {
    private final Exchanges exchanges;
    private final NextRequest request;
    private final EventPipe pipe;
    private final ResponseGate gate;
    private final Mailbox<Input<Next>> mailbox;
    private final ConnectionTimers timers;

    TimeOuts(
            Exchanges exchanges,
            NextRequest request,
            EventPipe pipe,
            ResponseGate gate,
            Mailbox<Input<Next>> mailbox,
            Timers<Next> timers) {
        this.exchanges = exchanges;
        this.request = request;
        this.pipe = pipe;
        this.gate = gate;
        this.mailbox = mailbox;
        this.timers = new ConnectionTimers(timers, this);
    }

    ConnectionTimers timers() {
        return timers;
    }

    @Override
    public void due(Kind kind) {
        Attempt attempt = exchanges.current();
        if (attempt != null) {
            attempt.inputs().due(kind);
        }
    }

    @Override
    public void expired(Kind kind) {
        exchanges.stop(failure(kind));
    }

    @Override
    public @Nullable Next refusedBodyDue() {
        return gate.refused();
    }

    /** A time-out has come, and what was received before has been read: it may hold what was waited for. */
    @Nullable
    Next timeUp(Kind kind) {
        if (!isMet(kind)) {
            return Next.lost(failure(kind));
        }
        if (kind == Kind.EVENT_IDLE) {
            timers.awaitEvent();
        }
        return null;
    }

    private boolean isMet(Kind kind) {
        return switch (kind) {
            case FIRST_EVENT -> pipe.here().events() > 0;
            case EVENT_IDLE -> !timers.isEventIdle() || mailbox.peekStream() != null; // where an event may be
            default -> exchanges.isHeadSeen();
        };
    }

    private Failure failure(Kind kind) {
        return new Failure.TimedOut(
                kind, ConnectionTimers.time(kind, request.using().timeouts()));
    }
}
