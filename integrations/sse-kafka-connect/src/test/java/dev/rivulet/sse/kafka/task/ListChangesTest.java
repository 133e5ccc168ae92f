package dev.rivulet.sse.kafka.task;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.sse.kafka.streams.StreamSpec;
import dev.rivulet.sse.testkit.FakeExchange;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;

/** The list of streams changes while the task runs. */
class ListChangesTest {
    @Test
    void a_stream_that_is_added_restarts_no_other() throws Exception {
        try (Rig rig = new Rig()) {
            rig.list("a", "b").poll();
            FakeExchange a = rig.server.exchange("a");
            rig.list("a", "b", "c").poll();
            assertThat(rig.server.transport.opened()).isEqualTo(3);
            assertThat(rig.server.exchange("a")).isSameAs(a);
            assertThat(a.isCancelled()).isFalse();
            assertThat(rig.meter("streams-open")).isEqualTo(3);
        }
    }

    @Test
    void a_stream_that_is_removed_is_closed_and_what_it_brought_is_still_delivered() throws Exception {
        try (Rig rig = new Rig("poll.events=1")) {
            rig.server.sendNumbers("a", 1, 3);
            rig.list("a");
            assertThat(rig.pollOnce()).hasSize(1);
            rig.engine.streams(List.of());
            assertThat(rig.pollOnce()).extracting(SourceRecord::value).containsExactly("2");
            assertThat(rig.server.exchange("a").isCancelled()).isTrue();
            rig.server.sendNumbers("a", 4, 4);
            assertThat(rig.values()).containsExactly("3");
            assertThat(rig.engine.meters().stream().filter(each -> each.name().startsWith("streams")))
                    .allSatisfy(meter -> assertThat(meter.value().getAsLong())
                            .as(meter.name())
                            .isZero());
        }
    }

    @Test
    void a_stream_that_comes_back_continues_after_what_was_queued_though_nothing_is_committed_yet() throws Exception {
        try (Rig rig = new Rig("poll.events=1")) {
            rig.server.sendNumbers("a", 1, 3);
            rig.list("a");
            assertThat(rig.pollOnce()).extracting(SourceRecord::value).containsExactly("1");
            rig.engine.streams(List.of());
            rig.engine.streams(Rig.streams("a"));
            assertThat(rig.pollOnce()).extracting(SourceRecord::value).containsExactly("2");
            rig.engine.streams(List.of());
            assertThat(rig.pollOnce()).extracting(SourceRecord::value).containsExactly("3");
            rig.server.sendNumbers("a", 4, 5);
            rig.list("a");
            assertThat(rig.values()).containsExactly("4", "5");
        }
    }

    @Test
    void it_continues_before_data_that_was_queued_and_could_not_be_read() throws Exception {
        try (Rig rig = new Rig("value.format=json", "poll.events=1")) {
            rig.server.sendNumbers("a", 1, 1);
            rig.server.send("a", "id: 2\ndata: {\n\n");
            rig.list("a");
            assertThat(rig.pollOnce()).hasSize(1);
            rig.engine.streams(List.of());
            assertThat(rig.pollOnce()).as("the data that is not JSON").isEmpty();
            rig.server.forget("a", "id: 2\ndata: {\n\n");
            rig.server.sendNumbers("a", 3, 3);
            rig.list("a");
            assertThat(rig.values()).containsExactly("3");
            assertThat(rig.server.exchange("a").header("Last-Event-ID")).isEqualTo("1");
        }
    }

    @Test
    void data_that_cannot_be_read_stops_also_the_session_that_began_after_it() throws Exception {
        try (Rig rig = new Rig("value.format=json", "poll.events=1")) {
            String bad = "id: 2\ndata: {\n\n";
            rig.server.sendNumbers("a", 1, 1);
            rig.server.send("a", bad);
            rig.server.sendNumbers("a", 3, 3);
            rig.server.sendNumbers("b", 1, 2);
            rig.list("a");
            assertThat(rig.pollOnce()).hasSize(1);
            rig.engine.streams(List.of(new StreamSpec("a", URI.create("http://h/a"), "other", Map.of())));
            rig.pollOnce();
            rig.time.advance(Duration.ofSeconds(11));
            assertThat(rig.values()).isEmpty();
            assertThat(rig.meter("streams-quarantined")).isEqualTo(1);
            rig.server.forget("a", bad);
            rig.time.advance(Duration.ofMinutes(6));
            assertThat(rig.values()).containsExactly("3");
        }
    }

    @Test
    void a_stream_that_changes_is_restarted_alone_and_continues() throws Exception {
        try (Rig rig = new Rig()) {
            rig.server.sendNumbers("a", 1, 2);
            rig.list("a", "b").poll();
            FakeExchange a = rig.server.exchange("a");
            FakeExchange b = rig.server.exchange("b");
            rig.engine.streams(
                    List.of(new StreamSpec("a", URI.create("http://h/a?v=2"), "other", Map.of()), Rig.stream("b")));
            rig.begin();
            rig.server.sendNumbers("a", 3, 3);
            assertThat(rig.poll()).singleElement().satisfies(record -> {
                assertThat(record.value()).isEqualTo("3");
                assertThat(record.topic()).isEqualTo("other");
            });
            assertThat(a.isCancelled()).isTrue();
            assertThat(b.isCancelled()).isFalse();
            assertThat(rig.server.exchange("a").header("Last-Event-ID")).isEqualTo("2");
        }
    }

    @Test
    void a_stream_that_leaves_before_it_starts_is_never_opened() throws Exception {
        try (Rig rig = new Rig()) {
            rig.engine.streams(Rig.streams("a", "b"));
            rig.pollOnce();
            rig.engine.streams(Rig.streams("b"));
            rig.begin().poll();
            assertThat(rig.server.wasAsked("a")).isFalse();
            assertThat(rig.server.wasAsked("b")).isTrue();
        }
    }

    @Test
    void a_quarantined_stream_that_leaves_is_not_tried_again() throws Exception {
        try (Rig rig = new Rig()) {
            rig.server.refuse("a", 404);
            rig.list("a").poll();
            rig.engine.streams(List.of());
            rig.poll();
            rig.time.advance(Duration.ofHours(2));
            rig.poll();
            assertThat(rig.server.transport.opened()).isEqualTo(1);
        }
    }

    @Test
    void a_task_takes_only_its_share_and_two_tasks_take_all() throws Exception {
        String[] names = {"a", "b", "c", "d", "e", "f", "g", "h", "i", "j"};
        try (Rig one = new Rig("task.number=0", "task.count=2");
                Rig two = new Rig("task.number=1", "task.count=2")) {
            one.list(names).poll();
            two.list(names).poll();
            assertThat(one.meter("streams-open") + two.meter("streams-open")).isEqualTo(names.length);
            for (String each : names) {
                assertThat(one.server.wasAsked(each)).isNotEqualTo(two.server.wasAsked(each));
            }
        }
    }

    @Test
    void a_recovery_is_reported_though_the_list_changes_at_the_same_time() throws Exception {
        try (Rig rig = new Rig("status.topic=status")) {
            rig.server.refuse("a", 404);
            rig.list("a").poll();
            rig.server.refuse("a", 200);
            rig.time.advance(Duration.ofMinutes(6));
            rig.pollOnce(); // it is open again, which the next poll reports
            rig.engine.streams(List.of(new StreamSpec("a", URI.create("http://h/b"), null, Map.of())));
            rig.begin();
            assertThat(rig.values()).singleElement().asString().contains("recovered");
        }
    }
}
