package dev.rivulet.sse.internal;

import static java.util.Objects.requireNonNull;

import dev.rivulet.sse.Failure;
import dev.rivulet.sse.Failure.HandlerFailed.Handler;
import dev.rivulet.sse.Failure.TimedOut.Kind;
import dev.rivulet.sse.ResponseRules;
import dev.rivulet.sse.SessionState;
import dev.rivulet.sse.SessionState.Closed.NotRetried;
import dev.rivulet.sse.SessionState.Closed.Reason;
import dev.rivulet.sse.SseException;
import dev.rivulet.sse.SseRequest;
import dev.rivulet.sse.http.Phase;
import dev.rivulet.sse.http.ResponseHead;
import dev.rivulet.sse.internal.Recovery.Loss;
import dev.rivulet.sse.spi.TransportRequest;
import java.time.Duration;
import java.util.function.Function;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/** A session's dealings with the server, from attempt to attempt. Confined to the session's mailbox. */
final class Conversation<T> implements ConnectionTimers.Owner {
    private final Session<T> session;
    private final Environment environment;
    private final SseRequest request;
    private final EventPipe<T> pipe;
    private final Counters counters;
    private final Mailbox mailbox;
    private final Recovery recovery;
    private final Uptime uptime;
    private final Asking asking;
    private final PendingRequest pending;
    private final ConnectionTimers timers;
    private final Timer reconnect;

    private volatile Traffic traffic = Traffic.NONE;
    private int attempts;
    private long deliveredBefore; // this attempt
    private int redirects;
    private @Nullable Refusal refusal;
    private @Nullable Failure lastFailure;
    private boolean headSeen;
    private boolean renewAsked;
    private boolean retriedUnauthorized;

    Conversation(
            Session<T> session,
            Environment environment,
            SseRequest request,
            EventPipe<T> pipe,
            Counters counters,
            Mailbox mailbox) {
        this.session = session;
        this.environment = environment;
        this.request = request;
        this.pipe = pipe;
        this.counters = counters;
        this.mailbox = mailbox;
        this.recovery = new Recovery(request, environment.random());
        this.timers = new ConnectionTimers(environment.scheduler(), mailbox::controlElsewhere, this);
        this.reconnect = new Timer(environment.scheduler(), mailbox::controlElsewhere, this::connect);
        this.uptime = new Uptime(environment.scheduler());
        this.asking = new Asking(request, session::warn);
        this.pending = new PendingRequest(request, environment.scheduler(), mailbox);
    }

    /** The exchange under way. From any thread. */
    @Nullable
    Attempt current() {
        return traffic.current();
    }

    /** What came and comes. From any thread. */
    Traffic traffic() {
        return traffic;
    }

    /** Whether the input has to wait until the outlet is ready. */
    boolean waitsForDemand(Input input) {
        boolean delivers = input instanceof Input.Bytes
                || (input instanceof Input.End && asking.using().deliverUnfinished());
        return delivers && refusal == null && ((Input.OfExchange) input).attempt() == current();
    }

    void connect() {
        if (session.isClosing()) {
            return;
        }
        countWaiting();
        attempts++;
        deliveredBefore = counters.delivered;
        if (attempts > 1) {
            counters.add(Counters.RECONNECTS, 1);
        }
        session.enter(new SessionState.Connecting(attempts));
        if (session.isClosing()) {
            return;
        }
        var customizer = request.customizer();
        if (customizer == null) {
            open(request);
        } else {
            pending.ask(customizer, attempts, pipe.lastEventId(), lastFailure);
        }
    }

    /** How far the session has come. */
    SessionState.Progress progress() {
        return new SessionState.Progress(attempts, counters.delivered - deliveredBefore, counters.delivered);
    }

    private void countWaiting() {
        if (session.state() instanceof SessionState.BackingOff) {
            counters.add(Counters.BACKING_OFF_NANOS, uptime.waited().toNanos());
        }
    }

    void customized(Input.Customized answer) {
        if (!pending.take(answer)) {
            return;
        }
        SseRequest made = answer.request();
        if (made == null) {
            lost(Loss.of(PendingRequest.failure(answer)));
        } else if (!recovery.mayRepeat() && !made.repeatable()) {
            Recovery.Next.End end = Recovery.end(lastFailure, NotRetried.NOT_REPEATABLE);
            session.finish(end.reason(), end.failure(), end.notRetried());
        } else {
            open(made);
        }
    }

    private void open(SseRequest with) {
        asking.use(with);
        send();
    }

    private void send() {
        TransportRequest next =
                asking.next(pipe.lastEventId(), environment.transport().features());
        var attempt = new Attempt(attempts, mailbox, environment.pool(), environment.scheduler());
        traffic = traffic.over().with(attempt);
        headSeen = false;
        if (session.isClosing()) {
            return; // close() may not have seen this attempt; its input follows
        }
        timers.requested(asking.using().timeouts());
        try {
            attempt.opened(environment.transport().open(next, attempt));
        } catch (Throwable refused) {
            // It is closed, or does not take such a request; or it is broken.
            session.finish(
                    Reason.FAILED,
                    refused instanceof OutOfMemoryError
                            ? Faults.inside(refused)
                            : new Failure.ConnectionFailed(Phase.SEND, refused, false));
        }
    }

    /** What the exchange under way has brought. */
    void handle(Attempt attempt, Input.OfExchange input) {
        if (input instanceof Input.Bytes bytes) {
            bytes(bytes);
        } else if (input instanceof Input.BurstEnd) {
            if (attempt.credit.isExhausted()) {
                timers.eventSeen(); // none could come
            }
            session.burstParsed(attempt);
        } else if (input instanceof Input.Head head) {
            head(attempt, head.head());
        } else if (input instanceof Input.End) {
            ended();
        } else if (input instanceof Input.Failed failed) {
            failed(failed);
        } else if (input instanceof Input.Lost lost) {
            lost(Loss.of(lost.failure()));
        } else if (input instanceof Input.Renewed) {
            renewed();
        } else if (input instanceof Input.Due due) {
            if (!isMet(due.kind())) {
                lost(Loss.of(timeout(due.kind())));
            } else if (due.kind() == Kind.EVENT_IDLE) {
                timers.awaitEvent();
            }
        }
    }

    private boolean isMet(Kind kind) {
        return switch (kind) {
            case FIRST_EVENT -> pipe.eventsHere() > 0;
            case EVENT_IDLE -> !timers.isEventIdle() || mailbox.peekStream() != null; // where an event may be
            default -> headSeen;
        };
    }

    private void head(Attempt attempt, ResponseHead head) {
        timers.headSeen();
        headSeen = true;
        asking.answered(head);
        switch (judge(head)) {
            case OPEN -> accepted(attempt, head);
            case NO_CONTENT -> session.finish(Reason.NO_CONTENT, null);
            case FOLLOW -> redirected(attempt, head);
            case RETRY -> refuse(attempt, head, Refusals.of(head, asking.sentId(), true));
            case FAIL -> {
                if (head.status() == 401 && request.customizer() != null && !retriedUnauthorized) {
                    retryUnauthorized(head);
                } else {
                    refuse(attempt, head, Refusals.of(head, asking.sentId(), false));
                }
            }
        }
    }

    private ResponseRules.Verdict judge(ResponseHead head) {
        try {
            return requireNonNull(
                    asking.using().responseRules().judge(head, asking.sentId() != null, uptime.everOpened()),
                    "the verdict");
        } catch (Throwable thrown) {
            throw new SessionFault(Handler.RESPONSE_RULES, thrown);
        }
    }

    private void accepted(Attempt attempt, ResponseHead head) {
        String coding = ContentDecoder.coding(head.headers());
        if (coding == null || ContentDecoder.knows(coding)) {
            opened(attempt, head, coding);
        } else {
            lost(Loss.of(new Failure.UnsupportedEncoding(coding)));
        }
    }

    private void opened(Attempt attempt, ResponseHead head, @Nullable String coding) {
        redirects = 0;
        retriedUnauthorized = false;
        counters.add(Counters.CONNECTS, 1);
        Duration gap = uptime.opened();
        attempt.streamOpened();
        pipe.open(coding);
        session.enter(new SessionState.Open(
                head.status(), head.headers(), asking.target().uri(), head.protocol(), attempts, asking.sentId(), gap));
        timers.opened(asking.using().timeouts(), attempt);
        attempt.read();
    }

    private void redirected(Attempt attempt, ResponseHead head) {
        attempt.cancel();
        redirects++;
        int most = asking.using().limits().redirects();
        if (redirects > most) {
            lost(Loss.of(new Failure.LimitExceeded("Limits.redirects", most)));
            return;
        }
        Failure bad = asking.follow(head);
        if (bad == null) {
            send();
        } else {
            lost(Loss.of(bad));
        }
    }

    /** One more try at once: the customizer may have fresh credentials. */
    private void retryUnauthorized(ResponseHead head) {
        retriedUnauthorized = true;
        recovery.permit();
        disconnect();
        lastFailure = new Refusal(head, asking.target().uri(), null, r -> new Failure.HttpError(r, true)).failure();
        connect();
    }

    private void refuse(Attempt attempt, ResponseHead head, Function<Failure.Response, Failure> toFailure) {
        refusal = new Refusal(head, asking.target().uri(), retryAfter(head), toFailure);
        timers.refused();
        attempt.read();
    }

    private @Nullable Duration retryAfter(ResponseHead head) {
        Duration asked;
        try {
            asked = asking.using().retryAfter().apply(head);
        } catch (Throwable thrown) {
            throw new SessionFault(Handler.RETRY_AFTER, thrown);
        }
        return asked == null
                ? RetryAfter.of(head.headers(), environment.scheduler().now())
                : asked.isNegative() ? Duration.ZERO : asked;
    }

    @Override
    public void refusedBodyDue() {
        Refusal refused = refusal;
        if (refused != null) {
            refusal = null;
            lost(new Loss(refused.failure(), false, false, refused.retryAfter));
        }
    }

    private void bytes(Input.Bytes bytes) {
        if (refusal == null) {
            parse(() -> pipe.body.feed(bytes.array(), bytes.from(), bytes.to()));
            return;
        }
        refusal.add(bytes.array(), bytes.from(), bytes.to());
        environment.pool().release(bytes.array());
        if (refusal.isFull()) {
            refusedBodyDue();
        }
    }

    private interface Parsing {
        void run() throws ZipException;
    }

    /** Goes on with what the pipe holds. */
    void resume() {
        parse(pipe.body::resume);
    }

    private void parse(Parsing parsing) {
        long events = pipe.eventsHere();
        try {
            parsing.run();
        } catch (SseException e) {
            session.finish(Reason.FAILED, e.failure());
            return;
        } catch (ZipException e) {
            lost(Loss.of(new Failure.CorruptEncoding("compressed", e)));
            return;
        }
        counters.ignoredLines(pipe.ignoredLines());
        if (pipe.eventsHere() > 0) {
            timers.firstEventSeen();
            session.firstEventSeen();
        }
        if (pipe.eventsHere() > events) {
            timers.eventSeen();
        }
        Failure failure = pipe.failure();
        if (failure instanceof Failure.ErrorEvent && failure.retryable()) {
            lost(Loss.of(failure));
        } else if (failure != null) {
            session.finish(Reason.FAILED, failure);
        } else if (pipe.isComplete()) {
            session.finish(Reason.END_MARKER, null);
        }
    }

    private void ended() {
        if (refusal != null) {
            refusedBodyDue();
            return;
        }
        Attempt before = current();
        parse(() -> pipe.body.ended(asking.using().deliverUnfinished()));
        if (current() == before && !session.isClosed()) {
            lost(new Loss(
                    asking.using().endRequired()
                            ? new Failure.Truncated(pipe.ignoredLinesHere())
                            : new Failure.StreamEnded(),
                    true,
                    false,
                    null));
        }
    }

    private void failed(Input.Failed failed) {
        if (refusal != null) {
            refusedBodyDue();
        } else {
            lost(Loss.of(Faults.of(failed.phase(), failed.cause())));
        }
    }

    @Override
    public void due(Kind kind) {
        Attempt attempt = current();
        if (attempt != null) {
            mailbox.streamUrgent(new Input.Due(attempt, kind));
        }
    }

    @Override
    public void expired(Kind kind) {
        Attempt attempt = current();
        if (attempt != null) {
            attempt.stop(new Input.Lost(attempt, timeout(kind)));
        }
    }

    private Failure timeout(Kind kind) {
        return new Failure.TimedOut(
                kind, ConnectionTimers.time(kind, asking.using().timeouts()));
    }

    /** The user wants another connection: now, or after what this one has brought. */
    void reconnect() {
        SessionState state = session.state();
        Attempt attempt = current();
        if (state instanceof SessionState.BackingOff || pending.isPending()) {
            reconnect.cancel();
            recovery.permit();
            connect();
        } else if (state instanceof SessionState.Open && attempt != null) {
            renewAsked = true;
            attempt.stop(new Input.Renewed(attempt));
        }
    }

    /** Connections may be dead, and a wait is over sooner than its timer knows. */
    void suspended(Duration time) {
        Attempt attempt = current();
        if (session.state() instanceof SessionState.BackingOff) {
            reconnect.arm(uptime.leftToWait() - Saturated.nanos(time));
        } else if (refusal != null) {
            refusedBodyDue();
        } else if (attempt != null && asking.using().repeatable()) {
            attempt.stop(new Input.Lost(attempt, new Failure.Suspended(time)));
        }
    }

    private void renewed() {
        session.flush();
        if (isSuccess(false)) {
            recovery.progressed();
        }
        uptime.lost();
        uptime.waitsNot();
        disconnect();
        lastFailure = null;
        recovery.permit();
        connect();
    }

    /**
     * Whether the connection counts as a success, after which losses are counted anew. Its first events alone do not
     * make it one: a server may greet, and die, each time.
     */
    private boolean isSuccess(boolean cleanly) {
        if (!(session.state() instanceof SessionState.Open)) {
            return false;
        }
        boolean polled = cleanly && pipe.retryMillis() >= 0; // the server has said when it wants to be asked again
        boolean moved = !pipe.lastEventId().equals(asking.receivedId());
        return wasStable() || (pipe.progressed() && (moved || polled || uptime.isOpenForAsLongAsWaited()));
    }

    private void lost(Loss loss) {
        if (renewAsked) {
            renewed(); // it ended by itself, in front of what the user asked for
            return;
        }
        session.flush();
        long now = environment.scheduler().nanoTime();
        boolean success = isSuccess(loss.cleanly());
        SessionState.Progress progress = progress();
        if (session.state() instanceof SessionState.Open) {
            uptime.lost();
        }
        disconnect();
        if (!(loss.failure() instanceof Failure.CustomizerFailed)) {
            lastFailure = loss.failure(); // which a customizer that has failed still has to answer
        }
        counters.lost(loss.failure());
        boolean delivered = counters.delivered > 0;
        Recovery.Next next =
                recovery.after(loss.withProgress(success), asking.using(), pipe.retryMillis(), delivered, now);
        if (next instanceof Recovery.Next.End end) {
            session.finish(end.reason(), end.failure(), end.notRetried());
        } else if (next instanceof Recovery.Next.Retry retry) {
            long delay = Saturated.nanos(retry.delay());
            uptime.waits(delay);
            session.lost(new SessionState.BackingOff(loss.failure(), retry.delay(), progress), success);
            if (!session.isClosing()) {
                reconnect.arm(delay);
            }
        }
    }

    private boolean wasStable() {
        Attempt attempt = current();
        return attempt != null
                && attempt.receivedBytes() > 0
                && uptime.isOpenFor(request.reconnect().stableAfter());
    }

    /** Ends the exchange under way, and drops what is unfinished of it. */
    private void disconnect() {
        Attempt attempt = current();
        if (attempt != null) {
            attempt.cancel();
            traffic = traffic.over();
        }
        refusal = null;
        renewAsked = false;
        redirects = 0;
        pending.cancel();
        timers.cancel();
        pipe.body.disconnect();
    }

    /** Ends everything. */
    void close() {
        countWaiting();
        disconnect();
        reconnect.cancel();
    }
}
