package dev.rivulet.sse.internal.connection;

import dev.rivulet.sse.Failure;
import dev.rivulet.sse.SessionState;
import dev.rivulet.sse.http.Phase;
import dev.rivulet.sse.internal.ClientContext;
import dev.rivulet.sse.internal.metrics.Counters;
import dev.rivulet.sse.internal.metrics.SessionCounts.Metric;
import dev.rivulet.sse.internal.observation.Observation;
import dev.rivulet.sse.internal.recovery.TransportErrors;
import dev.rivulet.sse.internal.request.NextRequest;
import dev.rivulet.sse.spi.TransportRequest;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Opens one exchange after the other, and counts attempts and what they bring. Confined to the session. */
public final class Exchanges {
    private final ClientContext context;
    private final Counters counters;
    private final ConnectionClock clock;

    private volatile TransferTotals totals = TransferTotals.NONE;
    private int attempts;
    private long deliveredBefore; // this attempt
    private boolean headSeen; // of the exchange under way
    private boolean renewAsked; // as well

    Exchanges(ClientContext context, Counters counters) {
        this.context = context;
        this.counters = counters;
        this.clock = new ConnectionClock(context.scheduler());
    }

    /** The exchange under way. From any thread. */
    @Nullable
    Attempt current() {
        return totals.current();
    }

    /** The exchange under way, and what those before it had brought. From any thread. */
    public TransferTotals totals() {
        return totals;
    }

    ConnectionClock clock() {
        return clock;
    }

    int attempts() {
        return attempts;
    }

    /** Another attempt begins. */
    void countAttempt() {
        attempts++;
        deliveredBefore = counters.get(Metric.DELIVERED);
        if (attempts > 1) {
            counters.add(Metric.RECONNECTS, 1);
        }
    }

    /** How far the session has come. */
    public SessionState.Progress progress() {
        long delivered = counters.get(Metric.DELIVERED);
        return new SessionState.Progress(attempts, delivered - deliveredBefore, delivered);
    }

    /**
     * Sends a request: a further exchange takes the place of the one under way.
     *
     * @param owner whose session may be about to be closed
     */
    @Nullable
    Next send(
            NextRequest request,
            String lastEventId,
            ExchangeInputs inputs,
            ConnectionTimers timers,
            ConnectionLoop.Owner owner) {
        TransportRequest next =
                observed(request.next(lastEventId, context.transport().features()), owner);
        var attempt = new Attempt(inputs, context.pool(), context.scheduler());
        totals = totals.over().with(attempt);
        headSeen = false;
        if (owner.isClosing()) {
            return null; // close() may not have seen this attempt; its input follows
        }
        timers.requested(request.using().timeouts());
        try {
            attempt.opened(context.transport().open(next, attempt));
            return null;
        } catch (Throwable refused) { // it is closed, or does not take such a request; or it is broken
            return Next.failed(
                    refused instanceof OutOfMemoryError
                            ? TransportErrors.inside(refused)
                            : new Failure.ConnectionFailed(Phase.SEND, refused, false));
        }
    }

    private TransportRequest observed(TransportRequest next, ConnectionLoop.Owner owner) {
        Observation watching = owner.observation();
        return watching == null ? next : watching.sending(attempts, next);
    }

    /** Nothing more that the exchange under way brings counts. From any thread. */
    public void cancel() {
        Attempt attempt = current();
        if (attempt != null) {
            attempt.cancel();
        }
    }

    /** An event has come. Returns how long the session took to it if it is the first; else null. */
    @Nullable
    Duration eventSeen() {
        return counters.eventSeen();
    }

    /** The stream was lost, or not opened. */
    void lost(Failure failure) {
        counters.lost(failure);
    }

    /** The head of the response has come. */
    void headSeen() {
        headSeen = true;
    }

    boolean isHeadSeen() {
        return headSeen;
    }

    /** The stream is open. Returns the time since it was lost; null the first time. */
    @Nullable
    Duration opened() {
        counters.add(Metric.CONNECTS, 1);
        Duration gap = clock.opened();
        Attempt attempt = current();
        if (attempt != null) {
            attempt.activity().streamOpened();
        }
        return gap;
    }

    /** Whether the stream, which is open, has brought something and been open for this long. */
    boolean isStable(Duration time) {
        Attempt attempt = current();
        return attempt != null && attempt.activity().receivedBytes() > 0 && clock.isOpenFor(time);
    }

    /** Gives the exchange up after what it has brought so far, which then ends by the failure. */
    void stop(Failure failure) {
        Attempt attempt = current();
        if (attempt != null) {
            attempt.stop(() -> attempt.inputs().lost(failure));
        }
    }

    /** As {@link #stop}, because the user asks for another connection. */
    void renew() {
        Attempt attempt = current();
        if (attempt != null) {
            renewAsked = true;
            attempt.stop(attempt.inputs()::renewed);
        }
    }

    boolean isRenewAsked() {
        return renewAsked;
    }

    /** Ends the exchange under way. */
    void disconnect() {
        Attempt attempt = current();
        if (attempt != null) {
            attempt.cancel();
            totals = totals.over();
        }
        renewAsked = false;
    }
}
