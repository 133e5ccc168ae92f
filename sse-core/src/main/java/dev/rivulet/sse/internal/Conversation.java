package dev.rivulet.sse.internal;

import dev.rivulet.sse.Failure;
import dev.rivulet.sse.Failure.TimedOut.Kind;
import dev.rivulet.sse.ResponseRules;
import dev.rivulet.sse.SessionState;
import dev.rivulet.sse.SessionState.Closed.Reason;
import dev.rivulet.sse.SseException;
import dev.rivulet.sse.SseRequest;
import dev.rivulet.sse.internal.Recovery.Loss;
import dev.rivulet.sse.spi.Phase;
import dev.rivulet.sse.spi.ResponseHead;
import dev.rivulet.sse.spi.TransportRequest;
import java.time.Duration;
import java.util.concurrent.CompletionException;
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
    private final ConnectionTimers timers;
    private final Timer reconnect;

    private volatile Traffic traffic = Traffic.NONE;
    private int attempts;
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
        this.timers = new ConnectionTimers(environment.scheduler(), mailbox::control, this);
        this.reconnect = new Timer(environment.scheduler(), mailbox::control, this::connect);
        this.uptime = new Uptime(environment.scheduler());
        this.asking = new Asking(request, session::warn);
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
            int attempt = attempts;
            customizer
                    .customize(request, attempt, pipe.lastEventId(), lastFailure)
                    .whenComplete((made, thrown) -> mailbox.control(new Input.Customized(attempt, made, thrown)));
        }
    }

    private void countWaiting() {
        if (session.state() instanceof SessionState.BackingOff) {
            counters.add(Counters.BACKING_OFF_NANOS, uptime.waitedNanos());
        }
    }

    void customized(Input.Customized result) {
        SseRequest made = result.request();
        if (result.attempt() != attempts) {
            return;
        }
        if (made == null) {
            session.finish(Reason.FAILED, new Failure.HandlerFailed(cause(result.failure())));
        } else if (!recovery.mayRepeat() && !made.repeatable()) {
            Recovery.Next.End end = Recovery.end(lastFailure);
            session.finish(end.reason(), end.failure());
        } else {
            open(made);
        }
    }

    private static Throwable cause(@Nullable Throwable thrown) {
        if (thrown == null) {
            return new NullPointerException("the customizer made no request");
        }
        Throwable inside = thrown.getCause();
        return thrown instanceof CompletionException && inside != null ? inside : thrown;
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
        } catch (RuntimeException refused) {
            // It is closed, or does not take such a request.
            session.finish(Reason.FAILED, new Failure.Disconnected(Phase.SEND, refused, false));
        }
    }

    /** What the exchange under way has brought. */
    void handle(Attempt attempt, Input.OfExchange input) {
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
            lost(Loss.of(lost.failure()));
        } else if (input instanceof Input.Renewed) {
            renewed();
        } else if (input instanceof Input.Due due) {
            boolean met = due.kind() == Kind.FIRST_EVENT ? pipe.eventsHere() > 0 : headSeen;
            if (!met) {
                lost(Loss.of(timeout(due.kind())));
            }
        }
    }

    private void head(Attempt attempt, ResponseHead head) {
        timers.headSeen();
        headSeen = true;
        switch (judge(head)) {
            case OPEN -> accepted(attempt, head);
            case COMPLETE -> session.finish(Reason.NO_CONTENT, null);
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
            return asking.using().responseRules().judge(head, asking.sentId() != null, uptime.everOpened());
        } catch (RuntimeException | Error thrown) {
            throw new SessionFault(thrown);
        }
    }

    private void accepted(Attempt attempt, ResponseHead head) {
        String coding = ContentDecoder.coding(head.headers());
        if (coding == null || ContentDecoder.knows(coding)) {
            opened(attempt, head, coding);
        } else {
            lost(Loss.of(new Failure.UnknownCoding(coding)));
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
        lastFailure = new Refusal(head, asking.target().uri(), null, r -> new Failure.Refused(r, true)).failure();
        connect();
    }

    private void refuse(Attempt attempt, ResponseHead head, Function<Failure.Response, Failure> toFailure) {
        Duration retryAfter =
                RetryAfter.of(head.headers(), environment.scheduler().now());
        refusal = new Refusal(head, asking.target().uri(), retryAfter, toFailure);
        timers.refused();
        attempt.read();
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
        try {
            parsing.run();
        } catch (SseException e) {
            session.finish(Reason.FAILED, e.failure());
            return;
        } catch (ZipException e) {
            lost(Loss.of(new Failure.BadCoding("compressed", e)));
            return;
        }
        counters.ignoredLines(pipe.ignoredLines());
        if (pipe.eventsHere() > 0) {
            timers.firstEventSeen();
            session.firstEventSeen();
        }
        if (pipe.failure() != null) {
            session.finish(Reason.FAILED, pipe.failure());
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
                    asking.using().endRequired() ? new Failure.Truncated() : new Failure.StreamEnded(),
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

    /** The user wants another connection: now, or behind what this one has brought. */
    void reconnect() {
        SessionState state = session.state();
        Attempt attempt = current();
        if (state instanceof SessionState.BackingOff) {
            reconnect.cancel();
            recovery.permit();
            connect();
        } else if (state instanceof SessionState.Open && attempt != null) {
            renewAsked = true;
            attempt.stop(new Input.Renewed(attempt));
        }
    }

    private void renewed() {
        session.flush();
        if (progressed()) {
            recovery.progressed();
        }
        uptime.lost();
        disconnect();
        lastFailure = null;
        recovery.permit();
        connect();
    }

    private boolean progressed() {
        return session.state() instanceof SessionState.Open && (pipe.progressed() || wasStable());
    }

    private void lost(Loss loss) {
        if (renewAsked) {
            renewed(); // it ended by itself, in front of what the user asked for
            return;
        }
        session.flush();
        long now = environment.scheduler().nanoTime();
        boolean progressed = progressed();
        if (session.state() instanceof SessionState.Open) {
            uptime.lost();
        }
        disconnect();
        lastFailure = loss.failure();
        counters.lost(loss.failure());
        boolean anyEvent = counters.events > 0;
        Recovery.Next next =
                recovery.after(loss.withProgress(progressed), asking.using(), pipe.retryMillis(), anyEvent, now);
        if (next instanceof Recovery.Next.End end) {
            session.finish(end.reason(), end.failure());
        } else if (next instanceof Recovery.Next.Retry retry) {
            long delay = Saturated.nanos(retry.delay());
            uptime.waits();
            session.enter(new SessionState.BackingOff(loss.failure(), retry.delay(), attempts + 1));
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
