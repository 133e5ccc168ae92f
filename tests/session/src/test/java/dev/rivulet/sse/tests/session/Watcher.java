package dev.rivulet.sse.tests.session;

import dev.rivulet.sse.ClientObserver;
import dev.rivulet.sse.Failure;
import dev.rivulet.sse.SessionMetrics;
import dev.rivulet.sse.SessionObserver;
import dev.rivulet.sse.SessionState;
import dev.rivulet.sse.SseClient;
import dev.rivulet.sse.SseRequest;
import dev.rivulet.sse.SseSession;
import dev.rivulet.sse.http.Headers;
import dev.rivulet.sse.http.ResponseHead;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Notes each call of an observer, in words. */
class Watcher implements ClientObserver, SessionObserver {
    final List<String> calls = new CopyOnWriteArrayList<>(); // a stream's session is on another thread
    final List<SessionMetrics> counts = new CopyOnWriteArrayList<>();
    Headers adds = Headers.none();
    Duration interval = Duration.ZERO;
    boolean bursts;
    int entered;

    @Nullable
    SseClient attached;

    @Override
    public void attached(SseClient client) {
        attached = client;
    }

    @Override
    public SessionObserver observe(SseSession session, SseRequest request) {
        calls.add("observe " + request.name() + " " + session.state());
        return this;
    }

    @Override
    public Scope enter() {
        entered++;
        return () -> entered--;
    }

    @Override
    public Headers sending(int attempt, String method, URI uri, Headers headers) {
        calls.add("sending " + attempt + " " + method + " " + uri.getPath() + " " + headers.first("Last-Event-ID"));
        return adds;
    }

    @Override
    public void head(ResponseHead head) {
        calls.add("head " + head.status());
    }

    @Override
    public void state(SessionState state) {
        calls.add(state.getClass().getSimpleName());
    }

    @Override
    public void warning(Failure failure) {
        calls.add("warning " + failure.code());
    }

    @Override
    public void firstEvent(Duration sinceStart) {
        calls.add("first event " + sinceStart);
    }

    @Override
    public boolean watchesBursts() {
        return bursts;
    }

    @Override
    public void burst(long events, long bytes, long nanoTime) {
        calls.add("burst " + events + " " + bytes);
    }

    @Override
    public Duration interval() {
        return interval;
    }

    @Override
    public void counted(SessionMetrics metrics) {
        counts.add(metrics);
        calls.add("counted " + metrics.events());
    }
}
