package dev.rivulet.sse.tests.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rivulet.sse.Failure;
import dev.rivulet.sse.SseClient;
import dev.rivulet.sse.SseEvent;
import dev.rivulet.sse.SseException;
import dev.rivulet.sse.SseRequest;
import dev.rivulet.sse.http.Phase;
import dev.rivulet.sse.policy.ReconnectPolicy;
import dev.rivulet.sse.testkit.FakeExchange;
import dev.rivulet.sse.testkit.FakeTransport;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What went wrong in other clients between threads. */
@Timeout(600)
class ThreadingCasesTest {
    private static final int EVENTS = 200_000;

    private final FakeTransport transport = new FakeTransport();
    private final SseClient client = SseClient.builder().transport(transport).build();
    private final FlowRecorder<SseEvent> seen = new FlowRecorder<>();

    @AfterEach
    void close() {
        client.close();
    }

    @Test
    void demand_from_eight_threads_at_once_neither_stalls_the_stream_nor_mixes_it_up() throws Exception {
        transport.answering(server -> server.open().onRead(new Numbers()));
        client.publisher(SseRequest.get(Rig.STREAM).endMarker("end")).subscribe(seen);
        Flow.Subscription subscription = seen.subscription.get(60, TimeUnit.SECONDS);
        AtomicInteger left = new AtomicInteger(EVENTS + 1);
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            Thread thread = new Thread(() -> {
                while (left.get() > 0) {
                    int more = 1 + ThreadLocalRandom.current().nextInt(3);
                    left.addAndGet(-more);
                    subscription.request(more);
                }
            });
            thread.start();
            threads.add(thread);
        }
        for (Thread each : threads) {
            each.join();
        }
        seen.end.get(60, TimeUnit.SECONDS);
        assertThat(seen.items)
                .extracting(SseEvent::data)
                .isEqualTo(IntStream.range(0, EVENTS).mapToObj(String::valueOf).toList());
    }

    @Test
    void who_waits_for_the_next_event_of_a_stream_is_woken_when_it_breaks() throws Exception {
        try (var stream = client.stream(SseRequest.post(Rig.STREAM, "{}"))) {
            FakeExchange server = opened();
            server.bytes("data: {\"progress\":1}\n\n");
            assertThat(stream.next().data()).contains("progress");
            var taker = new Taker<>(stream::next);
            taker.awaitParked();
            server.failed(Phase.BODY, new IOException("connection reset"));
            assertThatThrownBy(taker::result)
                    .isInstanceOf(ExecutionException.class)
                    .hasRootCauseMessage("connection reset");
        }
    }

    @Test
    void a_subscriber_with_demand_learns_that_the_stream_broke() throws Exception {
        client.publisher(SseRequest.post(Rig.STREAM, "{}")).subscribe(seen);
        seen.request(10);
        opened().bytes("data: {\"progress\":1}\n\n").failed(Phase.BODY, new IOException("connection reset"));
        assertThatThrownBy(() -> seen.end.get(60, TimeUnit.SECONDS))
                .cause()
                .isInstanceOfSatisfying(
                        SseException.class,
                        thrown -> assertThat(thrown.failure()).isInstanceOf(Failure.ConnectionFailed.class));
        assertThat(seen.items).hasSize(1);
    }

    @Test
    void a_broken_stream_is_reported_to_its_subscriber_though_no_one_waits_for_it() throws Exception {
        var session = client.subscribe(SseRequest.get(Rig.STREAM).reconnect(ReconnectPolicy.never()), event -> {});
        opened().bytes("data: a\n\n").failed(Phase.BODY, new IOException("connection reset"));
        var closed = session.closed().toCompletableFuture().get(60, TimeUnit.SECONDS);
        assertThat(closed.failure().cause()).hasMessage("connection reset");
    }

    private FakeExchange opened() {
        Awaitility.await().until(() -> transport.opened() > 0);
        return transport.last().open();
    }

    /** Sends the numbers, some at each read, and then the end. */
    private static final class Numbers implements Consumer<FakeExchange> {
        private int next;

        @Override
        public void accept(FakeExchange exchange) {
            if (next == EVENTS) {
                exchange.bytes("data: end\n\n");
                return;
            }
            var text = new StringBuilder();
            for (int most = Math.min(EVENTS, next + 50); next < most; next++) {
                text.append("data: ").append(next).append("\n\n");
            }
            exchange.bytes(text.toString());
        }
    }
}
