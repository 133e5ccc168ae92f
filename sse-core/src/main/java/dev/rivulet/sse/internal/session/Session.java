package dev.rivulet.sse.internal.session;

import static java.util.Objects.requireNonNull;

import dev.rivulet.sse.EventDecoder;
import dev.rivulet.sse.Failure;
import dev.rivulet.sse.SessionObserver;
import dev.rivulet.sse.SessionState;
import dev.rivulet.sse.SessionState.Closed.NotRetried;
import dev.rivulet.sse.SessionState.Closed.Reason;
import dev.rivulet.sse.SseRequest;
import dev.rivulet.sse.internal.ClientContext;
import dev.rivulet.sse.internal.CoreLog;
import dev.rivulet.sse.internal.HandlerException;
import dev.rivulet.sse.internal.commits.Acknowledgements;
import dev.rivulet.sse.internal.commits.Commits;
import dev.rivulet.sse.internal.commits.IdSaver;
import dev.rivulet.sse.internal.connection.ConnectionLoop;
import dev.rivulet.sse.internal.connection.Next;
import dev.rivulet.sse.internal.consumers.Outlet;
import dev.rivulet.sse.internal.consumers.Upstream;
import dev.rivulet.sse.internal.events.EventDelivery;
import dev.rivulet.sse.internal.events.EventPipe;
import dev.rivulet.sse.internal.mailbox.Input;
import dev.rivulet.sse.internal.mailbox.Mailbox;
import dev.rivulet.sse.internal.mailbox.Timers;
import dev.rivulet.sse.internal.metrics.Counters;
import dev.rivulet.sse.internal.metrics.SessionCounts;
import dev.rivulet.sse.internal.observation.ClientObservers;
import dev.rivulet.sse.internal.observation.Observation;
import dev.rivulet.sse.internal.recorder.Tape;
import dev.rivulet.sse.internal.recovery.TransportErrors;
import dev.rivulet.sse.internal.threads.Place;
import dev.rivulet.sse.internal.threads.Quantum;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A subscription: the loop that takes one input after the other, and does what follows from it. Except for the accessors and
 * what only enqueues, everything here, and in the parts that it owns, runs in the mailbox's drain.
 */
public final class Session<T> implements Upstream {
    private static final System.Logger LOG = CoreLog.INSTANCE;

    private final SessionLifecycle lifecycle;
    private final Place place;
    private final Mailbox<Input<Next>> mailbox;
    private final Commits commits;
    private final IdSaver saver;
    private final EventDelivery<T> delivery;
    private final EventPipe pipe;
    private final ConnectionLoop loop;
    private final SessionMonitor monitor;
    private final @Nullable TotalTime total; // null where it is off

    private volatile boolean held; // bytes of the body, or a batch that is due; for other threads
    private boolean pausing; // the quantum is used up, and there is more

    @SuppressWarnings("this-escape") // handed to parts of this session only, which do nothing before start()
    public Session(ClientContext context, SseRequest request, EventDecoder<T> decoder, Outlet<T> outlet) {
        var counters = new Counters(context.scheduler());
        this.lifecycle = new SessionLifecycle(request, outlet);
        this.place = outlet.place();
        Quantum quantum = place.hasQuantum() ? Quantum.by(context.scheduler()) : Quantum.endless();
        this.mailbox = new Mailbox<>(place, quantum, this::run);
        Timers<Next> timers = new Timers<>(context.scheduler(), mailbox::controlElsewhere);
        int unacknowledged = request.delivery().maxUnacknowledged();
        this.commits =
                new Commits(unacknowledged == 0 ? null : new Acknowledgements(unacknowledged, this::acknowledged));
        this.saver = new IdSaver(request.lastEventIdStore(), commits);
        BooleanSupplier closing = lifecycle::isClosing;
        this.delivery = new EventDelivery<>(request, decoder, outlet, commits, counters, closing);
        this.pipe = new EventPipe(request, delivery, context.pool(), counters, quantum, closing, lifecycle::warn);
        this.loop = new ConnectionLoop(context, request, pipe, counters, mailbox, timers, lifecycle);
        this.monitor = new SessionMonitor(request.timeouts(), context.scheduler(), counters, loop.exchanges());
        Duration most = request.timeouts().total();
        this.total = most.isZero() ? null : new TotalTime(most, timers);
        mailbox.hold(this::begin);
        pipe.startFrom(request.lastEventId(), request.lastEventHash());
        place.attach(context.scheduler(), mailbox::isWaiting);
        outlet.attach(timers);
    }

    /** Any thread. */
    private void acknowledged() {
        mailbox.control(new CommitAcknowledged(commits));
    }

    /** To be called before the start, once. */
    void reportEndTo(EndListener listener) {
        lifecycle.reportEndTo(listener);
    }

    /** To be called before the start, once, on the thread that opens the session. What an observer asks for waits. */
    public void observe(ClientObservers observers) {
        lifecycle.observe(this, observers);
    }

    /** Begins. Once. */
    public void start() {
        mailbox.release();
    }

    @Override
    public void demanded() {
        mailbox.wake();
    }

    @Override
    public void demandedHere() {
        mailbox.drainHere();
    }

    @Override
    public boolean hasForOutlet() {
        return held || mailbox.peekStream() != null;
    }

    @Override
    public SessionState state() {
        return lifecycle.state();
    }

    @Override
    public Health health() {
        return monitor.health(lifecycle.state());
    }

    @Override
    public @Nullable Instant lastActivity() {
        return monitor.lastActivity();
    }

    @Override
    public String lastEventId() {
        return commits.lastEventId();
    }

    @Override
    public SessionCounts metrics() {
        return monitor.metrics();
    }

    @Override
    public void dump(Path file) throws IOException {
        requireNonNull(file, "file");
        Observation watching = lifecycle.observation();
        Tape tape = watching == null ? null : watching.tape();
        if (tape == null) {
            throw new IllegalStateException("the flight recorder is off: see SseClient.Builder.flightRecorder");
        }
        tape.dump(file);
    }

    @Override
    public void reconnect() {
        Observation watching = lifecycle.observation();
        if (watching == null || !watching.isEntering()) {
            mailbox.control(loop::reconnect);
        }
    }

    /** The machine was suspended for so long. From any thread. */
    void suspended(Duration time) {
        mailbox.controlElsewhere(() -> loop.suspended(time));
    }

    @Override
    public CompletionStage<SessionState.Open> opened() {
        return lifecycle.opened();
    }

    @Override
    public void close() {
        lifecycle.closes();
        loop.exchanges().cancel();
        place.closing();
        mailbox.control(() -> Next.ended(Reason.CLOSED));
    }

    @Override
    public CompletionStage<SessionState.Closed> closed() {
        return lifecycle.closed();
    }

    /** True if it stops because its quantum is used up. */
    private boolean run() {
        Observation watching = state() instanceof SessionState.Closed ? null : lifecycle.observation();
        SessionObserver.Scope scope = watching == null ? null : watching.enter();
        try {
            return drain();
        } finally {
            if (scope != null) {
                scope.close();
            }
        }
    }

    private boolean drain() {
        pausing = false;
        while (true) {
            try {
                boolean more = step();
                requireSaved(saver.save());
                if (!more) {
                    break;
                }
            } catch (HandlerException e) {
                finish(Reason.FAILED, e.failure(), null);
            } catch (Throwable thrown) {
                finish(Reason.FAILED, TransportErrors.inside(thrown), null);
            }
        }
        held = pipe.isHeld() || delivery.isDue();
        if (state() instanceof SessionState.Closed closed) {
            delivery.settle(mayCommit(closed));
        }
        return pausing;
    }

    /** Takes one input, or continues with what is held; false if there is nothing that can be done now. */
    private boolean step() {
        if (state() instanceof SessionState.Closed closed) {
            delivery.afterEnd(mayCommit(closed));
            return discard();
        }
        Failure broken = lifecycle.isClosing() ? null : place.failure();
        if (broken != null) {
            finish(Reason.FAILED, broken, null);
            return true;
        }
        Input<Next> control = mailbox.nextControl();
        if (control != null) {
            follow(control.apply());
            return true;
        }
        delivery.commitHandled();
        return delivery.handOverDue() || takeFromStream();
    }

    private boolean takeFromStream() {
        boolean isHeld = pipe.isHeld();
        Input<Next> next = isHeld ? null : mailbox.peekStream();
        boolean waits = isHeld || (next != null && next.delivers());
        if ((waits && !delivery.hasRoom()) || (!isHeld && next == null)) {
            return false;
        }
        pausing = mailbox.isQuantumOver();
        if (pausing) {
            return false;
        }
        if (next == null) {
            follow(loop.resume());
        } else {
            mailbox.nextStream();
            follow(next.apply());
        }
        return true;
    }

    /** Does what follows from an input, and from that. */
    private void follow(@Nullable Next first) {
        Next next = first;
        while (next != null) {
            if (next instanceof Next.Lost lost) {
                next = loop.lost(lost.loss());
            } else if (next instanceof Next.Enter enter) {
                next = lifecycle.enter(enter) ? loop.entered() : null;
            } else if (next instanceof Next.End end) {
                finish(end.reason(), end.failure(), end.notRetried());
                return;
            }
        }
    }

    /** Whether what was handed over last may still count as handled, though the session has ended. */
    private static boolean mayCommit(SessionState.Closed closed) {
        return closed.reason() != Reason.CLOSED;
    }

    private boolean discard() {
        Input<Next> control = mailbox.nextControl();
        if (control != null) {
            control.afterEnd();
        }
        Input<Next> stream = mailbox.nextStream();
        if (stream != null) {
            stream.afterEnd();
        }
        return control != null || stream != null;
    }

    private @Nullable Next begin() {
        Observation watching = lifecycle.observation();
        if (watching != null) {
            watching.begin(loop.timers(), monitor::metrics);
        }
        if (lifecycle.isClosing()) {
            return null;
        }
        String stored = saver.load();
        if (stored != null) {
            pipe.startFromStored(stored);
        }
        if (total != null) {
            total.begin();
        }
        return loop.connect();
    }

    private void finish(Reason reason, @Nullable Failure failure, @Nullable NotRetried notRetried) {
        if (state() instanceof SessionState.Closed) {
            return;
        }
        lifecycle.closes();
        release();
        Failure rest = delivery.deliverRest(failure, place.failure());
        Failure unsaved = saver.save();
        saver.close();
        Failure late = rest == null ? unsaved : rest;
        SessionState.Progress progress = loop.exchanges().progress();
        var closed = late == null
                ? new SessionState.Closed(reason, failure, progress, notRetried)
                : new SessionState.Closed(Reason.FAILED, late, progress, null);
        lifecycle.end(closed);
        while (discard()) {
            // what still waits is released before the end is reported
        }
        lifecycle.reportEnd(closed);
    }

    /** What it throws, as a broken transport may, must not keep the session from its end. */
    private void release() {
        try {
            loop.close();
            if (total != null) {
                total.cancel();
            }
        } catch (Throwable thrown) {
            LOG.log(System.Logger.Level.WARNING, "something was not released at the session's end", thrown);
        }
        place.ended();
    }

    private void requireSaved(@Nullable Failure unsaved) {
        if (unsaved != null && state() instanceof SessionState.Closed) {
            LOG.log(System.Logger.Level.WARNING, "an id acknowledged after the end was not saved", unsaved.cause());
        } else if (unsaved != null) {
            finish(Reason.FAILED, unsaved, null);
        }
    }
}
