package dev.rivulet.sse.tests.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.sse.Failure;
import dev.rivulet.sse.SessionState;
import dev.rivulet.sse.SseEvent;
import dev.rivulet.sse.SseSubscriber;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Records what a session brings. Its hooks run inside the callbacks, after the recording. */
final class Recorder implements SseSubscriber<SseEvent> {
    final List<SseEvent> events = new ArrayList<>();
    final List<SessionState> states = new ArrayList<>();
    final List<Failure> warnings = new ArrayList<>();
    final List<String> comments = new ArrayList<>();
    Consumer<SseEvent> onEvent = event -> {};
    Consumer<SessionState> onState = state -> {};
    Consumer<Failure> onWarning = failure -> {};
    Consumer<String> onComment = comment -> {};
    private String violation = "";
    private boolean inside;

    @Override
    public void onEvent(SseEvent event) {
        called("event", () -> {
            events.add(event);
            onEvent.accept(event);
        });
    }

    @Override
    public void onState(SessionState state) {
        called("state", () -> {
            states.add(state);
            onState.accept(state);
        });
    }

    @Override
    public void onWarning(Failure failure) {
        called("warning", () -> {
            warnings.add(failure);
            onWarning.accept(failure);
        });
    }

    @Override
    public void onComment(String comment) {
        called("comment", () -> {
            comments.add(comment);
            onComment.accept(comment);
        });
    }

    SessionState lastState() {
        return states.get(states.size() - 1);
    }

    private void called(String what, Runnable call) {
        if (inside) {
            violation = "a callback was called inside another: " + what;
        }
        boolean ended = !states.isEmpty() && lastState() instanceof SessionState.Closed;
        if (ended) {
            violation = "called after Closed: " + what;
        }
        inside = true;
        try {
            call.run();
        } finally {
            inside = false;
        }
    }

    void check() {
        assertThat(violation).isEmpty();
    }
}
