package dev.rivulet.sse.internal;

import dev.rivulet.sse.EventDecoder;
import dev.rivulet.sse.Failure;
import dev.rivulet.sse.Failure.HandlerFailed.Handler;
import dev.rivulet.sse.SessionMetrics;
import dev.rivulet.sse.SessionState;
import dev.rivulet.sse.SessionState.Closed.NotRetried;
import dev.rivulet.sse.SessionState.Closed.Reason;
import dev.rivulet.sse.SseException;
import dev.rivulet.sse.SseRequest;
import dev.rivulet.sse.SseSession;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * A subscription: its state, and the loop that takes one input after the other. But for the accessors and what only
 * enqueues, everything here, and in the {@link Conversation} and {@link EventPipe} behind it, runs in the mailbox's drain.
 */
public final class Session<T> implements SseSession {
    private static final System.Logger LOG = CoreLog.INSTANCE;

    private final Environment environment;
    private final SseRequest request;
    private final Outlet<T> outlet;
    private final Place place;
    private final Mailbox mailbox;
    private final Quantum quantum;
    private final Counters counters = new Counters();
    private final Commits commits;
    private final EventPipe<T> pipe;
    private final Conversation<T> conversation;
    private final Vitals vitals;
    private final CommittedId committedId;
    private final Timer total;
    private final SessionLog log;
    private final long startedAt;
    private final CompletableFuture<SessionState.Open> opening = new CompletableFuture<>();
    private final CompletableFuture<SessionState.Closed> end = new CompletableFuture<>();

    private Runnable whenEnded = () -> {};
    private volatile SessionState state = new SessionState.Connecting(1);
    private volatile boolean closing;
    private volatile boolean held; // bytes of the body, or a batch that is due; for other threads
    private boolean pausing; // the quantum is used up, and there is more
    private boolean restIsOut; // the last batch was handed over at the end, and may still be handled

    @SuppressWarnings("this-escape") // handed to parts of this session only, which do nothing before start()
    public Session(Environment environment, SseRequest request, EventDecoder<T> decoder, Outlet<T> outlet) {
        this.environment = environment;
        this.request = request;
        this.outlet = outlet;
        this.place = outlet.place();
        this.quantum = place.hasQuantum() ? Quantum.by(environment.scheduler()) : Quantum.endless();
        this.mailbox = new Mailbox(place, quantum, this::run);
        this.log = new SessionLog(request);
        this.startedAt = environment.scheduler().nanoTime();
        int unacknowledged = request.delivery().maxUnacknowledged();
        Acknowledgements acknowledgements = unacknowledged == 0
                ? null
                : new Acknowledgements(unacknowledged, () -> mailbox.control(new Input.Acknowledged()));
        this.commits = new Commits(acknowledgements);
        this.pipe = new EventPipe<>(
                request,
                decoder,
                outlet,
                environment.pool(),
                counters,
                commits,
                acknowledgements,
                quantum,
                () -> closing,
                this::warn);
        pipe.startFrom(request.lastEventId());
        this.conversation = new Conversation<>(this, environment, request, pipe, counters, mailbox);
        this.vitals = new Vitals(request.timeouts(), environment.scheduler(), counters, conversation::traffic);
        this.committedId = new CommittedId(request.lastEventIdStore(), commits);
        this.total = timer(this::reachedTotal);
        place.attach(environment.scheduler(), mailbox);
        outlet.attach(this::timer);
    }

    private Timer timer(Runnable action) {
        return new Timer(environment.scheduler(), mailbox::controlElsewhere, action);
    }

    /** Runs something just before {@link #closed()} completes. To be called before the start. */
    void whenEnded(Runnable what) {
        whenEnded = what;
    }

    /** Begins. Once. */
    public void start() {
        mailbox.control(new Input.Start());
    }

    /** The outlet may be ready now. */
    void demanded() {
        mailbox.wake();
    }

    /** As {@link #demanded()}, on a thread of the place, where the drain runs at once unless one is asked for already. */
    void demandedHere() {
        mailbox.drainHere();
    }

    /** Whether something waits for the outlet. */
    boolean hasForOutlet() {
        return held || mailbox.peekStream() != null;
    }

    @Override
    public SessionState state() {
        return state;
    }

    @Override
    public Health health() {
        return vitals.health(state);
    }

    @Override
    public @Nullable Instant lastActivity() {
        return vitals.lastActivity();
    }

    @Override
    public String lastEventId() {
        return commits.lastEventId();
    }

    @Override
    public SessionMetrics metrics() {
        return vitals.metrics();
    }

    @Override
    public void reconnect() {
        mailbox.control(new Input.Reconnect());
    }

    /** The machine was suspended for so long. From any thread. */
    void suspended(Duration time) {
        mailbox.controlElsewhere(new Input.Suspended(time));
    }

    @Override
    public CompletionStage<SessionState.Open> opened() {
        return opening.minimalCompletionStage();
    }

    @Override
    public void close() {
        closing = true;
        Attempt attempt = conversation.current();
        if (attempt != null) {
            attempt.cancel();
        }
        place.closing();
        mailbox.control(new Input.Close());
    }

    @Override
    public CompletionStage<SessionState.Closed> closed() {
        return end.minimalCompletionStage();
    }

    /** True if it stops because its quantum is used up. */
    private boolean run() {
        pausing = false;
        while (true) {
            try {
                boolean more = step();
                requireSaved(committedId.save());
                if (!more) {
                    break;
                }
            } catch (SessionFault fault) {
                finish(Reason.FAILED, fault.failure());
            } catch (Throwable thrown) {
                finish(Reason.FAILED, Faults.inside(thrown));
            }
        }
        held = pipe.body.isHeld() || outlet.isDue();
        if (state instanceof SessionState.Closed closed && !(commits.waits() && mayCommit(closed))) {
            outlet.settled();
        }
        return pausing;
    }

    /** Takes one input, or goes on with what is held; false if there is nothing that can be done now. */
    private boolean step() {
        if (state instanceof SessionState.Closed closed) {
            if (mayCommit(closed)) {
                commitHandled();
            }
            return discard();
        }
        Failure broken = closing ? null : place.failure();
        if (broken != null) {
            finish(Reason.FAILED, broken);
            return true;
        }
        Input control = mailbox.nextControl();
        if (control != null) {
            handle(control);
            return true;
        }
        commitHandled();
        if (pipe.isFull()) {
            outlet.flush(); // nothing more comes before some of it is acknowledged
        }
        if (outlet.isDue() && outlet.isReady()) {
            handOver();
            return true;
        }
        return takeFromStream();
    }

    private boolean takeFromStream() {
        boolean isHeld = pipe.body.isHeld();
        Input next = isHeld ? null : mailbox.peekStream();
        boolean waits = isHeld || (next != null && conversation.waitsForDemand(next));
        if ((waits && !pipe.hasRoom()) || (!isHeld && next == null)) {
            return false;
        }
        pausing = quantum.isOver();
        if (pausing) {
            return false;
        }
        if (next == null) {
            conversation.resume();
        } else {
            mailbox.nextStream();
            handle(next);
        }
        return true;
    }

    /** The transport may bring another burst; to a guest on its place when that has left. */
    void burstParsed(Attempt attempt) {
        quantum.burst();
        if (mailbox.isGuest()) {
            mailbox.afterwards(attempt::parsed);
        } else {
            attempt.parsed();
        }
    }

    /** Whether what was handed over last may still count as handled, though the session has ended. */
    private boolean mayCommit(SessionState.Closed closed) {
        return closed.reason() != Reason.CLOSED || restIsOut;
    }

    private void commitHandled() {
        if (commits.waits() && outlet.hasHandled()) {
            commits.handled();
        }
    }

    private void handOver() {
        try {
            commits.delivered(outlet.deliverDue());
        } catch (Throwable thrown) { // languages without checked exceptions throw any
            commits.abandon();
            throw new SessionFault(Handler.SUBSCRIBER, thrown);
        }
    }

    /** What has been collected goes out before anything else happens. */
    void flush() {
        outlet.flush();
        if (outlet.isDue() && outlet.isReady()) {
            handOver();
        }
    }

    private boolean discard() {
        Input control = mailbox.nextControl();
        if (control instanceof Input.Acknowledged) {
            commits.acknowledged();
        }
        boolean any = control != null;
        Input input = mailbox.nextStream();
        if (input instanceof Input.Bytes bytes) {
            environment.pool().release(bytes.array());
        }
        return any || input != null;
    }

    private void handle(Input input) {
        if (input instanceof Input.OfExchange ofExchange) {
            Attempt attempt = ofExchange.attempt();
            if (attempt == conversation.current()) {
                conversation.handle(attempt, ofExchange);
            } else if (input instanceof Input.Bytes late) {
                environment.pool().release(late.array());
            }
        } else if (input instanceof Input.Fired fired) {
            fired.timer().fired(fired.armed());
        } else if (input instanceof Input.Close) {
            finish(Reason.CLOSED, null);
        } else if (input instanceof Input.Start) {
            begin();
        } else if (input instanceof Input.Acknowledged) {
            commits.acknowledged();
        } else if (input instanceof Input.Reconnect) {
            conversation.reconnect();
        } else if (input instanceof Input.Customized customized) {
            conversation.customized(customized);
        } else if (input instanceof Input.Suspended suspended) {
            conversation.suspended(suspended.time());
        }
    }

    private void begin() {
        if (closing) {
            return;
        }
        String stored = committedId.load();
        if (stored != null) {
            pipe.startFrom(stored);
        }
        ConnectionTimers.arm(total, request.timeouts().total());
        conversation.connect();
    }

    private void reachedTotal() {
        finish(
                Reason.FAILED,
                new Failure.TimedOut(
                        Failure.TimedOut.Kind.TOTAL, request.timeouts().total()));
    }

    void firstEventSeen() {
        if (!counters.hasFirstEvent()) {
            counters.firstEvent(environment.scheduler().nanoTime() - startedAt);
        }
    }

    void finish(Reason reason, @Nullable Failure failure) {
        finish(reason, failure, null);
    }

    void finish(Reason reason, @Nullable Failure failure, @Nullable NotRetried notRetried) {
        if (isClosed()) {
            return;
        }
        closing = true;
        release();
        Failure late = first(deliverRest(failure), committedId.save());
        committedId.close();
        var closed = late == null
                ? new SessionState.Closed(reason, failure, conversation.progress(), notRetried)
                : new SessionState.Closed(Reason.FAILED, late, conversation.progress(), null);
        state = closed;
        log.ended(closed);
        while (discard()) {
            // what still waits is released before anybody is told of the end
        }
        try {
            outlet.closed(closed);
        } catch (Throwable thrown) {
            LOG.log(System.Logger.Level.WARNING, "the handler threw at the session's end", thrown);
        }
        whenEnded.run();
        if (!opening.isDone()) {
            opening.completeExceptionally(
                    closed.failure() == null
                            ? new CancellationException("the session ended before the stream was open")
                            : new SseException(closed));
        }
        end.complete(closed);
    }

    /** What it throws, as a broken transport may, must not keep the session from its end. */
    private void release() {
        try {
            conversation.close();
            total.cancel();
        } catch (Throwable thrown) {
            LOG.log(System.Logger.Level.WARNING, "something was not released at the session's end", thrown);
        }
        place.ended();
    }

    /** The last batch. What its handler throws ends the session, unless that has failed already. */
    private @Nullable Failure deliverRest(@Nullable Failure before) {
        outlet.flush();
        if (!outlet.isDue()) {
            return null;
        }
        if (place.failure() != null) {
            return before == null ? place.failure() : null; // there is no thread that the handler expects
        }
        try {
            handOver();
            restIsOut = true;
            return null;
        } catch (SessionFault fault) {
            if (before != null) {
                LOG.log(System.Logger.Level.WARNING, "the handler threw at the session's end", fault.thrown());
                return null;
            }
            return fault.failure();
        }
    }

    private static @Nullable Failure first(@Nullable Failure one, @Nullable Failure other) {
        return one == null ? other : one;
    }

    boolean isClosed() {
        return state instanceof SessionState.Closed;
    }

    /** Whether the session is closed or about to be. */
    boolean isClosing() {
        return closing;
    }

    void enter(SessionState next) {
        if (closing) {
            return; // close is final: what follows is the end
        }
        state = next;
        if (next instanceof SessionState.Open open) {
            log.opened(open);
        }
        try {
            outlet.state(next);
        } catch (Throwable thrown) {
            throw new SessionFault(Handler.SUBSCRIBER, thrown);
        }
        if (next instanceof SessionState.Open open && !opening.isDone()) {
            opening.complete(open);
        }
    }

    /**
     * The stream was lost, or not opened, and is tried again.
     *
     * @param afterSuccess whether the connection counts as a success, after which losses are counted anew
     */
    void lost(SessionState.BackingOff backingOff, boolean afterSuccess) {
        if (!closing) {
            log.lost(backingOff, afterSuccess);
        }
        enter(backingOff);
    }

    void warn(Failure failure) {
        log.warned(failure);
        try {
            outlet.warning(failure);
        } catch (Throwable thrown) {
            throw new SessionFault(Handler.SUBSCRIBER, thrown);
        }
    }

    private void requireSaved(@Nullable Failure unsaved) {
        if (unsaved != null && isClosed()) {
            LOG.log(System.Logger.Level.WARNING, "an id acknowledged after the end was not saved", unsaved.cause());
        } else if (unsaved != null) {
            finish(Reason.FAILED, unsaved);
        }
    }
}
