package dev.rivulet.sse.internal;

import dev.rivulet.sse.EventDecoder;
import dev.rivulet.sse.Failure;
import dev.rivulet.sse.Headers;
import dev.rivulet.sse.SessionMetrics;
import dev.rivulet.sse.SessionState;
import dev.rivulet.sse.SessionState.Closed.Reason;
import dev.rivulet.sse.SseException;
import dev.rivulet.sse.SseRequest;
import dev.rivulet.sse.SseSession;
import dev.rivulet.sse.policy.ReconnectPolicy;
import dev.rivulet.sse.spi.LastEventIdStore;
import dev.rivulet.sse.spi.ResponseHead;
import dev.rivulet.sse.spi.TransportRequest;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * The state machine of a subscription. Confined to its mailbox: but for the accessors and what only enqueues, everything
 * here runs in the drain, one input at a time.
 */
public final class Session<T> implements SseSession {
    private static final System.Logger LOG = System.getLogger("dev.rivulet.sse");
    private static final long REFUSED_BODY_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final Environment environment;
    private final SseRequest request;
    private final Outlet<T> outlet;
    private final Mailbox mailbox;
    private final Counters counters = new Counters();
    private final EventPipe<T> pipe;
    private final Backoff backoff;
    private final CompletableFuture<SessionState.Closed> end = new CompletableFuture<>();

    private final Timer headTimer;
    private final Timer firstEventTimer;
    private final Timer idleTimer;
    private final Timer ageTimer;
    private final Timer totalTimer;
    private final Timer refusedBodyTimer;
    private final Timer reconnectTimer;

    private volatile SessionState state = new SessionState.Connecting(1);
    private volatile boolean closing;
    private volatile boolean held; // a mirror of the pipe's, for other threads
    private volatile @Nullable Attempt current;

    private SseRequest using;
    private Target target;
    private int attempts;
    private int redirects;
    private @Nullable String sentId;
    private @Nullable Refusal refusal;
    private @Nullable Failure lastFailure;
    private boolean mayRepeat = true;
    private boolean everOpened;
    private boolean retriedUnauthorized;
    private boolean reportedUnsendable;
    private final long startedAt;
    private long openedAt;
    private long lostAt;

    public Session(Environment environment, SseRequest request, EventDecoder<T> decoder, Outlet<T> outlet) {
        this.environment = environment;
        this.request = request;
        this.using = request;
        this.target = Target.of(request);
        this.outlet = outlet;
        this.mailbox = new Mailbox(outlet.place(), this::run);
        this.backoff = new Backoff(request.reconnect(), environment.random());
        this.startedAt = environment.scheduler().nanoTime();
        this.headTimer = timer(() -> timedOut(Failure.TimedOut.Kind.RESPONSE_HEAD));
        this.firstEventTimer = timer(() -> timedOut(Failure.TimedOut.Kind.FIRST_EVENT));
        this.idleTimer = timer(this::checkIdle);
        this.ageTimer = timer(() -> timedOut(Failure.TimedOut.Kind.CONNECTION_AGE));
        this.totalTimer = timer(this::reachedTotal);
        this.refusedBodyTimer = timer(this::settleRefusal);
        this.reconnectTimer = timer(this::connect);
        this.pipe = new EventPipe<>(request, decoder, outlet, environment.pool(), counters, () -> closing);
    }

    private Timer timer(Runnable action) {
        return new Timer(environment.scheduler(), mailbox::control, action);
    }

    /** Begins. Once. */
    public void start() {
        mailbox.control(new Input.Start());
    }

    /** The outlet may be ready now. */
    void demanded() {
        mailbox.wake();
    }

    /** Whether something waits for the outlet. */
    boolean hasStreamInput() {
        return held || mailbox.peekStream() != null;
    }

    @Override
    public SessionState state() {
        return state;
    }

    @Override
    public String lastEventId() {
        return pipe.committed.get();
    }

    @Override
    public SessionMetrics metrics() {
        Attempt attempt = current;
        return attempt == null ? counters.snapshot(0, 0) : counters.snapshot(attempt.receivedBytes(), attempt.bursts());
    }

    @Override
    public void close() {
        closing = true;
        Attempt attempt = current;
        if (attempt != null) {
            attempt.cancel();
        }
        mailbox.control(new Input.Close());
    }

    @Override
    public CompletionStage<SessionState.Closed> closed() {
        return end.minimalCompletionStage();
    }

    private void run() {
        while (true) {
            try {
                if (!step()) {
                    break;
                }
            } catch (SessionFault fault) {
                Throwable cause = fault.getCause();
                finish(Reason.FAILED, new Failure.HandlerFailed(cause == null ? fault : cause));
            } catch (RuntimeException | Error thrown) {
                finish(Reason.FAILED, new Failure.HandlerFailed(thrown));
            }
        }
        held = pipe.isHeld();
        saveCursor();
    }

    /** Takes one input, or goes on with what is held; false if there is nothing that can be done now. */
    private boolean step() {
        if (isClosed()) {
            return discard();
        }
        Input control = mailbox.nextControl();
        if (control != null) {
            handle(control);
            return true;
        }
        if (pipe.awaitsCommit() && outlet.isReady()) {
            pipe.handled();
        }
        if (pipe.isHeld()) {
            if (!outlet.isReady()) {
                return false;
            }
            parse(pipe::resume);
            return true;
        }
        Input next = mailbox.peekStream();
        if (next == null || (waitsForDemand(next) && !outlet.isReady())) {
            return false;
        }
        mailbox.nextStream();
        handle(next);
        return true;
    }

    private boolean discard() {
        boolean any = mailbox.nextControl() != null;
        Input input = mailbox.nextStream();
        if (input instanceof Input.Bytes bytes) {
            environment.pool().release(bytes.array());
        }
        return any || input != null;
    }

    private boolean waitsForDemand(Input input) {
        boolean delivers = input instanceof Input.Bytes || (input instanceof Input.End && using.deliverUnfinished());
        return delivers && refusal == null && ((Input.OfExchange) input).attempt() == current;
    }

    private void handle(Input input) {
        if (input instanceof Input.OfExchange ofExchange) {
            Attempt attempt = ofExchange.attempt();
            if (attempt == current) {
                handle(attempt, ofExchange);
            } else if (input instanceof Input.Bytes late) {
                environment.pool().release(late.array());
            }
        } else if (input instanceof Input.Fired fired) {
            fired.timer().fired(fired.armed());
        } else if (input instanceof Input.Close) {
            finish(Reason.CLOSED, null);
        } else if (input instanceof Input.Start) {
            begin();
        } else if (input instanceof Input.Customized customized) {
            customized(customized);
        }
    }

    private void handle(Attempt attempt, Input.OfExchange input) {
        if (input instanceof Input.Bytes bytes) {
            bytes(bytes);
        } else if (input instanceof Input.BurstEnd) {
            attempt.credit.burstParsed();
            attempt.read();
        } else if (input instanceof Input.Head head) {
            head(attempt, head.head());
        } else if (input instanceof Input.End) {
            ended();
        } else if (input instanceof Input.Failed failed) {
            failed(failed);
        } else if (input instanceof Input.Lost lost) {
            lost(lost.failure(), false, null);
        }
    }

    // Connecting

    private void begin() {
        LastEventIdStore store = request.lastEventIdStore();
        String stored = store == null ? null : store.load();
        pipe.startFrom(stored == null ? request.lastEventId() : stored);
        arm(totalTimer, request.timeouts().total());
        connect();
    }

    private void connect() {
        attempts++;
        if (attempts > 1) {
            Counters.add(counters.reconnects, 1);
        }
        enter(new SessionState.Connecting(attempts));
        if (closing) {
            return;
        }
        var customizer = request.customizer();
        if (customizer == null) {
            open(request, Target.of(request));
        } else {
            int attempt = attempts;
            customizer
                    .customize(request, attempt, pipe.lastEventId(), lastFailure)
                    .whenComplete((made, thrown) -> mailbox.control(new Input.Customized(attempt, made, thrown)));
        }
    }

    private void customized(Input.Customized result) {
        SseRequest made = result.request();
        if (made == null) {
            Throwable thrown = result.failure();
            finish(
                    Reason.FAILED,
                    new Failure.HandlerFailed(
                            thrown == null ? new NullPointerException("the customizer made no request") : thrown));
        } else if (!mayRepeat && !made.repeatable()) {
            finish(Reason.FAILED, lastFailure);
        } else {
            open(made, Target.of(made));
        }
    }

    private void open(SseRequest with, Target to) {
        using = with;
        target = to;
        Headers headers = to.headers();
        sentId = null;
        String id = pipe.lastEventId();
        if (!id.isEmpty() && to.mayCarryId()) {
            String value = LastEventIdHeader.value(
                    id, environment.transport().features().obsText());
            if (value != null) {
                headers = headers.with(LastEventIdHeader.NAME, value);
                sentId = id;
            } else if (!reportedUnsendable) {
                reportedUnsendable = true;
                warn(new Failure.UnsendableId(id));
            }
        }
        var attempt = new Attempt(attempts, mailbox, environment.pool(), environment.scheduler());
        current = attempt;
        if (closing) {
            return; // close() may not have seen this attempt; its input follows
        }
        arm(headTimer, with.timeouts().responseHead());
        attempt.opened(environment
                .transport()
                .open(
                        new TransportRequest(
                                to.method(),
                                to.uri(),
                                headers,
                                to.body(),
                                with.timeouts().connect(),
                                with.limits().headBytes()),
                        attempt));
    }

    // What the exchange brings

    private void head(Attempt attempt, ResponseHead head) {
        headTimer.cancel();
        var verdict = ResponseRules.judge(head, using, sentId != null);
        if (verdict instanceof ResponseRules.Verdict.Open open) {
            opened(attempt, head, open.coding());
        } else if (verdict instanceof ResponseRules.Verdict.NoContent) {
            finish(Reason.NO_CONTENT, null);
        } else if (verdict instanceof ResponseRules.Verdict.Redirect) {
            redirected(attempt, head);
        } else if (verdict instanceof ResponseRules.Verdict.Refused refused) {
            if (head.status() == 401 && request.customizer() != null && !retriedUnauthorized) {
                retriedUnauthorized = true;
                attempt.cancel();
                lastFailure = new Refusal(head, target.uri(), null, r -> new Failure.Refused(r, true)).failure();
                connect();
            } else {
                refuse(attempt, head, response -> new Failure.Refused(response, refused.retryable()));
            }
        } else if (verdict instanceof ResponseRules.Verdict.WrongType wrong) {
            refuse(attempt, head, response -> new Failure.NotAnEventStream(wrong.contentType(), response, everOpened));
        } else if (verdict instanceof ResponseRules.Verdict.CursorRejected) {
            String id = sentId == null ? "" : sentId;
            refuse(attempt, head, response -> new Failure.CursorRejected(id, response));
        } else if (verdict instanceof ResponseRules.Verdict.UnknownCoding unknown) {
            lost(new Failure.UnknownCoding(unknown.coding()), false, null);
        }
    }

    private void opened(Attempt attempt, ResponseHead head, @Nullable String coding) {
        redirects = 0;
        retriedUnauthorized = false;
        Counters.add(counters.connects, 1);
        openedAt = environment.scheduler().nanoTime();
        Duration gap = everOpened ? Duration.ofNanos(openedAt - lostAt) : null;
        everOpened = true;
        pipe.open(coding);
        enter(new SessionState.Open(
                head.status(), head.headers(), target.uri(), head.protocol(), attempts, sentId, gap));
        arm(firstEventTimer, using.timeouts().firstEvent());
        arm(ageTimer, using.timeouts().connectionAge());
        arm(idleTimer, using.timeouts().idle());
        attempt.read();
    }

    private void redirected(Attempt attempt, ResponseHead head) {
        attempt.cancel();
        redirects++;
        if (redirects > using.limits().redirects()) {
            lost(new Failure.LimitExceeded("Limits.redirects", using.limits().redirects()), false, null);
            return;
        }
        Redirects.Next next = Redirects.follow(head, target, using);
        if (next.target() != null) {
            open(using, next.target());
        } else if (next.failure() != null) {
            lost(next.failure(), false, null);
        }
    }

    private void refuse(Attempt attempt, ResponseHead head, Function<Failure.Response, Failure> toFailure) {
        Duration retryAfter =
                RetryAfter.of(head.headers(), environment.scheduler().now());
        refusal = new Refusal(head, target.uri(), retryAfter, toFailure);
        refusedBodyTimer.arm(REFUSED_BODY_NANOS);
        attempt.read();
    }

    private void settleRefusal() {
        Refusal refused = refusal;
        if (refused != null) {
            refusal = null;
            lost(refused.failure(), false, refused.retryAfter);
        }
    }

    private void bytes(Input.Bytes bytes) {
        if (refusal != null) {
            refusal.add(bytes.array(), bytes.from(), bytes.to());
            environment.pool().release(bytes.array());
            if (refusal.isFull()) {
                settleRefusal();
            }
        } else {
            parse(() -> pipe.feed(bytes.array(), bytes.from(), bytes.to()));
        }
    }

    private interface Parsing {
        void run() throws ZipException;
    }

    private void parse(Parsing parsing) {
        try {
            parsing.run();
        } catch (SseException e) {
            finish(Reason.FAILED, e.failure());
            return;
        } catch (ZipException e) {
            lost(new Failure.BadCoding("compressed", e), false, null);
            return;
        }
        if (pipe.eventsHere() > 0) {
            firstEventTimer.cancel();
            counters.firstEvent(environment.scheduler().nanoTime() - startedAt);
        }
        if (pipe.failure() != null) {
            finish(Reason.FAILED, pipe.failure());
        } else if (pipe.isComplete()) {
            finish(Reason.END_MARKER, null);
        }
    }

    private void ended() {
        if (refusal != null) {
            settleRefusal();
            return;
        }
        Attempt before = current;
        parse(() -> pipe.ended(using.deliverUnfinished()));
        if (current == before && !isClosed()) {
            lost(using.endRequired() ? new Failure.Truncated() : new Failure.StreamEnded(), true, null);
        }
    }

    private void failed(Input.Failed failed) {
        if (refusal != null) {
            settleRefusal();
        } else {
            lost(Faults.disconnected(failed.phase(), failed.cause()), false, null);
        }
    }

    // Time

    private void arm(Timer timer, Duration time) {
        if (!time.isZero()) {
            timer.arm(nanos(time));
        }
    }

    private static long nanos(Duration time) {
        return time.compareTo(Duration.ofNanos(Long.MAX_VALUE)) >= 0 ? Long.MAX_VALUE : time.toNanos();
    }

    /** Counts from the last byte, or from the grant of credit: while the client does not read, nothing is idle. */
    private void checkIdle() {
        Attempt attempt = current;
        if (attempt == null) {
            return;
        }
        long idle = nanos(using.timeouts().idle());
        long left = attempt.credit.isGranted()
                ? attempt.activeAt() + idle - environment.scheduler().nanoTime()
                : idle;
        if (left <= 0) {
            timedOut(Failure.TimedOut.Kind.IDLE);
        } else {
            idleTimer.arm(left);
        }
    }

    private void timedOut(Failure.TimedOut.Kind kind) {
        Attempt attempt = current;
        if (attempt != null) {
            Duration after = switch (kind) {
                case RESPONSE_HEAD -> using.timeouts().responseHead();
                case FIRST_EVENT -> using.timeouts().firstEvent();
                case IDLE -> using.timeouts().idle();
                case CONNECTION_AGE -> using.timeouts().connectionAge();
                case TOTAL -> using.timeouts().total();
            };
            // Behind what has been received and waits to be handled.
            attempt.stop(new Failure.TimedOut(kind, after));
        }
    }

    private void reachedTotal() {
        finish(
                Reason.FAILED,
                new Failure.TimedOut(
                        Failure.TimedOut.Kind.TOTAL, request.timeouts().total()));
    }

    // Loss and end

    private void lost(Failure failure, boolean cleanly, @Nullable Duration retryAfter) {
        boolean wasOpen = state instanceof SessionState.Open;
        long now = environment.scheduler().nanoTime();
        boolean progressed = wasOpen && (pipe.progressed() || wasStable(now));
        if (wasOpen) {
            lostAt = now;
        }
        disconnect();
        lastFailure = failure;
        mayRepeat = using.repeatable()
                || Faults.isBeforeSend(failure)
                || (retryAfter != null && failure instanceof Failure.Refused refused && isBusy(refused));
        if (!failure.retryable() || !policyAllows() || (!mayRepeat && request.customizer() == null)) {
            if (failure instanceof Failure.StreamEnded) {
                finish(Reason.COMPLETE, null);
            } else {
                finish(Reason.FAILED, failure);
            }
            return;
        }
        Backoff.Decision decision = backoff.lost(failure, cleanly, progressed, pipe.retryMillis(), retryAfter, now);
        Duration delay = decision.delay();
        if (delay == null) {
            finish(Reason.FAILED, decision.giveUp());
            return;
        }
        Counters.add(counters.backingOffNanos, delay.toNanos());
        enter(new SessionState.BackingOff(failure, delay, attempts + 1));
        if (!closing) {
            reconnectTimer.arm(delay.toNanos());
        }
    }

    private static boolean isBusy(Failure.Refused refused) {
        int status = refused.response().status();
        return status == 429 || status == 503;
    }

    private boolean policyAllows() {
        ReconnectPolicy.When when = request.reconnect().when();
        return when == ReconnectPolicy.When.ALWAYS
                || (when == ReconnectPolicy.When.BEFORE_FIRST_EVENT && counters.events.getPlain() == 0);
    }

    private boolean wasStable(long now) {
        Attempt attempt = current;
        return attempt != null
                && attempt.receivedBytes() > 0
                && now - openedAt >= nanos(request.reconnect().stableAfter());
    }

    private void disconnect() {
        Attempt attempt = current;
        if (attempt != null) {
            current = null;
            attempt.cancel();
            Counters.add(counters.earlierBytes, attempt.receivedBytes());
            Counters.add(counters.earlierBursts, attempt.bursts());
        }
        refusal = null;
        redirects = 0;
        headTimer.cancel();
        firstEventTimer.cancel();
        idleTimer.cancel();
        ageTimer.cancel();
        refusedBodyTimer.cancel();
        pipe.disconnect();
    }

    private void finish(Reason reason, @Nullable Failure failure) {
        if (isClosed()) {
            return;
        }
        closing = true;
        disconnect();
        totalTimer.cancel();
        reconnectTimer.cancel();
        pipe.close();
        saveCursor();
        var closed = new SessionState.Closed(reason, failure);
        state = closed;
        try {
            outlet.closed(closed);
        } catch (RuntimeException | Error thrown) {
            LOG.log(System.Logger.Level.WARNING, "the handler threw at the session's end", thrown);
        }
        end.complete(closed);
    }

    private boolean isClosed() {
        return state instanceof SessionState.Closed;
    }

    private void enter(SessionState next) {
        state = next;
        try {
            outlet.state(next);
        } catch (RuntimeException | Error thrown) {
            throw new SessionFault(thrown);
        }
    }

    private void warn(Failure failure) {
        LOG.log(System.Logger.Level.WARNING, failure.message());
        try {
            outlet.warning(failure);
        } catch (RuntimeException | Error thrown) {
            throw new SessionFault(thrown);
        }
    }

    private void saveCursor() {
        LastEventIdStore store = request.lastEventIdStore();
        if (pipe.takeCursorMoved() && store != null) {
            try {
                store.save(pipe.committed.get());
            } catch (RuntimeException | Error thrown) {
                finish(Reason.FAILED, new Failure.HandlerFailed(thrown));
            }
        }
    }
}
