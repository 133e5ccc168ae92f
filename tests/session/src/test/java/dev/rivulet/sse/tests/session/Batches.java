package dev.rivulet.sse.tests.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.sse.SessionState;
import dev.rivulet.sse.SseEvent;
import dev.rivulet.sse.SseSubscriber;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Records batches and states in one line, such as {@code Connecting, Open, [a b], BackingOff}. */
final class Batches implements SseSubscriber<List<SseEvent>> {
    /** Runs inside the handler, after the recording. */
    interface Hook {
        void run(List<SseEvent> batch) throws Exception;
    }

    final List<String> log = new ArrayList<>();
    final List<List<SseEvent>> all = new ArrayList<>();
    Hook onBatch = batch -> {};

    @Override
    public void onEvent(List<SseEvent> batch) throws Exception {
        log.add(data(batch));
        all.add(batch);
        onBatch.run(batch);
    }

    @Override
    public void onState(SessionState state) {
        log.add(state.getClass().getSimpleName());
    }

    /** The data of a batch, as {@code [a b]}. */
    static String data(List<SseEvent> batch) {
        return batch.stream().map(SseEvent::data).collect(Collectors.joining(" ", "[", "]"));
    }

    /** That this is all that came since this was asked last. */
    void assertCame(String... these) {
        assertThat(log).containsExactly(these);
        log.clear();
    }
}
