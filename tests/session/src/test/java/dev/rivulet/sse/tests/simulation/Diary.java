package dev.rivulet.sse.tests.simulation;

import dev.rivulet.sse.SessionState;
import dev.rivulet.sse.SseEvent;
import dev.rivulet.sse.SseSubscriber;

/** Writes down every callback of a run. */
record Diary(SseSubscriber<SseEvent> subscriber, StringBuilder text) implements SseSubscriber<SseEvent> {
    static String of(Schedule schedule) {
        var text = new StringBuilder();
        var interference = Interference.NONE.withSubscriber(subscriber -> new Diary(subscriber, text));
        new Simulation(interference).play(schedule);
        return text.toString();
    }

    @Override
    public void onEvent(SseEvent event) throws Exception {
        text.append(event).append('\n');
        subscriber.onEvent(event);
    }

    @Override
    public void onState(SessionState state) {
        text.append(state).append('\n');
        subscriber.onState(state);
    }
}
