package dev.rivulet.sse.kafka.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A stream that fails for good is reported and tried again, and no other stream notices. */
class QuarantineTest {
    private static final Duration RETRY = Duration.ofMinutes(6); // 5 minutes and 20 %

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 404, 410, 501})
    void a_stream_that_is_refused_does_not_harm_99_others(int status) throws Exception {
        try (Rig rig = new Rig("status.topic=status")) {
            String[] names = IntStream.range(0, 100).mapToObj(i -> "s" + i).toArray(String[]::new);
            for (String each : names) {
                rig.server.sendNumbers(each, 1, 3);
            }
            rig.server.refuse("s42", status);
            List<SourceRecord> records = rig.list(names).poll();
            assertThat(records)
                    .filteredOn(each -> each.topic().equals("events"))
                    .hasSize(99 * 3);
            assertThat(records)
                    .filteredOn(each -> each.topic().equals("status"))
                    .singleElement()
                    .satisfies(report -> {
                        assertThat(report.key()).isEqualTo("s42");
                        assertThat(report.value().toString())
                                .contains("\"quarantined\"", Integer.toString(status), "retryAt");
                        assertThat(report.sourceOffset()).isEqualTo(Map.of("id", ""));
                    });
            assertThat(rig.meter("streams-quarantined")).isEqualTo(1);
            assertThat(rig.meter("streams-open")).isEqualTo(99);
        }
    }

    @Test
    void a_report_names_the_options_of_the_connector() throws Exception {
        try (Rig rig = new Rig("status.topic=status")) {
            rig.server.refuse("a", 401);
            assertThat(rig.list("a").values()).singleElement().asString().contains("bearer.token", "headers.secret");
        }
    }

    @Test
    void reports_never_move_the_position_of_their_stream() throws Exception {
        try (Rig rig = new Rig("status.topic=status", "poll.events=2")) {
            rig.server.sendNumbers("a", 1, 9);
            rig.list("a");
            List<SourceRecord> records = new ArrayList<>(rig.pollOnce());
            rig.server.refuse("a", 404);
            rig.server.cut("a");
            rig.time.advance(Duration.ofSeconds(5));
            records.addAll(rig.poll());
            List<Integer> ids = records.stream()
                    .map(each -> Integer.valueOf(each.sourceOffset().get("id").toString()))
                    .toList();
            assertThat(ids).isSorted().hasSize(10);
        }
    }

    @Test
    void it_is_tried_again_on_a_slow_schedule_which_becomes_slower() throws Exception {
        try (Rig rig = new Rig("quarantine.retry.ms=60000", "quarantine.retry.max.ms=240000")) {
            rig.server.refuse("a", 404);
            rig.list("a").poll();
            for (int minutes : new int[] {1, 2, 4, 4, 4}) {
                long before = rig.server.transport.opened();
                rig.time.advance(Duration.ofMinutes(minutes)
                        .multipliedBy(8)
                        .dividedBy(10)
                        .minusSeconds(1));
                rig.poll();
                assertThat(rig.server.transport.opened()).isEqualTo(before);
                rig.time.advance(Duration.ofMinutes(minutes)
                        .multipliedBy(4)
                        .dividedBy(10)
                        .plusSeconds(2));
                rig.poll();
                assertThat(rig.server.transport.opened()).isEqualTo(before + 1);
            }
            assertThat(rig.meter("quarantines")).isEqualTo(6);
        }
    }

    @Test
    void it_continues_where_it_was_when_the_server_takes_it_again() throws Exception {
        try (Rig rig = new Rig("status.topic=status")) {
            rig.server.sendNumbers("a", 1, 3);
            assertThat(rig.list("a").values()).containsExactly("1", "2", "3");
            rig.server.refuse("a", 401);
            rig.server.cut("a");
            rig.time.advance(Duration.ofSeconds(30));
            assertThat(rig.values()).singleElement().asString().contains("quarantined");
            rig.server.refuse("a", 200);
            rig.server.sendNumbers("a", 4, 5);
            rig.time.advance(RETRY);
            List<SourceRecord> records = rig.poll();
            assertThat(records).extracting(SourceRecord::value).hasSize(3).startsWith("4", "5");
            assertThat(records.get(2).value().toString()).contains("recovered");
            assertThat(records.get(2).sourceOffset().get("id")).isEqualTo("5");
            assertThat(rig.meter("streams-open")).isEqualTo(1);
        }
    }

    @Test
    void an_event_over_the_limit_fails_its_stream_after_the_events_before_it() throws Exception {
        try (Rig rig = new Rig("event.max.bytes=1000", "status.topic=status")) {
            String large = "id: 2\ndata: " + "x".repeat(2000) + "\n\n";
            rig.server.sendNumbers("a", 1, 1);
            rig.server.send("a", large);
            rig.server.sendNumbers("a", 3, 3);
            rig.server.sendNumbers("b", 1, 3);
            List<SourceRecord> records = rig.list("a", "b").poll();
            assertThat(Rig.values(records, "b")).containsExactly("1", "2", "3");
            assertThat(Rig.values(records, "a"))
                    .hasSize(2)
                    .contains("1")
                    .anySatisfy(value -> assertThat(value).contains("event.max.bytes", "limit_exceeded"));
            rig.server.forget("a", large);
            rig.time.advance(RETRY);
            assertThat(Rig.values(rig.poll(), "a")).contains("3");
        }
    }

    @Test
    void a_stream_that_the_server_ends_for_good_is_not_opened_again() throws Exception {
        try (Rig rig = new Rig("status.topic=status")) {
            rig.server.refuse("a", 204);
            assertThat(rig.list("a").values()).singleElement().asString().contains("ended");
            rig.time.advance(Duration.ofDays(1));
            rig.poll();
            assertThat(rig.server.transport.opened()).isEqualTo(1);
            assertThat(rig.meter("streams-ended")).isEqualTo(1);
        }
    }

    @Test
    void a_lost_stream_is_opened_again_within_seconds_and_is_not_quarantined() throws Exception {
        try (Rig rig = new Rig()) {
            rig.server.sendNumbers("a", 1, 3);
            rig.list("a").poll();
            rig.server.cut("a");
            assertThat(rig.meter("streams-reconnecting")).isEqualTo(1);
            rig.server.sendNumbers("a", 4, 6);
            rig.time.advance(Duration.ofSeconds(5));
            assertThat(rig.values()).containsExactly("4", "5", "6");
            assertThat(rig.meter("quarantines")).isZero();
        }
    }

    @Test
    void data_that_is_not_json_fails_its_stream_and_what_came_after_it_comes_again() throws Exception {
        try (Rig rig = new Rig("value.format=json")) {
            String bad = "id: 2\ndata: {\n\n";
            rig.server.sendNumbers("a", 1, 1);
            rig.server.send("a", bad);
            rig.server.sendNumbers("a", 3, 5);
            rig.server.sendNumbers("b", 1, 3);
            List<SourceRecord> records = rig.list("a", "b").poll();
            assertThat(Rig.values(records, "a")).containsExactly("1");
            assertThat(Rig.values(records, "b")).containsExactly("1", "2", "3");
            assertThat(rig.meter("streams-quarantined")).isEqualTo(1);
            assertThat(rig.server.exchange("a").isCancelled()).isTrue();
            rig.time.advance(RETRY);
            assertThat(rig.values()).as("it fails at the same event again").isEmpty();
            assertThat(rig.meter("quarantines")).isEqualTo(2);
            rig.server.forget("a", bad);
            rig.time.advance(RETRY.multipliedBy(2));
            assertThat(rig.values()).containsExactly("3", "4", "5");
        }
    }

    @Test
    void a_report_has_the_position_of_the_records_before_it() throws Exception {
        try (Rig rig = new Rig("value.format=json", "status.topic=status")) {
            rig.server.sendNumbers("a", 1, 2);
            rig.server.send("a", "id: 3\ndata: {\n\n");
            List<SourceRecord> records = rig.list("a").poll();
            assertThat(records.stream()
                            .map(each -> String.valueOf(each.sourceOffset().get("id"))))
                    .containsExactly("1", "2", "2");
            assertThat(records.get(2).value())
                    .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.MAP)
                    .containsEntry("code", "unreadable_data")
                    .containsEntry("stream", "a");
        }
    }

    @Test
    void an_event_without_an_id_fails_its_stream_where_ids_are_required() throws Exception {
        try (Rig rig = new Rig("ids.required=true", "status.topic=status")) {
            rig.server.sendNumbers("a", 1, 1);
            rig.server.send("a", "data: without\n\n");
            rig.server.sendNumbers("a", 2, 2);
            rig.server.sendNumbers("b", 1, 2);
            List<SourceRecord> records = rig.list("a", "b").poll();
            assertThat(Rig.values(records, "b")).containsExactly("1", "2");
            assertThat(Rig.values(records, "a"))
                    .hasSize(2)
                    .contains("1")
                    .anySatisfy(value -> assertThat(value).contains("unusable_id", "ids.required"));
        }
    }

    @Test
    void one_id_for_two_events_fails_the_stream_where_ids_are_required() throws Exception {
        try (Rig rig = new Rig("ids.required=true")) {
            rig.server.send("a", "id: 1\ndata: a\n\n");
            rig.server.send("a", "id: 1\ndata: b\n\n");
            assertThat(rig.list("a").values()).containsExactly("a");
            assertThat(rig.meter("streams-quarantined")).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"id", "event"})
    void an_id_or_a_type_that_is_too_long_for_a_record_fails_only_its_stream(String field) throws Exception {
        try (Rig rig = new Rig("status.topic=status")) {
            rig.server.sendNumbers("a", 1, 1);
            rig.server.send("a", field + ": " + "x".repeat(8193) + "\ndata: a\n\n");
            rig.server.send("b", field + ": " + "x".repeat(8192) + "\ndata: b\n\n");
            List<SourceRecord> records = rig.list("a", "b").poll();
            assertThat(Rig.values(records, "b")).containsExactly("b");
            assertThat(Rig.values(records, "a"))
                    .hasSize(2)
                    .contains("1")
                    .anySatisfy(value -> assertThat(value)
                            .contains("id_or_type_too_long", "8192")
                            .hasSizeLessThan(1000));
        }
    }

    @Test
    void an_event_that_comes_again_changed_on_a_new_connection_does_not_fail_the_stream() throws Exception {
        try (Rig rig = new Rig("ids.required=true")) {
            rig.server.resuming(EventServer.Resume.FROM_THE_ID);
            rig.server.send("a", "id: 1\ndata: a\n\n");
            rig.list("a").poll();
            rig.server.cut("a");
            rig.server.forget("a", "id: 1\ndata: a\n\n");
            rig.server.send("a", "id: 1\ndata: changed\n\n");
            rig.time.advance(Duration.ofSeconds(5));
            assertThat(rig.values()).containsExactly("changed");
        }
    }

    @Test
    void an_id_that_the_server_does_not_know_any_more_is_reported_with_what_to_do() throws Exception {
        var offsets = new StoredOffsets();
        offsets.set(Map.of("stream", "a"), Map.of("id", "3"));
        try (Rig rig = new Rig(new EventServer(), offsets, "status.topic=status")) {
            rig.server.refuse("a", 410);
            assertThat(rig.list("a").values()).singleElement().asString().contains("alter the offset");
        }
    }
}
