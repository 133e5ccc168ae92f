package dev.rivulet.sse.internal.jfr;

import dev.rivulet.sse.Failure;
import dev.rivulet.sse.SessionObserver;
import dev.rivulet.sse.SessionState;
import dev.rivulet.sse.SseRequest;
import dev.rivulet.sse.http.Headers;
import dev.rivulet.sse.http.Redacted;
import dev.rivulet.sse.http.ResponseHead;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** Writes a session's life into a recording of Java Flight Recorder. */
final class SessionEvents implements SessionObserver {
    private final long session;
    private final @Nullable String name;
    private String uri;
    private @Nullable AttemptEvent attempt; // whose head has not come
    private @Nullable BackOffEvent backOff; // that lasts

    SessionEvents(long session, SseRequest request) {
        this.session = session;
        this.name = request.name();
        this.uri = Redacted.uri(request.uri());
    }

    private <E extends SessionEvent> E of(E event) {
        event.session = session;
        event.name = name;
        event.uri = uri;
        return event;
    }

    @Override
    public Headers sending(int number, String method, URI to, Headers headers) {
        endAttempt();
        uri = Redacted.uri(to);
        AttemptEvent begun = of(new AttemptEvent());
        begun.attempt = number;
        begun.method = method;
        begun.begin();
        attempt = begun;
        return Headers.none();
    }

    @Override
    public void head(ResponseHead head) {
        if (attempt != null) {
            attempt.status = head.status();
            attempt.protocol = head.protocol();
            endAttempt();
        }
    }

    private void endAttempt() {
        if (attempt != null) {
            attempt.commit();
            attempt = null;
        }
    }

    private void failAttempt(@Nullable Failure failure) {
        if (attempt != null && failure != null) {
            attempt.failure = failure.code();
            attempt.message = failure.message();
        }
        endAttempt();
    }

    @Override
    public void state(SessionState state) {
        if (backOff != null) {
            backOff.commit();
            backOff = null;
        }
        if (state instanceof SessionState.Open open) {
            opened(open);
        } else if (state instanceof SessionState.BackingOff lost) {
            failAttempt(lost.failure());
            lost(lost);
        } else if (state instanceof SessionState.Closed closed) {
            failAttempt(closed.failure());
            closed(closed);
        }
    }

    private void opened(SessionState.Open open) {
        OpenEvent event = of(new OpenEvent());
        event.attempt = open.attempt();
        event.resumeRequested = open.resumeRequested();
        event.gap = open.gap() == null ? 0 : open.gap().toMillis();
        event.commit();
    }

    private void lost(SessionState.BackingOff lost) {
        LossEvent event = of(new LossEvent());
        event.attempt = lost.progress().attempt();
        event.failure = lost.failure().code();
        event.message = lost.failure().message();
        event.events = lost.progress().eventsOnConnection();
        event.commit();
        BackOffEvent begun = of(new BackOffEvent());
        begun.nextAttempt = lost.nextAttempt();
        begun.delay = lost.delay().toMillis();
        begun.begin();
        backOff = begun;
    }

    private void closed(SessionState.Closed closed) {
        CloseEvent event = of(new CloseEvent());
        event.reason = closed.reason().name();
        event.failure = closed.failure() == null ? null : closed.failure().code();
        event.message = closed.message();
        event.attempts = closed.progress().attempt();
        event.events = closed.progress().events();
        event.commit();
    }

    @Override
    public boolean watchesBursts() {
        return true;
    }

    @Override
    public void burst(long events, long bytes, long nanoTime) {
        var event = new BurstEvent();
        if (event.isEnabled()) {
            of(event).events = events;
            event.bytes = bytes;
            event.commit();
        }
    }
}
