package dev.rivulet.sse.tests.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.sse.Failure;
import dev.rivulet.sse.policy.Dedup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An id that one connection brings twice is no identity. {@code door=open} is id and data of an event. */
class RepeatedIdTest {
    @RegisterExtension
    final Rig rig = new Rig();

    @ParameterizedTest
    @ValueSource(strings = {"open", "closed"})
    void events_with_it_are_never_dropped_whether_it_came_with_the_same_or_with_other_content(String second) {
        received("door=open door=" + second);
        for (int i = 0; i < 3; i++) {
            rig.reopen();
            play("door=" + second);
        }
        assertThat(rig.data()).containsExactly("open", second, second, second, second);
        assertThat(rig.session.metrics().duplicates()).isZero();
    }

    @Test
    void other_ids_beside_it_keep_their_protection() {
        received("1=a ping=x 2=b ping=x 3=c ping=x");
        rig.reopen();
        play("2=b ping=x 3=c 4=d");
        assertThat(rig.data()).containsExactly("a", "x", "b", "x", "c", "x", "x", "d");
    }

    @Test
    void it_neither_begins_nor_ends_nor_belongs_to_a_run() {
        received("1=a ping=x ping=x 2=b 3=c");
        rig.reopen();
        play("ping=y 1=a ping=x ping=z 2=b ping=x 3=c ping=x");
        assertThat(rig.data()).containsExactly("a", "x", "x", "b", "c", "y", "x", "z", "x", "x");
    }

    @Test
    void it_is_recognised_within_a_run_and_the_run_continues() {
        received("1=a door=open 2=b 3=c");
        rig.reopen();
        // The first of the door is an event of the run; the second shows that the id is none.
        play("1=a door=open door=open 2=b 3=c 4=d");
        assertThat(rig.data()).containsExactly("a", "open", "b", "c", "open", "d");
        rig.reopen();
        play("1=a door=open 2=b 3=c 4=d");
        assertThat(rig.data()).containsExactly("a", "open", "b", "c", "open", "d", "open");
    }

    @Test
    void it_is_one_as_well_if_its_first_event_ended_the_run() {
        received("1=a door=open");
        rig.reopen();
        play("door=closed door=open");
        rig.reopen();
        play("door=open");
        assertThat(rig.data()).containsExactly("a", "open", "closed", "open", "open");
    }

    @Test
    void once_on_each_connection_is_not_twice() {
        received("1=a");
        for (int i = 0; i < 3; i++) {
            rig.reopen();
            play("1=a");
        }
        assertThat(rig.data()).containsExactly("a");
        assertThat(rig.seen.warnings).isEmpty();
    }

    @Test
    void a_checkpoint_with_the_id_of_an_event_is_not_an_event() {
        rig.subscribe().open();
        rig.send("id: 1\ndata: a\n\nid: 1\n\nid: 1\n\n");
        rig.reopen();
        play("1=a");
        assertThat(rig.data()).containsExactly("a");
        assertThat(rig.seen.warnings).isEmpty();
    }

    @Test
    void a_reset_of_the_id_does_not_make_it_one() {
        received("door=open door=open");
        rig.send("id\ndata: reset\n\n");
        rig.reopen();
        play("door=open");
        rig.reopen();
        play("door=open");
        assertThat(rig.data()).containsExactly("open", "open", "reset", "open", "open");
    }

    @Test
    void it_is_reported_once_and_counted() {
        received("door=open 1=a door=closed door=open 1=a");
        rig.reopen();
        play("door=open 2=b 2=b");
        assertThat(rig.seen.warnings).containsExactly(new Failure.RepeatedId("door"));
        assertThat(rig.seen.warnings.get(0).message()).contains("\"door\"");
        assertThat(rig.seen.warnings.get(0).retryable()).isFalse();
        assertThat(rig.session.metrics().repeatedIds()).isEqualTo(5);
        assertThat(rig.client.metrics().total().repeatedIds()).isEqualTo(5);
    }

    @ParameterizedTest
    @EnumSource(
            value = Dedup.Mode.class,
            names = {"ALWAYS", "OFF"})
    void it_is_not_reported_where_it_makes_no_difference(Dedup.Mode mode) {
        rig.subscribe(request -> request.dedup(Dedup.defaults().mode(mode).remembered(100)))
                .open();
        play("door=open door=open door=closed");
        assertThat(rig.seen.warnings).isEmpty();
        assertThat(rig.session.metrics().repeatedIds()).isZero();
    }

    @Test
    void a_session_closed_when_it_is_reported_delivers_nothing_further() {
        rig.seen.onWarning = failure -> rig.session.close();
        received("door=open door=closed 1=a");
        assertThat(rig.data()).containsExactly("open");
    }

    @Test
    void a_warning_that_throws_ends_the_session_as_a_handler_does() {
        rig.seen.onWarning = failure -> {
            throw new IllegalStateException("thrown by the test");
        };
        received("door=open door=closed 1=a");
        assertThat(rig.failed(Failure.HandlerFailed.class).cause()).hasMessage("thrown by the test");
        assertThat(rig.data()).containsExactly("open");
    }

    @Test
    void a_long_id_is_not_shown_whole() {
        String id = "x".repeat(5000);
        received(id + "=a " + id + "=b");
        assertThat(rig.seen.warnings).containsExactly(new Failure.RepeatedId(id));
        assertThat(rig.seen.warnings.get(0).message()).hasSizeLessThan(300);
    }

    private void received(String events) {
        rig.subscribe().open();
        play(events);
    }

    private void play(String events) {
        for (String event : events.split(" ")) {
            String[] parts = event.split("=");
            rig.send("id: " + parts[0] + "\ndata: " + parts[1] + "\n\n");
        }
    }
}
