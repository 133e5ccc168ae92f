package dev.rivulet.sse.internal.connection;

import dev.rivulet.sse.Failure;
import dev.rivulet.sse.SessionState;
import dev.rivulet.sse.SessionState.Closed.Reason;
import dev.rivulet.sse.SseRequest;
import dev.rivulet.sse.http.ResponseHead;
import dev.rivulet.sse.internal.ClientContext;
import dev.rivulet.sse.internal.coding.ContentCodings;
import dev.rivulet.sse.internal.events.EventPipe;
import dev.rivulet.sse.internal.mailbox.Input;
import dev.rivulet.sse.internal.mailbox.Mailbox;
import dev.rivulet.sse.internal.mailbox.Timers;
import dev.rivulet.sse.internal.metrics.Counters;
import dev.rivulet.sse.internal.observation.Observation;
import dev.rivulet.sse.internal.recovery.Recovery;
import dev.rivulet.sse.internal.recovery.Recovery.Loss;
import dev.rivulet.sse.internal.request.NextRequest;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A session's exchanges with the server, from attempt to attempt. It returns what the session has to do next, and continues
 * in {@link #entered} when a state has been entered. Confined to the session.
 */
public final class ConnectionLoop implements ResponseHandler, PendingRequest.Owner {
    /** The session, as far as the connection depends on it. */
    public interface Owner {
        /** The state that was entered last. */
        SessionState state();

        /** Whether the session is closed or about to be. */
        boolean isClosing();

        /** Something is wrong that ends nothing. */
        void warn(Failure failure);

        /** Those who watch the session; null if there is none. Any thread. */
        @Nullable
        Observation observation();

        /** The same, with JFR if a recording has begun since. In the session. */
        @Nullable
        Observation observationNow();
    }

    private final ClientContext context;
    private final EventPipe pipe;
    private final Mailbox<Input<Next>> mailbox;
    private final NextRequest request;
    private final @Nullable PendingRequest pending; // null without a customizer
    private final Exchanges exchanges;
    private final ResponseGate gate;
    private final BodyReader reader;
    private final TimeOuts timeOuts;
    private final ConnectionTimers timers;
    private final Recovery recovery;
    private final ReconnectWait wait;
    private final Owner owner;

    /** Not connected. */
    @SuppressWarnings("this-escape") // handed to parts that do nothing before connect()
    public ConnectionLoop(
            ClientContext context,
            SseRequest request,
            EventPipe pipe,
            Counters counters,
            Mailbox<Input<Next>> mailbox,
            Timers<Next> timers,
            Owner owner) {
        this.context = context;
        this.pipe = pipe;
        this.mailbox = mailbox;
        this.request = new NextRequest(request, owner::warn);
        var customizer = request.customizer();
        this.pending = customizer == null
                ? null
                : new PendingRequest(request, customizer, timers, mailbox::controlElsewhere, this);
        this.exchanges = new Exchanges(context, counters);
        this.gate = new ResponseGate(this.request, context.scheduler(), context.pool(), customizer != null);
        this.timeOuts = new TimeOuts(exchanges, this.request, pipe, gate, mailbox, timers);
        this.timers = timeOuts.timers();
        this.reader = new BodyReader(pipe, gate, exchanges, this.timers, this.request, mailbox, owner);
        this.recovery = new Recovery(request, context.random(), context.scheduler());
        this.wait = new ReconnectWait(timers, counters);
        this.owner = owner;
    }

    /** The session's exchanges, for those who look at them from outside. */
    public Exchanges exchanges() {
        return exchanges;
    }

    /** What starts the session's timers. */
    public Timers<Next> timers() {
        return wait.timers();
    }

    /** Begins an attempt. */
    public @Nullable Next connect() {
        if (owner.isClosing()) {
            return null;
        }
        endWait();
        exchanges.countAttempt();
        return new Next.Enter(new SessionState.Connecting(exchanges.attempts()), false);
    }

    private boolean isBackingOff() {
        return owner.state() instanceof SessionState.BackingOff;
    }

    private boolean isOpen() {
        return owner.state() instanceof SessionState.Open;
    }

    private boolean isRequestPending() {
        return pending != null && pending.isPending();
    }

    private void endWait() {
        if (isBackingOff()) {
            wait.end();
        }
    }

    /** The session has entered the state that was returned last, and is not closing. */
    public @Nullable Next entered() {
        if (isBackingOff()) {
            wait.arm(this::connect);
            return null;
        }
        return isOpen() ? read() : request();
    }

    private @Nullable Next request() {
        if (pending == null) {
            return open(request.original());
        }
        pending.ask(exchanges.attempts(), pipe.lastEventId(), recovery.lastFailure());
        return null;
    }

    @Override
    public @Nullable Next customized(SseRequest made) {
        return recovery.mayRepeat() || made.repeatable() ? open(made) : Next.ended(recovery.notRepeatable());
    }

    @Override
    public @Nullable Next notCustomized(Failure failure) {
        return Next.lost(failure);
    }

    private @Nullable Next open(SseRequest with) {
        request.use(with);
        return send();
    }

    private @Nullable Next send() {
        var inputs = new ExchangeInputs(mailbox, context.pool(), exchanges, this, reader, timeOuts);
        return exchanges.send(request, pipe.lastEventId(), inputs, timers, owner);
    }

    @Override
    public @Nullable Next head(ResponseHead head) {
        timers.headSeen();
        exchanges.headSeen();
        Observation watching = owner.observation();
        if (watching != null) {
            watching.head(head);
        }
        request.answered(head);
        return switch (gate.judge(head, exchanges.clock().everOpened())) {
            case OPEN -> accepted(head);
            case NO_CONTENT -> Next.ended(Reason.NO_CONTENT);
            case FOLLOW -> redirected(head);
            case RETRY -> refuse(head, true);
            case FAIL -> {
                Failure unauthorized = gate.unauthorized(head);
                yield unauthorized == null ? refuse(head, false) : retryUnauthorized(unauthorized);
            }
        };
    }

    private @Nullable Next accepted(ResponseHead head) {
        String coding = ContentCodings.named(head.headers());
        if (coding != null && !ContentCodings.STANDARD.has(coding)) {
            return Next.lost(new Failure.UnsupportedEncoding(coding));
        }
        request.endRedirects();
        Duration gap = exchanges.opened();
        pipe.open(coding);
        return new Next.Enter(gate.opened(head, exchanges.attempts(), gap), false);
    }

    private @Nullable Next read() {
        Attempt attempt = exchanges.current();
        if (attempt != null) {
            timers.opened(request.using().timeouts(), attempt);
            attempt.read();
        }
        return null;
    }

    private @Nullable Next redirected(ResponseHead head) {
        exchanges.cancel();
        Failure bad = request.follow(head);
        return bad == null ? send() : Next.lost(bad);
    }

    /** One more try at once: the customizer may have fresh credentials. */
    private @Nullable Next retryUnauthorized(Failure failure) {
        disconnect();
        recovery.again(failure);
        return connect();
    }

    private @Nullable Next refuse(ResponseHead head, boolean retried) {
        gate.refuse(head, retried);
        timers.refused();
        Attempt attempt = exchanges.current();
        if (attempt != null) {
            attempt.read();
        }
        return null;
    }

    /** Continues with what the pipe holds. */
    public @Nullable Next resume() {
        return reader.resume();
    }

    /** The user wants another connection: now, or after what this one has brought. */
    public @Nullable Next reconnect() {
        if (isBackingOff() || isRequestPending()) {
            wait.cancel();
            recovery.permit();
            return connect();
        }
        if (isOpen()) {
            exchanges.renew();
        }
        return null;
    }

    /** Connections may be dead, and a wait is over sooner than its timer knows. */
    public @Nullable Next suspended(Duration time) {
        if (isBackingOff()) {
            wait.shorten(time, this::connect);
        } else if (gate.isRefusing()) {
            return gate.refused();
        } else if (request.using().repeatable()) {
            exchanges.stop(new Failure.Suspended(time));
        }
        return null;
    }

    @Override
    public @Nullable Next renewed() {
        pipe.flush();
        if (isSuccess(false)) {
            recovery.progressed();
        }
        exchanges.clock().lost();
        wait.skip();
        disconnect();
        recovery.again(null);
        return connect();
    }

    /**
     * Whether the connection counts as a success, after which losses are counted anew. Its first events alone do not
     * make it one: a server may greet, and die, each time.
     */
    private boolean isSuccess(boolean cleanly) {
        if (!isOpen()) {
            return false;
        }
        boolean polled = cleanly && pipe.retryMillis() >= 0; // the server has said when it wants to be asked again
        boolean moved = !pipe.lastEventId().equals(request.receivedId());
        return exchanges.isStable(request.original().reconnect().stableAfter())
                || (pipe.here().hasProgressed()
                        && (moved || polled || exchanges.clock().isOpenFor(wait.waited())));
    }

    /** The connection was lost, or not made. */
    public @Nullable Next lost(Loss loss) {
        if (exchanges.isRenewAsked()) {
            return renewed(); // it ended before what the user asked for
        }
        pipe.flush();
        boolean success = isSuccess(loss.cleanly());
        SessionState.Progress progress = exchanges.progress();
        if (isOpen()) {
            exchanges.clock().lost();
        }
        disconnect();
        exchanges.lost(loss.failure());
        Recovery.Decision decision =
                recovery.after(loss.withProgress(success), request.using(), pipe.retryMillis(), progress.events() > 0);
        if (decision instanceof Recovery.Decision.Retry retry) {
            wait.begin(retry.delay());
            return new Next.Enter(new SessionState.BackingOff(loss.failure(), retry.delay(), progress), success);
        }
        return Next.ended((Recovery.Decision.End) decision);
    }

    /** Ends the exchange under way, and drops what is unfinished of it. */
    private void disconnect() {
        exchanges.disconnect();
        gate.disconnect();
        request.endRedirects();
        if (pending != null) {
            pending.cancel();
        }
        timers.cancel();
        pipe.disconnect();
    }

    /** Ends everything. */
    public void close() {
        endWait();
        disconnect();
        wait.cancel();
    }
}
