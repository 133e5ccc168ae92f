package dev.rivulet.sse.internal;

import dev.rivulet.sse.EventDecoder;
import dev.rivulet.sse.Failure;
import dev.rivulet.sse.SessionMetrics;
import dev.rivulet.sse.SessionState;
import dev.rivulet.sse.SessionState.Closed.Reason;
import dev.rivulet.sse.SseRequest;
import dev.rivulet.sse.SseSession;
import dev.rivulet.sse.spi.LastEventIdStore;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * A subscription: its state, and the loop that takes one input after the other. But for the accessors and what only
 * enqueues, everything here, and in the {@link Conversation} and {@link EventPipe} behind it, runs in the mailbox's drain.
 */
public final class Session<T> implements SseSession {
    private static final System.Logger LOG = System.getLogger("dev.rivulet.sse");

    private final Environment environment;
    private final SseRequest request;
    private final Outlet<T> outlet;
    private final Mailbox mailbox;
    private final Counters counters = new Counters();
    private final EventPipe<T> pipe;
    private final Conversation<T> conversation;
    private final Timer total;
    private final long startedAt;
    private final CompletableFuture<SessionState.Closed> end = new CompletableFuture<>();

    private volatile SessionState state = new SessionState.Connecting(1);
    private volatile boolean closing;
    private volatile boolean held; // a mirror of the pipe's, for other threads

    @SuppressWarnings("this-escape") // handed to parts of this session only, which do nothing before start()
    public Session(Environment environment, SseRequest request, EventDecoder<T> decoder, Outlet<T> outlet) {
        this.environment = environment;
        this.request = request;
        this.outlet = outlet;
        this.mailbox = new Mailbox(outlet.place(), this::run);
        this.startedAt = environment.scheduler().nanoTime();
        this.pipe = new EventPipe<>(request, decoder, outlet, environment.pool(), counters, () -> closing);
        this.conversation = new Conversation<>(this, environment, request, pipe, counters, mailbox);
        this.total = new Timer(environment.scheduler(), mailbox::control, this::reachedTotal);
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
        Attempt attempt = conversation.current();
        return attempt == null ? counters.snapshot(0, 0) : counters.snapshot(attempt.receivedBytes(), attempt.bursts());
    }

    @Override
    public void close() {
        closing = true;
        Attempt attempt = conversation.current();
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
        Failure unsaved = saveCursor();
        if (unsaved != null) {
            finish(Reason.FAILED, unsaved);
        }
    }

    /** Takes one input, or goes on with what is held; false if there is nothing that can be done now. */
    private boolean step() {
        if (state instanceof SessionState.Closed closed) {
            if (closed.reason() != Reason.CLOSED) {
                commitHandled();
            }
            return discard();
        }
        Input control = mailbox.nextControl();
        if (control != null) {
            handle(control);
            return true;
        }
        commitHandled();
        if (pipe.isHeld()) {
            if (!outlet.isReady()) {
                return false;
            }
            conversation.resume();
            return true;
        }
        Input next = mailbox.peekStream();
        if (next == null || (conversation.waitsForDemand(next) && !outlet.isReady())) {
            return false;
        }
        mailbox.nextStream();
        handle(next);
        return true;
    }

    /** An outlet that is ready again has handled what it was given last. */
    private void commitHandled() {
        if (pipe.awaitsCommit() && outlet.isReady()) {
            pipe.handled();
        }
    }

    private boolean discard() {
        boolean any = mailbox.nextControl() != null;
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
        } else if (input instanceof Input.Customized customized) {
            conversation.customized(customized);
        }
    }

    private void begin() {
        LastEventIdStore store = request.lastEventIdStore();
        String stored = store == null ? null : store.load();
        pipe.startFrom(stored == null ? request.lastEventId() : stored);
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
        counters.firstEvent(environment.scheduler().nanoTime() - startedAt);
    }

    void finish(Reason reason, @Nullable Failure failure) {
        if (isClosed()) {
            return;
        }
        closing = true;
        conversation.close();
        total.cancel();
        Failure unsaved = saveCursor();
        var closed = unsaved == null
                ? new SessionState.Closed(reason, failure)
                : new SessionState.Closed(Reason.FAILED, unsaved);
        state = closed;
        while (discard()) {
            // what still waits is released before anybody is told of the end
        }
        try {
            outlet.closed(closed);
        } catch (RuntimeException | Error thrown) {
            LOG.log(System.Logger.Level.WARNING, "the handler threw at the session's end", thrown);
        }
        end.complete(closed);
    }

    boolean isClosed() {
        return state instanceof SessionState.Closed;
    }

    /** Whether the session is closed or about to be. */
    boolean isClosing() {
        return closing;
    }

    void enter(SessionState next) {
        state = next;
        try {
            outlet.state(next);
        } catch (RuntimeException | Error thrown) {
            throw new SessionFault(thrown);
        }
    }

    void warn(Failure failure) {
        LOG.log(System.Logger.Level.WARNING, failure.message());
        try {
            outlet.warning(failure);
        } catch (RuntimeException | Error thrown) {
            throw new SessionFault(thrown);
        }
    }

    /** Saves the committed cursor if it moved; a store that throws ends the session. */
    private @Nullable Failure saveCursor() {
        LastEventIdStore store = request.lastEventIdStore();
        if (store == null || !pipe.takeCursorMoved()) {
            return null;
        }
        try {
            store.save(pipe.committed.get());
            return null;
        } catch (RuntimeException | Error thrown) {
            return new Failure.HandlerFailed(thrown);
        }
    }
}
