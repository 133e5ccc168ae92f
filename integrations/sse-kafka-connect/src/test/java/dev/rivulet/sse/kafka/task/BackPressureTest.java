package dev.rivulet.sse.kafka.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;

/** A task that is polled slowly, or not at all because it is paused. */
class BackPressureTest {
    private static final int STREAMS = 20;

    /** Sends an event with each burst that is granted, without end. */
    private static EventServer endless(String padding) {
        var server = new EventServer();
        Map<String, Integer> sent = new HashMap<>();
        server.transport.answering(exchange -> exchange.open().onRead(reading -> {
            int number = sent.merge(exchange.request().uri().getPath(), 1, Integer::sum);
            reading.bytes("id: " + number + "\ndata: " + number + padding + "\n\n");
        }));
        return server;
    }

    private static String[] names() {
        return IntStream.range(0, STREAMS).mapToObj(i -> "s" + i).toArray(String[]::new);
    }

    @Test
    void the_queue_holds_its_bound_and_one_event_of_each_stream_at_most() throws Exception {
        try (Rig rig = new Rig(endless(""), new StoredOffsets(), "queue.events=50", "poll.events=10")) {
            rig.list(names());
            for (int i = 0; i < 200; i++) {
                rig.pollOnce();
                assertThat(rig.meter("queued-events")).isLessThanOrEqualTo(50 + STREAMS);
            }
            assertThat(rig.meter("queued-events")).isGreaterThanOrEqualTo(40);
        }
    }

    @Test
    void large_events_fill_the_queue_by_their_bytes() throws Exception {
        String padding = "x".repeat(10_000);
        try (Rig rig = new Rig(
                endless(padding),
                new StoredOffsets(),
                "queue.bytes=200000",
                "event.max.bytes=20000",
                "poll.events=5")) {
            rig.list(names());
            for (int i = 0; i < 100; i++) {
                rig.pollOnce();
                assertThat(rig.meter("queued-bytes")).isLessThanOrEqualTo(200_000 + STREAMS * 10_300L);
            }
        }
    }

    @Test
    void nothing_is_read_any_more_while_no_poll_comes() throws Exception {
        EventServer server = endless("");
        try (Rig rig = new Rig(server, new StoredOffsets(), "queue.events=50", "poll.events=10")) {
            rig.list(names());
            rig.pollOnce();
            long reads = reads(server);
            rig.time.advance(Duration.ofHours(1));
            assertThat(reads(server)).isEqualTo(reads);
            assertThat(rig.meter("streams-waiting")).isPositive();
            assertThat(server.transport.opened()).isEqualTo(STREAMS);
        }
    }

    private static long reads(EventServer server) {
        return server.transport.exchanges().stream()
                .mapToLong(each -> each.reads())
                .sum();
    }

    @Test
    void a_task_that_is_not_polled_opens_no_stream() throws Exception {
        EventServer server = endless("");
        try (Rig rig = new Rig(server, new StoredOffsets())) {
            rig.engine.streams(Rig.streams(names()));
            rig.time.advance(Duration.ofHours(1));
            assertThat(server.transport.opened()).isZero();
        }
    }

    @Test
    void each_stream_keeps_its_order_and_all_have_a_share() throws Exception {
        Map<String, List<String>> got = new HashMap<>();
        try (Rig rig = new Rig(endless(""), new StoredOffsets(), "queue.events=30", "poll.events=10")) {
            rig.list(names());
            for (int i = 0; i < 500; i++) {
                for (SourceRecord each : rig.pollOnce()) {
                    got.computeIfAbsent(String.valueOf(each.key()), name -> new ArrayList<>())
                            .add(String.valueOf(each.value()));
                }
            }
        }
        assertThat(got).hasSize(STREAMS);
        got.values()
                .forEach(values -> assertThat(values)
                        .hasSizeGreaterThan(10)
                        .containsExactlyElementsOf(IntStream.rangeClosed(1, values.size())
                                .mapToObj(Integer::toString)
                                .toList()));
    }

    @Test
    void a_quiet_stream_takes_no_room_from_others() throws Exception {
        var server = new EventServer();
        server.sendNumbers("busy", 1, 1000);
        try (Rig rig = new Rig(server, new StoredOffsets(), "queue.events=3", "poll.events=10")) {
            rig.list("quiet1", "quiet2", "quiet3", "quiet4", "busy");
            assertThat(rig.values()).hasSize(1000);
        }
    }

    @Test
    void five_thousand_streams_start_over_the_spread_and_are_all_read() throws Exception {
        int streams = 5000;
        String[] names = IntStream.range(0, streams).mapToObj(i -> "s" + i).toArray(String[]::new);
        try (Rig rig = new Rig(
                new EventServer(),
                new StoredOffsets(),
                "start.spread.ms=10000",
                "queue.events=1000",
                "poll.events=500")) {
            for (String each : names) {
                rig.server.sendNumbers(each, 1, 2);
            }
            rig.engine.streams(Rig.streams(names));
            List<SourceRecord> records = new ArrayList<>(rig.pollOnce());
            for (int second = 1; second <= 10; second++) {
                rig.time.advance(Duration.ofSeconds(1));
                records.addAll(rig.poll());
                assertThat(rig.server.transport.opened()).isBetween(second * 500L - 150, second * 500L + 150);
            }
            assertThat(rig.meter("streams-open")).isEqualTo(streams);
            assertThat(records).hasSize(2 * streams);
        }
    }
}
