package dev.rivulet.sse.micrometer;

import dev.rivulet.sse.Failure;
import dev.rivulet.sse.SessionObserver;
import dev.rivulet.sse.SessionState;
import dev.rivulet.sse.http.Headers;
import dev.rivulet.sse.http.ResponseHead;
import io.micrometer.observation.ObservationRegistry;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** An observation of each request of one session. Confined to the session. */
final class RequestObservations implements SessionObserver {
    private final ObservationRegistry registry;
    private final Opener opener;
    private final StreamNames.Key stream;
    private final @Nullable String name;
    private final Guard guard;

    private @Nullable ObservedRequest current; // until the head of its response has been judged

    RequestObservations(
            ObservationRegistry registry, Opener opener, StreamNames.Key stream, @Nullable String name, Guard guard) {
        this.registry = registry;
        this.opener = opener;
        this.stream = stream;
        this.name = name;
        this.guard = guard;
    }

    @Override
    public @Nullable Scope enter() {
        return opener.enter();
    }

    @Override
    public Headers sending(int attempt, String method, URI uri, Headers headers) {
        finish(null); // it was redirected here
        var request = new ObservedRequest(registry, opener.observation(), stream, contextualName(method));
        guard.run(() -> {
            request.start(attempt, method, uri);
            current = request; // one whose start has failed is not stopped
        });
        return request.headers();
    }

    private String contextualName(String method) {
        return name == null ? method : method + " " + name;
    }

    @Override
    public void head(ResponseHead head) {
        if (current != null) {
            current.answered(head);
            if (head.status() >= 400) {
                finish(RequestFailed.by(head.status()));
            }
        }
    }

    @Override
    public void state(SessionState state) {
        if (state instanceof SessionState.Open) {
            finish(null);
        } else if (state instanceof SessionState.BackingOff backingOff) {
            finish(RequestFailed.by(backingOff.failure()));
        } else if (state instanceof SessionState.Closed closed) {
            finish(error(closed.failure()));
        }
    }

    private @Nullable RequestFailed error(@Nullable Failure failure) {
        if (failure != null) {
            return RequestFailed.by(failure);
        }
        return current != null && current.isAnswered() ? null : RequestFailed.cancelled();
    }

    private void finish(@Nullable RequestFailed error) {
        ObservedRequest ending = current;
        current = null;
        if (ending != null) {
            guard.run(() -> ending.stop(error));
        }
    }
}
