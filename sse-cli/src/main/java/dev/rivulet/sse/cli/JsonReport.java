package dev.rivulet.sse.cli;

import dev.rivulet.sse.Failure;
import dev.rivulet.sse.SessionState;
import dev.rivulet.sse.SseEvent;
import dev.rivulet.sse.http.Headers;
import dev.rivulet.sse.http.Redacted;
import dev.rivulet.sse.http.ResponseHead;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** For programs: one object a line, events on standard output, everything else on standard error. */
final class JsonReport implements Report {
    private final Display display;

    JsonReport(Display display) {
        this.display = display;
    }

    @Override
    public void event(SseEvent event) {
        display.event(Json.object()
                        .with("type", event.type())
                        .with("data", event.data())
                        .with("id", event.id())
                + "\n");
    }

    @Override
    public void state(SessionState state) {
        if (state instanceof SessionState.Connecting connecting) {
            say(Json.object().with("state", "connecting").with("attempt", connecting.attempt()));
        } else if (state instanceof SessionState.Open open) {
            say(Json.object()
                    .with("state", "open")
                    .with("status", open.status())
                    .with("protocol", open.protocol())
                    .with("uri", Redacted.uri(open.uri()))
                    .with("attempt", open.attempt())
                    .with("resumed", open.resumeRequested() ? "requested" : "no")
                    .with("lastEventId", open.lastEventIdSent())
                    .with("gapMs", millis(open.gap())));
        } else if (state instanceof SessionState.BackingOff backingOff) {
            retried(backingOff);
        } else if (state instanceof SessionState.Closed closed) {
            String reason = closed.reason().name().toLowerCase(Locale.ROOT);
            say(with(closed.progress(), Json.object().with("state", "closed").with("reason", reason)));
        }
    }

    @Override
    public void retried(SessionState.BackingOff backingOff) {
        Json state = Json.object()
                .with("state", "backing_off")
                .with("delayMs", backingOff.delay().toMillis())
                .with("nextAttempt", backingOff.nextAttempt());
        say(with(backingOff.progress(), state).with("failure", of(backingOff.failure())));
    }

    @Override
    public void warning(Failure failure) {
        say(Json.object().with("warning", of(failure)));
    }

    @Override
    public void warning(String message) {
        say(Json.object().with("warning", Json.object().with("message", message)));
    }

    @Override
    public void recorded(Duration at, String state) {
        say(Json.object().with("atMs", TimeUnit.MILLISECONDS.convert(at)).with("state", state));
    }

    @Override
    public void failure(Ending ending) {
        say(with(ending.progress(), Json.object().with("failure", of(ending.failure())))
                .with("notRetried", ending.notRetried()));
    }

    @Override
    public void interrupted(long events, String lastEventId) {
        say(Json.object().with("interrupted", true).with("events", events).with("lastEventId", lastEventId));
    }

    @Override
    public void transport(String name) {
        say(Json.object().with("transport", name));
    }

    @Override
    public void sent(String method, String uri, Headers headers) {
        say(Json.object()
                .with(
                        "request",
                        Json.object()
                                .with("method", method)
                                .with("uri", Redacted.uri(uri))
                                .with("headers", HeadLines.of(headers))));
    }

    @Override
    public void received(ResponseHead head) {
        say(Json.object()
                .with(
                        "response",
                        Json.object()
                                .with("status", head.status())
                                .with("protocol", head.protocol())
                                .with("headers", HeadLines.of(head.headers()))));
    }

    private static Json with(SessionState.Progress progress, Json json) {
        return json.with("attempt", progress.attempt())
                .with("eventsOnConnection", progress.eventsOnConnection())
                .with("events", progress.events());
    }

    private static Json of(Failure failure) {
        Json json = Json.object()
                .with("code", failure.code())
                .with("message", failure.message())
                .with("advice", CliAdvice.of(failure))
                .with("retryable", failure.retryable());
        Failure.Response response = Wording.response(failure);
        return response == null ? json : json.with("status", response.status()).with("body", response.body());
    }

    private static @Nullable Long millis(@Nullable Duration time) {
        return time == null ? null : time.toMillis();
    }

    private void say(Json json) {
        display.message(json.toString());
    }
}
