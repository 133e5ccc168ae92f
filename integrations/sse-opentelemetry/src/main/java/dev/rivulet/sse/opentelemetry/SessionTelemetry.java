package dev.rivulet.sse.opentelemetry;

import dev.rivulet.sse.SessionMetrics;
import dev.rivulet.sse.SessionObserver;
import dev.rivulet.sse.SessionState;
import dev.rivulet.sse.http.Headers;
import dev.rivulet.sse.http.ResponseHead;
import io.opentelemetry.context.Context;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What is traced and measured of one session. A part that fails keeps no other from its calls. Confined to the session. */
final class SessionTelemetry implements SessionObserver {
    private final Context context;
    private final Requests requests;
    private final Guard guard;
    private final List<SessionObserver> parts = new ArrayList<>(3);

    SessionTelemetry(Context context, Requests requests, Guard guard) {
        this.context = context;
        this.requests = requests;
        this.guard = guard;
        parts.add(requests);
    }

    /** To be called before the session starts. */
    void add(SessionObserver part) {
        parts.add(part);
    }

    private void each(Consumer<SessionObserver> call) {
        for (SessionObserver part : parts) {
            guard.run(() -> call.accept(part));
        }
    }

    /** Nothing where the context is current already, as the root is on most threads. */
    @Override
    @SuppressWarnings("MustBeClosedChecker") // the session closes what is returned
    public @Nullable Scope enter() {
        if (Context.current() == context) {
            return null;
        }
        io.opentelemetry.context.Scope entered = context.makeCurrent();
        return entered::close;
    }

    @Override
    public Headers sending(int attempt, String method, URI uri, Headers headers) {
        return requests.sending(attempt, method, uri, headers);
    }

    @Override
    public void head(ResponseHead head) {
        requests.head(head);
    }

    @Override
    public void state(SessionState state) {
        each(part -> part.state(state));
    }

    @Override
    public Duration interval() {
        Duration shortest = Duration.ZERO;
        for (SessionObserver part : parts) {
            Duration asked = part.interval();
            shortest = asked.isZero() ? shortest : asked;
        }
        return shortest;
    }

    @Override
    public void counted(SessionMetrics metrics) {
        each(part -> part.counted(metrics));
    }
}
