package dev.rivulet.sse.cli;

import dev.rivulet.sse.Failure;
import dev.rivulet.sse.SessionState;
import dev.rivulet.sse.SseEvent;
import dev.rivulet.sse.http.Redacted;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** For programs: an object a line, events on standard output, all else on standard error. */
final class JsonReport implements Report {
    private final Terminal terminal;

    JsonReport(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public void event(SseEvent event) {
        terminal.out()
                .println(Json.object()
                        .with("type", event.type())
                        .with("data", event.data())
                        .with("id", event.id())
                        .toString());
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
            say(Json.object()
                    .with("state", "closed")
                    .with("reason", closed.reason().name().toLowerCase(Locale.ROOT)));
        }
    }

    @Override
    public void retried(SessionState.BackingOff backingOff) {
        say(Json.object()
                .with("state", "backing_off")
                .with("delayMs", backingOff.delay().toMillis())
                .with("nextAttempt", backingOff.nextAttempt())
                .with("failure", of(backingOff.failure())));
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
    public void failure(Failure failure) {
        say(Json.object().with("failure", of(failure)));
    }

    @Override
    public void interrupted(long events, String lastEventId) {
        say(Json.object().with("interrupted", true).with("events", events).with("lastEventId", lastEventId));
    }

    private static Json of(Failure failure) {
        Json json = Json.object()
                .with("kind", failure.getClass().getSimpleName())
                .with("message", failure.message())
                .with("advice", failure.advice())
                .with("retryable", failure.retryable());
        Failure.Response response = Wording.response(failure);
        return response == null ? json : json.with("status", response.status()).with("body", response.body());
    }

    private static @Nullable Long millis(@Nullable Duration time) {
        return time == null ? null : time.toMillis();
    }

    private void say(Json json) {
        terminal.out().flush();
        terminal.err().println(json.toString());
        terminal.err().flush();
    }
}
