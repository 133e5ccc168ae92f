package dev.rivulet.sse.tests.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A replay is a run in order. In the tests' shorthand, {@code a b} are the events with id and data a, and b. */
class ReplayTest {
    @RegisterExtension
    final Rig rig = new Rig();

    @Test
    void what_a_server_that_compacts_its_history_leaves_out_does_not_end_the_run() {
        received("a b c d e");
        rig.reopen();
        play("a c e f");
        assertThat(rig.data()).containsExactly("a", "b", "c", "d", "e", "f");
    }

    @Test
    void it_may_begin_at_any_event() {
        received("a b c d e");
        rig.reopen();
        play("d e f");
        assertThat(rig.data()).containsExactly("a", "b", "c", "d", "e", "f");
    }

    @Test
    void an_event_out_of_order_ends_it() {
        received("a b c");
        rig.reopen();
        play("b a c d");
        assertThat(rig.data()).containsExactly("a", "b", "c", "a", "c", "d");
    }

    @Test
    void the_first_new_event_ends_it_and_nothing_is_dropped_until_the_next_connection() {
        received("a b c");
        rig.reopen();
        play("a new b c");
        assertThat(rig.data()).containsExactly("a", "b", "c", "new", "b", "c");
        rig.reopen();
        play("new b c");
        assertThat(rig.data()).hasSize(6);
    }

    @Test
    void it_is_over_at_the_newest_remembered_event() {
        received("a b");
        rig.reopen();
        play("a b a b");
        assertThat(rig.data()).containsExactly("a", "b", "a", "b");
    }

    @Test
    void on_each_connection_the_same_events_may_be_replayed() {
        received("a b c");
        for (int i = 0; i < 5; i++) {
            rig.reopen();
            play("a b c");
        }
        assertThat(rig.data()).containsExactly("a", "b", "c");
        assertThat(rig.session.metrics().duplicates()).isEqualTo(15);
    }

    @Test
    void what_was_delivered_twice_is_remembered_in_its_new_place() {
        received("a b c");
        rig.reopen();
        play("x a b");
        rig.reopen();
        play("c x a b d");
        assertThat(rig.data()).containsExactly("a", "b", "c", "x", "a", "b", "d");
    }

    @Test
    void an_id_stands_for_what_it_named_last() {
        // One event a connection: no connection brings the id twice.
        for (String state : new String[] {"open", "closed", "open", "closed", "closed", "open"}) {
            if (rig.session == null) {
                rig.subscribe().open();
            } else {
                rig.reopen();
            }
            rig.send("id: door\ndata: " + state + "\n\n");
        }
        assertThat(rig.data()).containsExactly("open", "closed", "open", "closed", "open");
    }

    @Test
    void types_are_compared_and_not_their_hash_codes() {
        assertThat("Aa".hashCode()).isEqualTo("BB".hashCode());
        rig.subscribe().open().send("id: 1\nevent: Aa\ndata: x\n\n");
        rig.reopen().send("id: 1\nevent: BB\ndata: x\n\n");
        assertThat(rig.seen.events).hasSize(2);
    }

    @Test
    void a_connection_that_brings_nothing_changes_nothing() {
        received("a b");
        rig.reopen().send(": hello\n\n");
        rig.reopen();
        play("a b c");
        assertThat(rig.data()).containsExactly("a", "b", "c");
    }

    private void received(String events) {
        rig.subscribe().open();
        play(events);
    }

    private void play(String events) {
        for (String event : events.split(" ")) {
            rig.send("id: " + event + "\ndata: " + event + "\n\n");
        }
    }
}
