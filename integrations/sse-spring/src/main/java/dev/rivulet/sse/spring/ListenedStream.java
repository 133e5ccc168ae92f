package dev.rivulet.sse.spring;

import dev.rivulet.sse.LastEventIdStore;
import dev.rivulet.sse.SessionState;
import dev.rivulet.sse.SseClient;
import dev.rivulet.sse.SseRequest;
import dev.rivulet.sse.SseSession;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The stream of one listener. All methods may be called from any thread, also by the listener; none blocks. */
public final class ListenedStream {
    private final ListenerDefinition listener;
    private final SseRequest request;
    private final Supplier<SseClient> client;
    private final AtomicReference<@Nullable Run> run = new AtomicReference<>();

    ListenedStream(ListenerDefinition listener, SseRequest configured, Supplier<SseClient> client) {
        this.listener = listener;
        this.request = listener.request(configured);
        this.client = client;
    }

    /** The listener's id. */
    public String id() {
        return listener.id();
    }

    /** The stream's name. */
    public String stream() {
        return listener.stream();
    }

    boolean autoStartup() {
        return listener.autoStartup();
    }

    boolean sharesStoreWith(ListenedStream other) {
        LastEventIdStore store = request.lastEventIdStore();
        return store != null && store == other.request.lastEventIdStore();
    }

    /** Whether it has been started and has neither been stopped nor ended on its own. */
    public boolean isRunning() {
        Run now = run.get();
        return now != null && now.isRunning();
    }

    /** The session of the last start; null before the first, and while the session before it finishes. */
    public @Nullable SseSession session() {
        Run now = run.get();
        return now == null ? null : now.session();
    }

    /** What the session is doing; null before the first start, and while the session before it finishes. */
    public @Nullable SessionState state() {
        SseSession session = session();
        return session == null ? null : session.state();
    }

    /** For how long it has been started and not open; null while it is open, and if it is not running. */
    public @Nullable Duration notOpenFor() {
        Run now = run.get();
        return now == null || !now.isRunning() ? null : now.notOpenFor();
    }

    /**
     * Opens a session, which resumes after the last event that was handled. Does nothing if it is running. If the listener
     * still handles an event of the session before, the new session is opened when it has finished.
     */
    public void start() {
        Run before = run.get();
        if (before != null && before.isRunning()) {
            return;
        }
        var next = new Run(listener);
        if (run.compareAndSet(before, next)) { // else another thread has started it
            next.openAfter(before, request, client);
        }
    }

    /** Closes the session. An event that the listener is handling is finished. Does nothing if it is not running. */
    public void stop() {
        Run now = run.get();
        if (now != null) {
            now.stop();
        }
    }

    /** Closes the session; completes when the listener is not being called any longer, at once if it is what calls this. */
    CompletableFuture<?> end() {
        Run now = run.get();
        stop();
        return now == null || listener.method().isCalledByThisThread()
                ? CompletableFuture.completedFuture(null)
                : now.ended();
    }

    /** Reconnects now, and resumes after the last event ID. If it is not running, starts it. */
    public void reconnect() {
        SseSession session = isRunning() ? session() : null;
        if (session == null) {
            start();
        } else {
            session.reconnect();
        }
    }

    @Override
    public String toString() {
        SessionState state = state();
        return id() + " on " + stream() + ": " + (state == null ? "not started" : state);
    }
}
