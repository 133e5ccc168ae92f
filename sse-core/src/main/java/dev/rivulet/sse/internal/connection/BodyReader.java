package dev.rivulet.sse.internal.connection;

import dev.rivulet.sse.Failure;
import dev.rivulet.sse.SessionState.Closed.Reason;
import dev.rivulet.sse.SseException;
import dev.rivulet.sse.http.Phase;
import dev.rivulet.sse.internal.events.EventPipe;
import dev.rivulet.sse.internal.events.StreamProgress;
import dev.rivulet.sse.internal.mailbox.Mailbox;
import dev.rivulet.sse.internal.observation.Observation;
import dev.rivulet.sse.internal.recorder.WireTap;
import dev.rivulet.sse.internal.recovery.Recovery.Loss;
import dev.rivulet.sse.internal.recovery.TransportErrors;
import dev.rivulet.sse.internal.request.NextRequest;
import java.time.Duration;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * Reads the body of a response: events of one that was accepted, the text of one that was not. Confined to the session.
 */
final class BodyReader {
    private final EventPipe pipe;
    private final ResponseGate gate;
    private final Exchanges exchanges;
    private final ConnectionTimers timers;
    private final NextRequest request;
    private final Mailbox<?> mailbox;
    private final ConnectionLoop.Owner owner;

    BodyReader(
            EventPipe pipe,
            ResponseGate gate,
            Exchanges exchanges,
            ConnectionTimers timers,
            NextRequest request,
            Mailbox<?> mailbox,
            ConnectionLoop.Owner owner) {
        this.pipe = pipe;
        this.gate = gate;
        this.exchanges = exchanges;
        this.timers = timers;
        this.request = request;
        this.mailbox = mailbox;
        this.owner = owner;
    }

    /** What sees all that comes; null for nothing. Any thread. */
    @Nullable
    WireTap tap() {
        Observation watching = owner.observation();
        return watching == null ? null : watching.tap();
    }

    /** Whether the bytes are events. */
    boolean takesEvents() {
        return !gate.isRefusing();
    }

    /** Whether the end of the body may bring an event. */
    boolean takesEventAtEnd() {
        return takesEvents() && request.using().deliverUnfinished();
    }

    /** Takes the pooled array over, with the next bytes at [from, to). */
    @Nullable
    Next bytes(byte[] array, int from, int to) {
        if (gate.isRefusing()) {
            return gate.add(array, from, to) ? gate.refused() : null;
        }
        Observation watching = owner.observation();
        if (watching != null) {
            watching.read(to - from);
        }
        return parse(() -> pipe.feed(array, from, to));
    }

    /** A burst has been read: another may be granted. */
    void burstEnd() {
        Attempt attempt = exchanges.current();
        if (attempt != null) {
            if (attempt.isCreditExhausted()) {
                timers.eventSeen(); // none could come
            }
            reportBurst(attempt);
            mailbox.burstParsed(attempt::parsed);
        }
    }

    private void reportBurst(Attempt attempt) {
        Observation before = owner.observation();
        Observation watching = owner.observationNow();
        if (watching == null) {
            return;
        }
        if (before == null) {
            watching.join(pipe.here().events());
        } else {
            watching.burst(pipe.here().events(), attempt.activity().lastByteAt());
        }
    }

    /** Continues with what the pipe holds. */
    @Nullable
    Next resume() {
        return parse(pipe::resume);
    }

    /** The body has ended. */
    @Nullable
    Next ended() {
        if (gate.isRefusing()) {
            return gate.refused();
        }
        Next decided = parse(() -> pipe.ended(request.using().deliverUnfinished()));
        if (decided != null) {
            return decided;
        }
        Failure failure = request.using().endRequired()
                ? new Failure.Truncated(pipe.ignoredLinesHere())
                : new Failure.StreamEnded();
        return new Next.Lost(new Loss(failure, true, false, null));
    }

    /** The connection has failed. */
    @Nullable
    Next failed(Phase phase, Throwable cause) {
        return gate.isRefusing() ? gate.refused() : Next.lost(TransportErrors.of(phase, cause));
    }

    private void eventSeen() {
        Duration first = exchanges.eventSeen();
        Observation watching = first == null ? null : owner.observation();
        if (first != null && watching != null) {
            watching.firstEvent(first);
        }
    }

    private interface Parsing {
        void run() throws ZipException;
    }

    private @Nullable Next parse(Parsing parsing) {
        StreamProgress here = pipe.here();
        long before = here.events();
        try {
            parsing.run();
        } catch (SseException e) {
            return Next.failed(e.failure());
        } catch (ZipException e) {
            return Next.lost(new Failure.CorruptEncoding("compressed", e));
        }
        if (here.events() > 0) {
            timers.firstEventSeen();
            eventSeen();
        }
        if (here.events() > before) {
            timers.eventSeen();
        }
        Failure failure = here.failure();
        if (failure != null) {
            boolean passes = failure instanceof Failure.ErrorEvent && failure.retryable();
            return passes ? Next.lost(failure) : Next.failed(failure);
        }
        return here.isComplete() ? Next.ended(Reason.END_MARKER) : null;
    }
}
