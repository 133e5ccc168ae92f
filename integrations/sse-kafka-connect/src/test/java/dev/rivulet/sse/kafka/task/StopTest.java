package dev.rivulet.sse.kafka.task;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.sse.SseClient;
import dev.rivulet.sse.spi.Scheduler;
import dev.rivulet.sse.testkit.FakeExchange;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Connect stops a task, from any thread, at any moment. */
@Timeout(240)
class StopTest {
    private static final Duration LONG = Duration.ofMinutes(5);

    @Test
    void all_sessions_are_closed_and_polls_bring_nothing_more() throws Exception {
        Rig rig = new Rig("poll.events=1");
        rig.server.sendNumbers("a", 1, 3);
        rig.list("a", "b").pollOnce();
        rig.close();
        assertThat(rig.server.transport.exchanges()).allMatch(FakeExchange::isCancelled);
        assertThat(rig.engine.poll()).isNull();
        assertThat(rig.meter("queued-events")).isZero();
        rig.time.advance(LONG);
        assertThat(rig.server.transport.opened()).isEqualTo(2);
    }

    @Test
    void a_list_that_comes_after_the_stop_opens_nothing() throws Exception {
        Rig rig = new Rig();
        rig.close();
        rig.engine.streams(Rig.streams("a"));
        assertThat(rig.engine.poll()).isNull();
        assertThat(rig.server.transport.opened()).isZero();
    }

    @Test
    void a_stop_while_streams_are_being_started_leaves_none_open() throws Exception {
        Rig rig = new Rig();
        rig.server.transport.answering(exchange -> {
            exchange.open();
            rig.close();
        });
        rig.list("a", "b", "c").poll();
        assertThat(rig.server.transport.exchanges()).isNotEmpty().allMatch(FakeExchange::isCancelled);
        assertThat(rig.engine.poll()).isNull();
    }

    @Test
    void a_stop_between_the_list_and_the_positions_is_no_failure() throws Exception {
        Rig rig = new Rig();
        rig.engine.streams(Rig.streams("a"));
        rig.offsets.breakDown(true);
        rig.pollOnce();
        rig.close();
        assertThat(rig.engine.poll()).isNull();
    }

    @Test
    void a_poll_that_waits_ends_with_the_stop() throws Exception {
        Engine engine = waiting(new EventServer());
        var polls = new Polls(engine);
        polls.awaitWait();
        engine.close();
        assertThat(polls.result()).isNull();
    }

    @Test
    void a_poll_that_waits_ends_with_a_list_and_with_the_first_event() throws Exception {
        var server = new EventServer();
        var opened = new CompletableFuture<FakeExchange>();
        server.transport.answering(exchange -> opened.complete(exchange.open()));
        Engine engine = waiting(server);
        var polls = new Polls(engine);
        polls.awaitWait();
        engine.streams(Rig.streams("a"));
        opened.get(60, TimeUnit.SECONDS).bytes(EventServer.numbered(1));
        assertThat(polls.result())
                .singleElement()
                .extracting(SourceRecord::value)
                .isEqualTo("1");
        engine.close();
    }

    private static Engine waiting(EventServer server) {
        return new Engine(
                Rig.settings(),
                SseClient.builder().transport(server.transport),
                new StoredOffsets(),
                Scheduler.system(),
                new SplittableRandom(1),
                LONG);
    }

    /** Polls until records come or the engine is closed, on a thread of its own. */
    private static final class Polls {
        private final FutureTask<List<SourceRecord>> poll;
        private final Thread thread;

        Polls(Engine engine) {
            poll = new FutureTask<>(() -> {
                List<SourceRecord> records = null;
                for (int i = 0; i < 4 && records == null; i++) {
                    records = engine.poll(); // one ends with the list, one when the stream is due
                }
                return records;
            });
            thread = new Thread(poll, "poll");
            thread.setDaemon(true);
            thread.start();
        }

        void awaitWait() {
            while (thread.getState() != Thread.State.TIMED_WAITING) {
                Thread.onSpinWait();
            }
        }

        List<SourceRecord> result() throws Exception {
            return poll.get(60, TimeUnit.SECONDS);
        }
    }

    @Test
    void an_interrupted_poll_loses_nothing() throws Exception {
        try (Rig rig = new Rig()) {
            rig.server.sendNumbers("a", 1, 2);
            rig.list("a");
            Thread.currentThread().interrupt();
            org.assertj.core.api.Assertions.assertThatThrownBy(rig::pollOnce).isInstanceOf(InterruptedException.class);
            assertThat(rig.values()).containsExactly("1", "2");
        }
    }
}
