package dev.rivulet.sse.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.sse.SseClient;
import dev.rivulet.sse.SseRequest;
import dev.rivulet.sse.SseSession;
import dev.rivulet.sse.policy.Dedup;
import dev.rivulet.sse.policy.Delivery;
import dev.rivulet.sse.testkit.FakeTransport;
import java.lang.management.ManagementFactory;
import java.net.URI;
import org.junit.jupiter.api.Test;

/** What an event with an id costs after a reconnect to a server that replays nothing. */
class IdCostTest {
    private static final int MANY = 1 << 17;
    private static final int EVENTS = 20_000;

    /** In processor time, which other processes do not use up. It was more than a hundred times as much. */
    @Test
    void it_does_not_depend_on_how_many_events_are_remembered() {
        double few = nanosPerEvent(64);
        double many = nanosPerEvent(MANY);
        assertThat(many).isLessThan(20 * few);
    }

    private static double nanosPerEvent(int remembered) {
        var transport = new FakeTransport().remembering(1);
        SseRequest request = SseRequest.get(URI.create("http://localhost/"))
                .delivery(Delivery.inline())
                .dedup(Dedup.defaults().remembered(remembered));
        try (SseClient client = SseClient.builder().transport(transport).build()) {
            SseSession session = client.<String>subscribe(request, view -> "constant", event -> {});
            transport.last().open();
            send(transport, 0, MANY);
            session.reconnect();
            transport.last().open();
            var threads = ManagementFactory.getThreadMXBean();
            long before = threads.getCurrentThreadCpuTime();
            send(transport, MANY, MANY + EVENTS);
            long spent = threads.getCurrentThreadCpuTime() - before;
            assertThat(session.metrics().delivered()).isEqualTo(MANY + EVENTS);
            return spent / (double) EVENTS;
        }
    }

    private static void send(FakeTransport transport, int from, int to) {
        for (int at = from; at < to; at += 1024) {
            var burst = new StringBuilder();
            for (int id = at; id < Math.min(to, at + 1024); id++) {
                burst.append("id: ").append(id).append("\ndata: x\n\n");
            }
            transport.last().bytes(burst.toString());
        }
    }
}
