package dev.rivulet.sse.kafka.task;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.sse.kafka.config.QueueSettings;
import dev.rivulet.sse.kafka.records.Event;
import dev.rivulet.sse.kafka.records.Position;
import dev.rivulet.sse.kafka.records.StreamRecords;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Flow;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The queue between sessions and polls. */
class EventQueueTest {
    private final EventQueue queue = new EventQueue(new QueueSettings(3, 10_000, 100));

    private StreamRun run(String name) {
        var records = new StreamRecords(Rig.stream(name), Rig.settings().records());
        var stream = new OwnedStream(Rig.stream(name), records, Position.BEGINNING);
        return new StreamRun(stream, 1, Position.BEGINNING, null, queue, new Notices(queue::wake));
    }

    private static Event event(int number) {
        return new Event(new Position("" + number, null), "message", "x".getBytes(UTF_8), 0);
    }

    @Test
    void a_run_that_was_closed_brings_nothing_more_and_its_position_stands() throws Exception {
        StreamRun run = run("a");
        assertThat(queue.add(run, event(1))).isTrue();
        assertThat(queue.close(run)).isEqualTo(new Position("1", null));
        assertThat(queue.add(run, event(2))).isFalse();
        assertThat(queue.take(10, 0))
                .extracting(each -> each.event().position().id())
                .containsExactly("1");
        assertThat(queue.close(run)).isEqualTo(new Position("1", null));
    }

    @Test
    void runs_wait_while_it_is_full_and_ask_again_in_their_order() throws Exception {
        StreamRun a = run("a");
        StreamRun b = run("b");
        StreamRun c = run("c");
        assertThat(queue.add(a, event(1))).isTrue();
        assertThat(queue.add(a, event(2))).isTrue();
        assertThat(queue.add(a, event(3))).isFalse();
        assertThat(queue.add(b, event(1))).isFalse();
        assertThat(queue.add(c, event(1))).isFalse();
        assertThat(queue.unpark()).isNull();
        queue.take(3, 0);
        queue.close(b);
        assertThat(queue.unpark()).isSameAs(a);
        assertThat(queue.unpark()).as("without the one that was closed").isSameAs(c);
        assertThat(queue.unpark()).isNull();
    }

    @Test
    void one_event_beyond_the_bytes_is_taken() {
        StreamRun run = run("a");
        var large = new Event(Position.BEGINNING, "message", new byte[50_000], 0);
        assertThat(queue.add(run, large)).isFalse();
        assertThat(queue.bytes()).isGreaterThan(50_000);
    }

    @Test
    void a_wake_ends_one_wait() throws Exception {
        queue.wake();
        assertThat(queue.take(1, Duration.ofMinutes(5).toNanos())).isEmpty();
        assertThat(queue.take(1, 1)).isEmpty();
    }

    @Test
    @Timeout(240)
    void threads_that_add_and_one_that_takes_lose_nothing_and_keep_the_order() throws Exception {
        int each = 2000;
        List<StreamRun> runs = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            StreamRun run = run("s" + i);
            var demand = new Semaphore(0);
            run.onSubscribe(new Flow.Subscription() {
                @Override
                public void request(long n) {
                    demand.release((int) n);
                }

                @Override
                public void cancel() {}
            });
            runs.add(run);
            Thread thread = new Thread(() -> {
                for (int number = 1; number <= each; number++) {
                    demand.acquireUninterruptibly();
                    run.onNext(event(number));
                }
            });
            thread.setDaemon(true);
            thread.start();
        }
        Map<StreamRun, Integer> last = new HashMap<>();
        for (int taken = 0; taken < 4 * each; ) {
            List<Queued> batch = queue.take(2, Duration.ofMinutes(1).toNanos());
            assertThat(batch).hasSizeBetween(1, 2);
            for (Queued next : batch) {
                int number = last.merge(next.run(), 1, Integer::sum);
                assertThat(next.event().position().id()).isEqualTo("" + number);
                taken++;
            }
            assertThat(queue.events()).isLessThanOrEqualTo(3 + 4);
            for (StreamRun ready = queue.unpark(); ready != null; ready = queue.unpark()) {
                ready.request();
            }
        }
        assertThat(last).hasSize(4);
    }
}
