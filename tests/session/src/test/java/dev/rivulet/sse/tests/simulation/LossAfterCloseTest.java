package dev.rivulet.sse.tests.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.sse.SessionState;
import dev.rivulet.sse.SseClient;
import dev.rivulet.sse.SseEvent;
import dev.rivulet.sse.SseRequest;
import dev.rivulet.sse.SseSession;
import dev.rivulet.sse.SseSubscriber;
import dev.rivulet.sse.http.Headers;
import dev.rivulet.sse.policy.Delivery;
import dev.rivulet.sse.testkit.FakeTransport;
import dev.rivulet.sse.testkit.VirtualTime;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;

/** Nothing but Closed is called after close(), also where a loss was on its way. */
class LossAfterCloseTest {
    private static final SseRequest REQUEST = SseRequest.get(URI.create("https://news.example/stream"));

    private final VirtualTime time = new VirtualTime();
    private final FakeTransport transport = new FakeTransport();
    private final SseClient client =
            SseClient.builder().transport(transport).scheduler(time).build();
    private final Queue<Runnable> tasks = new ArrayDeque<>();
    private final List<SessionState> states = new ArrayList<>();

    @Test
    void a_session_closed_in_its_unfinished_last_event_is_not_said_to_back_off() {
        SseSession[] session = new SseSession[1];
        SseRequest request = REQUEST.delivery(Delivery.inline()).deliverUnfinished(true);
        session[0] = client.subscribe(request, new States() {
            @Override
            public void onEvent(SseEvent event) {
                states.clear();
                session[0].close();
            }
        });
        transport.last().open().bytes("data: a\n").end();
        assertThat(states).hasSize(1).allMatch(state -> state instanceof SessionState.Closed);
    }

    @Test
    void a_session_closed_when_the_time_for_a_refused_body_is_over_is_not_said_to_back_off() {
        SseSession session = client.subscribe(REQUEST.delivery(Delivery.on(tasks::add)), new States());
        work();
        transport.last().head(503, Headers.none());
        work();
        time.advance(Duration.ofSeconds(3));
        states.clear();
        session.close();
        work();
        assertThat(states).hasSize(1).allMatch(state -> state instanceof SessionState.Closed);
    }

    private void work() {
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
            task.run();
        }
    }

    private class States implements SseSubscriber<SseEvent> {
        @Override
        public void onEvent(SseEvent event) {}

        @Override
        public void onState(SessionState state) {
            states.add(state);
        }
    }
}
