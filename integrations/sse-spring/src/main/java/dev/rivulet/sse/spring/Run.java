package dev.rivulet.sse.spring;

import dev.rivulet.sse.SessionState;
import dev.rivulet.sse.SseClient;
import dev.rivulet.sse.SseRequest;
import dev.rivulet.sse.SseSession;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A stream from one start to its end. Thread-safe. */
final class Run {
    private static final System.Logger LOG = System.getLogger("dev.rivulet.sse.spring");

    private final ListenerDefinition listener;
    private final Stopped stopped = new Stopped();
    private final CompletableFuture<@Nullable Void> ended = new CompletableFuture<>();
    private final long startedAt = System.nanoTime();
    private volatile boolean stopping;
    private volatile boolean open;
    private volatile long notOpenSince = startedAt;
    private volatile @Nullable SseSession session;
    private volatile @Nullable SseRequest request; // null until the run before has ended
    private volatile @Nullable Run waitsFor; // null from then on

    Run(ListenerDefinition listener) {
        this.listener = listener;
    }

    /** Opens the session when the run before has ended, so that no two call the listener. */
    void openAfter(@Nullable Run before, SseRequest request, Supplier<SseClient> client) {
        if (before == null) {
            open(request, client);
        } else {
            Run last = before.lastToOpen();
            waitsFor = last;
            CompletionStage<?> over = last.ended;
            over.whenComplete((none, never) -> open(last.continued(request), client));
        }
    }

    /** This, or if this was stopped while it waited, and so never opens, what it waits for: else runs would form a chain. */
    private Run lastToOpen() {
        Run last = waitsFor; // looked at first: open() clears it after it has set the request
        return last != null && stopping && request == null ? last : this;
    }

    /** The request of the next run: after the last event that was handled, unless a store knows that. */
    private SseRequest continued(SseRequest configured) {
        SseSession done = session;
        SseRequest used = request;
        if (configured.lastEventIdStore() != null || used == null) {
            return configured;
        }
        return done == null ? used : configured.lastEventId(done.lastEventId());
    }

    private void open(SseRequest with, Supplier<SseClient> client) {
        request = with;
        waitsFor = null;
        if (stopping) {
            ended.complete(null);
            return;
        }
        SseSession opened;
        try {
            opened = listener.subscribe(client.get(), with, stopped, this::state);
        } catch (RuntimeException | Error failed) {
            stopping = true;
            ended.complete(null);
            LOG.log(
                    System.Logger.Level.ERROR,
                    "listener " + listener.id() + ": its stream could not be started",
                    failed);
            throw failed;
        }
        session = opened;
        opened.closed().whenComplete((end, never) -> ended.complete(null));
        if (stopping) {
            opened.close();
        }
    }

    private void state(SessionState state) {
        boolean isOpen = state instanceof SessionState.Open;
        if (open && !isOpen) {
            notOpenSince = System.nanoTime();
        }
        open = isOpen;
    }

    void stop() {
        stopping = true;
        stopped.set();
        SseSession opened = session;
        if (opened != null) {
            opened.close();
        }
    }

    boolean isRunning() {
        return !stopping && !ended.isDone() && !(state() instanceof SessionState.Closed);
    }

    private @Nullable SessionState state() {
        SseSession opened = session;
        return opened == null ? null : opened.state();
    }

    @Nullable
    SseSession session() {
        return session;
    }

    CompletableFuture<?> ended() {
        return ended;
    }

    @Nullable
    Duration notOpenFor() {
        return open ? null : Duration.ofNanos(System.nanoTime() - notOpenSince);
    }
}
