package dev.rivulet.sse.tests.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.sse.SessionState;
import dev.rivulet.sse.SseClient;
import dev.rivulet.sse.SseEvent;
import dev.rivulet.sse.SseRequest;
import dev.rivulet.sse.SseSession;
import dev.rivulet.sse.SseSubscriber;
import dev.rivulet.sse.policy.Delivery;
import dev.rivulet.sse.testkit.FakeExchange;
import dev.rivulet.sse.testkit.FakeTransport;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Flow;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A stream that is always ahead of its handler leaves the others of its thread their share. In virtual time. */
class FairnessTest {
    private static final Duration HANDLING = Duration.ofNanos(200_000);
    private static final int FEW = 30; // events in a turn of such a handler, at most

    private final BusyTime time = new BusyTime();
    private final Queue<Runnable> thread = new ArrayDeque<>();
    private final SseRequest request = SseRequest.get(Rig.STREAM).delivery(Delivery.on(thread::add));
    private final FakeTransport transport = new FakeTransport();
    private final SseClient client =
            SseClient.builder().transport(transport).scheduler(time).build();
    private final List<String> handled = new ArrayList<>();

    private record Stream(SseSession session, FakeExchange server) {}

    @AfterEach
    void everything_ends() {
        client.close();
        work(100);
        assertThat(thread).isEmpty();
        assertThat(client.metrics().sessions().values()).containsOnly(0);
    }

    @Test
    void a_slow_stream_gets_its_turn_after_a_few_events_of_a_busy_one() {
        Stream busy = open(this::handleSlowly);
        flood(busy.server, 100);
        Stream slow = open(event -> handled.add(event.data()));
        handled.clear();

        slow.server.bytes("data: slow\n\n");
        work(2);

        assertThat(handled).contains("slow");
        assertThat(handled.indexOf("slow")).isLessThanOrEqualTo(FEW);
    }

    @Test
    void of_many_busy_streams_each_gets_its_turn() {
        List<Stream> busy = IntStream.range(0, 5)
                .mapToObj(number -> open(event -> {
                    time.spend(HANDLING);
                    handled.add(Integer.toString(number));
                }))
                .toList();
        busy.forEach(each -> flood(each.server, 1));
        work(busy.size());
        handled.clear();
        work(busy.size());
        assertThat(handled).contains("0", "1", "2", "3", "4").hasSizeLessThanOrEqualTo(5 * FEW);
    }

    @Test
    void a_burst_is_left_in_its_middle_and_continues_there() {
        Stream stream = open(this::handleSlowly);
        stream.server.bytes(IntStream.range(0, 1000)
                .mapToObj(number -> "id: " + number + "\ndata: " + number + "\n\n")
                .reduce("", String::concat));
        work(1);
        assertThat(handled).hasSizeBetween(1, FEW);
        assertThat(stream.session.lastEventId()).isEqualTo(handled.get(handled.size() - 1));
        while (!thread.isEmpty()) {
            work(1);
        }
        assertThat(handled)
                .isEqualTo(IntStream.range(0, 1000).mapToObj(Integer::toString).toList());
    }

    @Test
    void close_and_reconnect_of_busy_streams_are_answered_at_their_next_turn() {
        Stream closed = open(this::handleSlowly);
        flood(closed.server, 100);
        Stream renewed = open(this::handleSlowly);
        flood(renewed.server, 1);
        work(2);
        handled.clear();

        closed.session.close();
        renewed.session.reconnect();
        work(2);

        assertThat(closed.session.state()).isInstanceOf(SessionState.Closed.class);
        assertThat(renewed.server.isCancelled()).isTrue();
        assertThat(handled).hasSizeLessThanOrEqualTo(FEW);
    }

    @Test
    void a_busy_publisher_leaves_others_their_share_too() {
        client.publisher(request).subscribe(new Unbounded());
        work(1);
        FakeExchange busy = transport.last().open();
        work(1);
        flood(busy, 100);
        Stream slow = open(event -> handled.add(event.data()));
        handled.clear();
        slow.server.bytes("data: slow\n\n");
        work(2);
        assertThat(handled).contains("slow");
    }

    @Test
    void an_executor_that_runs_each_task_at_once_is_asked_again_without_recursion() {
        SseSession session = client.subscribe(request.delivery(Delivery.on(Runnable::run)), event -> {
            handleSlowly(event);
            if (handled.size() == 100_000) {
                throw new IllegalStateException("enough");
            }
        });
        flood(transport.last().open(), 10);
        assertThat(handled).hasSize(100_000);
        assertThat(session.state()).isInstanceOf(SessionState.Closed.class);
    }

    private void handleSlowly(SseEvent event) {
        time.spend(HANDLING);
        handled.add(event.data());
    }

    private Stream open(SseSubscriber<SseEvent> subscriber) {
        long before = transport.opened();
        SseSession session = client.subscribe(request, subscriber);
        while (transport.opened() == before) {
            work(1);
        }
        FakeExchange server = transport.last().open();
        while (!(session.state() instanceof SessionState.Open)) {
            work(1);
        }
        return new Stream(session, server);
    }

    private static void flood(FakeExchange server, int eventsInBurst) {
        String burst = "data: busy\n\n".repeat(eventsInBurst);
        server.onRead(reading -> reading.bytes(burst));
        server.bytes(burst);
    }

    private void work(int tasks) {
        for (int i = 0; i < tasks && !thread.isEmpty(); i++) {
            thread.remove().run();
        }
    }

    private final class Unbounded implements Flow.Subscriber<SseEvent> {
        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            subscription.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(SseEvent event) {
            handleSlowly(event);
        }

        @Override
        public void onError(Throwable thrown) {}

        @Override
        public void onComplete() {}
    }
}
