package dev.rivulet.sse.cli;

import dev.rivulet.sse.Failure;
import dev.rivulet.sse.SessionState;
import dev.rivulet.sse.SseEvent;
import dev.rivulet.sse.SseSubscriber;

/** A tail whose session's states are recorded. */
record RecordedTail(Tail tail, Recorder recorder) implements SseSubscriber<SseEvent> {
    @Override
    public void onEvent(SseEvent event) {
        tail.onEvent(event);
    }

    @Override
    public void onState(SessionState state) {
        recorder.state(state);
        tail.onState(state);
    }

    @Override
    public void onWarning(Failure warning) {
        tail.onWarning(warning);
    }
}
