package dev.rivulet.sse.tests.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.sse.SessionState;
import dev.rivulet.sse.SseClient;
import dev.rivulet.sse.SseEvent;
import dev.rivulet.sse.SseRequest;
import dev.rivulet.sse.SseSession;
import dev.rivulet.sse.SseSubscriber;
import dev.rivulet.sse.policy.Delivery;
import dev.rivulet.sse.testkit.FakeTransport;
import dev.rivulet.sse.testkit.VirtualTime;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** Sessions whose executor runs nothing until the test says so, and the states that they are in. */
final class LateSession implements SseSubscriber<SseEvent> {
    final VirtualTime time = new VirtualTime();
    final FakeTransport transport = new FakeTransport();
    final SseClient client =
            SseClient.builder().transport(transport).scheduler(time).build();
    final List<SessionState> states = new ArrayList<>();
    final SseRequest inline =
            SseRequest.get(URI.create("https://news.example/stream")).delivery(Delivery.inline());
    private final TaskQueue tasks = new TaskQueue(() -> {}, () -> {});
    final SseRequest request = inline.delivery(Delivery.on(tasks));
    Runnable onEvent = () -> {};

    SseSession subscribe(SseRequest to) {
        return client.subscribe(to, this);
    }

    /** Runs all that waits for the executor. */
    void work() {
        while (tasks.run(1)) {
            // on
        }
    }

    void assertOnlyClosed() {
        assertThat(states).hasSize(1).allMatch(state -> state instanceof SessionState.Closed);
    }

    @Override
    public void onEvent(SseEvent event) {
        onEvent.run();
    }

    @Override
    public void onState(SessionState state) {
        states.add(state);
    }
}
