package dev.rivulet.sse.tests.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.sse.SessionState;
import dev.rivulet.sse.SseClient;
import dev.rivulet.sse.SseEvent;
import dev.rivulet.sse.SseRequest;
import dev.rivulet.sse.SseSession;
import dev.rivulet.sse.SseSubscriber;
import dev.rivulet.sse.http.Phase;
import dev.rivulet.sse.policy.Delivery;
import dev.rivulet.sse.testkit.FakeTransport;
import dev.rivulet.sse.testkit.VirtualTime;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;

/** close() is final also for what waits for the executor. */
class BeginningTest {
    private final VirtualTime time = new VirtualTime();
    private final FakeTransport transport = new FakeTransport();
    private final SseClient client =
            SseClient.builder().transport(transport).scheduler(time).build();
    private final Queue<Runnable> tasks = new ArrayDeque<>();
    private final List<SessionState> states = new ArrayList<>();
    private final SseRequest request =
            SseRequest.get(URI.create("https://news.example/stream")).delivery(Delivery.on(tasks::add));

    @Test
    void a_session_closed_before_it_began_only_closes() {
        client.subscribe(request, new States()).close();
        work();
        assertThat(states).hasSize(1).allMatch(state -> state instanceof SessionState.Closed);
    }

    @Test
    void a_session_closed_when_its_delay_is_over_only_closes() {
        SseSession session = client.subscribe(request, new States());
        work();
        transport.last().failed(Phase.CONNECT, new IOException("refused"));
        work();
        time.advance(Duration.ofMinutes(1));
        states.clear();
        session.close();
        work();
        assertThat(states).hasSize(1).allMatch(state -> state instanceof SessionState.Closed);
    }

    @Test
    void the_id_to_begin_with_is_committed_before_the_executor_runs() {
        SseSession session = client.subscribe(request.lastEventId("7"), new States());
        assertThat(session.lastEventId()).isEqualTo("7");
    }

    private void work() {
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
            task.run();
        }
    }

    private final class States implements SseSubscriber<SseEvent> {
        @Override
        public void onEvent(SseEvent event) {}

        @Override
        public void onState(SessionState state) {
            states.add(state);
        }
    }
}
