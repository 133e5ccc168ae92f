package dev.rivulet.sse.tests.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.sse.policy.Dedup;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What counts as a duplicate ({@link ReplayTest}, {@link RepeatedIdTest} for more). In the tests' shorthand, {@code 1a} is the event with id 1 and data a. */
class DedupTest {
    @RegisterExtension
    final Rig rig = new Rig();

    @Test
    void what_the_server_sends_again_after_a_reconnection_is_dropped_and_counted() {
        rig.subscribe().open();
        play("1a", "2b", "3c");
        rig.reopen();
        play("2b", "3c", "4d");
        assertThat(rig.data()).containsExactly("a", "b", "c", "d");
        assertThat(rig.session.metrics().duplicates()).isEqualTo(2);
        assertThat(rig.session.metrics().delivered()).isEqualTo(4);
        assertThat(rig.session.lastEventId()).isEqualTo("4");
    }

    @Test
    void a_replay_from_before_the_last_connection_is_dropped_too() {
        rig.subscribe().open();
        play("1a", "2b");
        rig.reopen();
        play("3c");
        rig.reopen();
        play("1a", "2b", "3c", "4d");
        assertThat(rig.data()).containsExactly("a", "b", "c", "d");
    }

    @Test
    void a_server_that_restarts_its_numbering_loses_nothing() {
        rig.subscribe().open();
        play("1a", "2b");
        rig.reopen();
        play("1x", "2y");
        assertThat(rig.data()).containsExactly("a", "b", "x", "y");
    }

    @Test
    void a_server_that_gives_many_events_one_id_loses_nothing() {
        rig.subscribe().open();
        play("1a", "1b");
        rig.reopen();
        play("1c", "1d");
        assertThat(rig.data()).containsExactly("a", "b", "c", "d");
    }

    @Test
    void the_same_id_and_data_under_another_type_is_another_event() {
        rig.subscribe().open().send("id: 1\nevent: bid\ndata: a\n\n");
        rig.reopen().send("id: 1\nevent: ask\ndata: a\n\n");
        assertThat(rig.data()).containsExactly("a", "a");
    }

    @Test
    void an_event_without_an_id_of_its_own_is_never_a_duplicate() {
        rig.subscribe().open().send("id: 1\ndata: tick\n\ndata: tick\n\n");
        rig.reopen().send("data: tick\n\ndata: tick\n\n");
        assertThat(rig.seen.events).hasSize(4);
    }

    @Test
    void a_repeat_on_one_connection_is_delivered() {
        rig.subscribe().open();
        play("1a", "1a");
        rig.reopen();
        play("2b", "2b");
        assertThat(rig.data()).containsExactly("a", "a", "b", "b");
    }

    @Test
    void the_first_new_event_after_a_duplicate_ends_the_replay_so_that_a_later_repeat_is_delivered() {
        rig.subscribe().open();
        play("1a", "2b");
        rig.reopen();
        play("2b", "3c", "1a");
        assertThat(rig.data()).containsExactly("a", "b", "c", "a");
    }

    @Test
    void where_the_first_event_is_new_there_is_no_replay_and_nothing_is_dropped() {
        rig.subscribe().open();
        play("1a", "2b");
        rig.reopen();
        play("9new", "1a", "2b");
        assertThat(rig.data()).containsExactly("a", "b", "new", "a", "b");
    }

    @Test
    void an_event_without_an_id_within_a_replay_does_not_end_it() {
        rig.subscribe().open();
        play("1a", "2b");
        rig.reopen();
        rig.send("id: 1\ndata: a\n\ndata: ping\n\nid: 2\ndata: b\n\n");
        assertThat(rig.data()).containsExactly("a", "b", "ping");
    }

    @Test
    void a_replay_cut_short_twice_is_still_delivered_once_and_in_order() {
        rig.subscribe().open();
        play("1a", "2b", "3c");
        rig.reopen();
        play("1a");
        rig.reopen();
        play("2b", "3c", "4d");
        assertThat(rig.data()).containsExactly("a", "b", "c", "d");
    }

    @Test
    void an_inclusive_server_sends_the_last_event_again_and_it_is_dropped() {
        rig.subscribe().open();
        play(1 + data(1));
        for (int i = 2; i < 50; i++) {
            rig.reopen();
            play((i - 1) + data(i - 1), i + data(i));
        }
        assertThat(rig.data()).doesNotHaveDuplicates().hasSize(49);
    }

    @Test
    void a_reset_of_the_id_forgets_what_was_seen() {
        rig.subscribe().open();
        play("1a");
        rig.send("id\ndata: reset\n\n");
        rig.reopen();
        play("1a");
        assertThat(rig.data()).containsExactly("a", "reset", "a");
    }

    @Test
    void a_thousand_events_are_remembered() {
        String all = IntStream.range(0, 1024)
                .mapToObj(i -> "id: " + i + "\ndata: " + i + "\n\n")
                .collect(Collectors.joining());
        rig.subscribe().open().send(all);
        rig.reopen().send(all).send("id: new\ndata: new\n\n");
        assertThat(rig.seen.events).hasSize(1025);
        assertThat(rig.session.metrics().duplicates()).isEqualTo(1024);
    }

    @Test
    void only_so_many_are_remembered_as_the_policy_says() {
        rig.subscribe(request -> request.dedup(Dedup.defaults().remembered(2))).open();
        play("1a", "2b", "3c");
        rig.reopen();
        play("1a", "2b", "3c");
        // 1 is forgotten, and so it is new; what follows a new event is no replay.
        assertThat(rig.data()).containsExactly("a", "b", "c", "a", "b", "c");
        rig.reopen();
        play("2b", "3c");
        assertThat(rig.session.metrics().duplicates()).isEqualTo(2);
    }

    @Test
    void by_id_alone_a_restarted_numbering_is_taken_for_a_replay() {
        rig.subscribe(request -> request.dedup(Dedup.byId())).open();
        play("1a", "2b");
        rig.reopen();
        play("1x", "3c");
        assertThat(rig.data()).containsExactly("a", "b", "c");
    }

    @Test
    void by_id_alone_an_event_that_was_changed_is_dropped_but_only_in_order() {
        rig.subscribe(request -> request.dedup(Dedup.byId())).open();
        play("1a", "2b", "3c");
        rig.reopen();
        play("2x", "1y", "3z");
        assertThat(rig.data()).containsExactly("a", "b", "c", "y", "z");
    }

    @Test
    void by_id_alone_an_id_that_comes_twice_on_one_connection_is_none_either() {
        rig.subscribe(request -> request.dedup(Dedup.byId())).open();
        play("1a", "1b");
        rig.reopen();
        play("1c");
        assertThat(rig.data()).containsExactly("a", "b", "c");
    }

    @Test
    void always_drops_repeats_on_one_connection_too() {
        rig.subscribe(request -> request.dedup(Dedup.always())).open();
        play("1a", "1a", "1b", "1a");
        rig.reopen();
        play("1a", "2c", "1b");
        assertThat(rig.data()).containsExactly("a", "b", "c");
    }

    @Test
    void off_delivers_everything() {
        rig.subscribe(request -> request.dedup(Dedup.off())).open();
        play("1a", "1a");
        rig.reopen();
        play("1a");
        assertThat(rig.data()).containsExactly("a", "a", "a");
    }

    @Test
    void an_event_that_the_handler_has_not_seen_is_no_duplicate() {
        // Cut in the middle of 2b: it was received in part, and comes whole.
        rig.subscribe().open();
        play("1a");
        rig.send("id: 2\ndata: b\n");
        rig.reopen();
        play("2b");
        assertThat(rig.data()).containsExactly("a", "b");
    }

    @Test
    void data_of_the_same_first_bytes_is_not_the_same_data() {
        String longData = "x".repeat(1000);
        rig.subscribe().open();
        play("1" + longData + "a");
        rig.reopen();
        play("1" + longData + "b", "1" + longData);
        assertThat(rig.seen.events).hasSize(3);
    }

    private void play(String... events) {
        for (String event : events) {
            int digits = 0;
            while (Character.isDigit(event.charAt(digits))) {
                digits++;
            }
            rig.send("id: " + event.substring(0, digits) + "\ndata: " + event.substring(digits) + "\n\n");
        }
    }

    private static String data(int i) {
        return "d" + Integer.toString(i, 36).replaceAll("[0-9]", "n$0");
    }
}
