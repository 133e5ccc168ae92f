package dev.rivulet.sse.kafka.task;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.sse.kafka.streams.StreamSpec;
import dev.rivulet.sse.kafka.task.EventServer.Resume;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where a stream continues after a restart. */
class PositionsTest {
    private static final int EVENTS = 12;

    private final EventServer server = new EventServer();
    private final StoredOffsets offsets = new StoredOffsets();

    @ParameterizedTest
    @EnumSource
    void a_restart_after_any_committed_record_neither_loses_nor_repeats_one(Resume resume) throws Exception {
        server.resuming(resume).sendNumbers("a", 1, EVENTS);
        List<SourceRecord> first;
        try (Rig rig = new Rig(server, offsets)) {
            first = rig.list("a").poll();
        }
        assertThat(first).extracting(SourceRecord::value).containsExactlyElementsOf(numbers(1));
        for (int committed = 1; committed <= EVENTS; committed++) {
            offsets.commit(first.get(committed - 1));
            try (Rig rig = new Rig(server, offsets)) {
                assertThat(rig.list("a").values()).isEqualTo(numbers(committed + 1));
                assertThat(rig.meter("duplicates")).isEqualTo(resume == Resume.FROM_THE_ID ? 1 : 0);
            }
        }
    }

    private static List<String> numbers(int from) {
        return IntStream.rangeClosed(from, EVENTS).mapToObj(Integer::toString).toList();
    }

    @ParameterizedTest
    @EnumSource
    void events_without_an_id_come_again_after_a_restart_and_none_is_lost(Resume resume) throws Exception {
        server.resuming(resume);
        List.of("id: 1\ndata: a\n\n", "data: b\n\n", "data: c\n\n", "id: 2\ndata: d\n\n")
                .forEach(block -> server.send("a", block));
        List<SourceRecord> first;
        try (Rig rig = new Rig(server, offsets)) {
            first = rig.list("a").poll();
        }
        offsets.commit(first.get(1)); // b
        try (Rig rig = new Rig(server, offsets)) {
            assertThat(rig.list("a").values()).containsExactly("b", "c", "d");
        }
    }

    @Test
    void the_first_request_of_a_new_stream_has_no_last_event_id() throws Exception {
        try (Rig rig = new Rig(server, offsets)) {
            rig.list("a").poll();
            assertThat(server.exchange("a").header("Last-Event-ID")).isNull();
        }
    }

    @Test
    void an_empty_id_of_the_server_begins_anew() throws Exception {
        server.send("a", "id: 7\ndata: a\n\n");
        server.send("a", "id:\ndata: b\n\n");
        try (Rig rig = new Rig(server, offsets)) {
            List<SourceRecord> records = rig.list("a").poll();
            assertThat(records.get(1).sourceOffset()).isEqualTo(Map.of("id", ""));
            offsets.commit(records.get(1));
        }
        try (Rig rig = new Rig(server, offsets)) {
            rig.list("a").poll();
            assertThat(server.exchange("a").header("Last-Event-ID")).isNull();
        }
    }

    @Test
    void an_id_that_came_without_data_is_the_position_of_the_event_after_it() throws Exception {
        server.send("a", "id: 7\n\n");
        server.send("a", "data: a\n\n");
        try (Rig rig = new Rig(server, offsets)) {
            assertThat(rig.list("a").poll())
                    .singleElement()
                    .satisfies(record -> assertThat(record.sourceOffset()).isEqualTo(Map.of("id", "7")));
        }
    }

    @Test
    void a_position_that_a_user_has_set_needs_no_hash() throws Exception {
        server.sendNumbers("a", 1, 5);
        offsets.set(Map.of("stream", "a"), Map.of("id", "3"));
        try (Rig rig = new Rig(server, offsets)) {
            assertThat(rig.list("a").values()).containsExactly("4", "5");
        }
    }

    @Test
    void a_position_that_cannot_be_used_quarantines_only_its_stream() throws Exception {
        server.sendNumbers("a", 1, 1);
        server.sendNumbers("b", 1, 1);
        offsets.set(Map.of("stream", "a"), Map.of("id", 3));
        try (Rig rig = new Rig(server, offsets, "status.topic=status")) {
            List<SourceRecord> records = rig.list("a", "b").poll();
            assertThat(Rig.values(records, "b")).containsExactly("1");
            assertThat(Rig.values(records, "a")).singleElement().asString().contains("bad_offset", "\\\"id\\\"");
            assertThat(server.wasAsked("a")).isFalse();
            assertThat(records)
                    .filteredOn(each -> each.topic().equals("status"))
                    .singleElement()
                    .extracting(SourceRecord::sourceOffset)
                    .isEqualTo(Map.of("id", 3L));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_stream_whose_position_cannot_be_used_does_not_begin_anew_when_its_entry_changes(boolean removed)
            throws Exception {
        server.sendNumbers("a", 1, 3);
        offsets.set(Map.of("stream", "a"), Map.of("id", 3));
        try (Rig rig = new Rig(server, offsets)) {
            assertThat(rig.list("a").values()).isEmpty();
            if (removed) {
                rig.list().poll();
            }
            rig.engine.streams(List.of(new StreamSpec("a", URI.create("http://h/a"), "other", Map.of())));
            assertThat(rig.begin().values()).isEmpty();
            assertThat(server.wasAsked("a")).isFalse();
            offsets.set(Map.of("stream", "a"), Map.of("id", "2"));
            assertThat(rig.list("a").values()).containsExactly("3");
        }
    }

    @Test
    void an_id_that_cannot_be_sent_fails_the_stream_where_ids_are_required() throws Exception {
        server.sendNumbers("a", 1, 2);
        offsets.set(Map.of("stream", "a"), Map.of("id", "x".repeat(5000)));
        try (Rig rig = new Rig(server, offsets, "ids.required=true", "status.topic=status")) {
            assertThat(rig.list("a").values()).singleElement().asString().contains("unusable_id", "cannot be resumed");
        }
        try (Rig rig = new Rig(server, offsets)) {
            assertThat(rig.list("a").values()).as("at least once").containsExactly("1", "2");
        }
    }

    @Test
    void each_record_has_an_offset_map_of_its_own() throws Exception {
        server.send("a", "id: 1\ndata: a\n\n");
        server.send("a", "data: b\n\n");
        try (Rig rig = new Rig(server, offsets)) {
            List<SourceRecord> records = rig.list("a").poll();
            assertThat(records.get(0).sourceOffset()).isEqualTo(records.get(1).sourceOffset());
            assertThat(records.get(0).sourceOffset()).isNotSameAs(records.get(1).sourceOffset());
        }
    }

    @Test
    void positions_are_read_together_and_later_if_connect_cannot_read_them() throws Exception {
        server.sendNumbers("a", 1, 1);
        offsets.breakDown(true);
        try (Rig rig = new Rig(server, offsets)) {
            assertThat(rig.list("a", "b", "c").values()).isEmpty();
            offsets.breakDown(false);
            rig.time.advance(java.time.Duration.ofSeconds(5));
            rig.begin();
            assertThat(rig.values()).containsExactly("1");
            assertThat(offsets.reads).isLessThanOrEqualTo(4);
        }
    }

    @Test
    void what_is_committed_is_never_ahead_of_what_was_polled() throws Exception {
        server.sendNumbers("a", 1, 100);
        List<Object> polled = new ArrayList<>();
        try (Rig rig = new Rig(server, offsets, "poll.events=7")) {
            rig.list("a");
            for (int i = 0; i < 5; i++) {
                for (SourceRecord each : rig.pollOnce()) {
                    polled.add(each.value());
                    assertThat(each.sourceOffset().get("id")).isEqualTo(each.value());
                    offsets.commit(each);
                }
            }
        }
        try (Rig rig = new Rig(server, offsets)) {
            assertThat(rig.list("a").values()).first().isEqualTo(Integer.toString(polled.size() + 1));
        }
    }
}
