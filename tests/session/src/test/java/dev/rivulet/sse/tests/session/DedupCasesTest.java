package dev.rivulet.sse.tests.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.sse.Failure;
import dev.rivulet.sse.policy.Dedup;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What went wrong in other clients with events that come again. */
class DedupCasesTest {
    @RegisterExtension
    final Rig rig = new Rig();

    @Test
    void a_server_that_was_restarted_and_numbers_from_1_again_is_not_swallowed_in_silence() {
        // It is not reported as a suspicion: the same id with other content is an ordinary event.
        rig.subscribe().open();
        play(1, 50, "old ");
        rig.reopen();
        play(1, 60, "new ");
        assertThat(rig.data()).hasSize(110).endsWith("new 59", "new 60");
        assertThat(rig.session.metrics().duplicates()).isZero();
    }

    @Test
    void several_events_of_one_millisecond_under_one_id_are_neither_lost_nor_shown_twice() {
        rig.subscribe().open().send("id: 100\ndata: A\n\nid: 100\ndata: B");
        rig.reopen();
        assertThat(rig.sentId()).isEqualTo("100");
        rig.send("id: 100\ndata: A\n\nid: 100\ndata: B\n\nid: 101\ndata: C\n\n");
        assertThat(rig.data()).containsExactly("A", "B", "C");
        assertThat(rig.session.metrics().duplicates()).isEqualTo(1);
    }

    @Test
    void a_whole_topic_that_is_sent_again_is_not_shown_again() {
        rig.subscribe().open();
        play(1, 600, "");
        rig.reopen();
        play(1, 605, "");
        assertThat(rig.data())
                .isEqualTo(
                        IntStream.rangeClosed(1, 605).mapToObj(String::valueOf).toList());
    }

    @Test
    void a_topic_longer_than_what_is_remembered_is_shown_again_as_a_whole() {
        rig.subscribe(request -> request.dedup(Dedup.defaults().remembered(100)))
                .open();
        play(1, 600, "");
        rig.reopen();
        play(1, 605, "");
        // Its first event is forgotten, so that none of it is taken for a replay.
        assertThat(rig.data().subList(600, rig.data().size()))
                .isEqualTo(
                        IntStream.rangeClosed(1, 605).mapToObj(String::valueOf).toList());
        assertThat(rig.session.metrics().duplicates()).isZero();
    }

    @Test
    void a_server_that_repeats_the_event_that_was_asked_after_shows_nothing_twice_wherever_it_is_cut() {
        rig.transport.remembering(10);
        List<String> all = IntStream.rangeClosed(1, 9).mapToObj(String::valueOf).toList();
        for (int seed = 0; seed < 1000; seed++) {
            var random = new Random(seed);
            rig.seen.events.clear();
            rig.seen.states.clear();
            rig.subscribe().open();
            while (rig.seen.events.size() < all.size()) {
                String sent = rig.sentId();
                String rest = IntStream.rangeClosed(sent == null ? 1 : Integer.parseInt(sent), 9)
                        .mapToObj(i -> "id: " + i + "\nevent: n\ndata: " + i + "\n\n")
                        .collect(Collectors.joining());
                rig.send(rest.substring(0, random.nextInt(rest.length() + 1)));
                rig.reopen();
            }
            assertThat(rig.data()).as("seed %s", seed).isEqualTo(all);
            rig.session.close();
        }
    }

    @Test
    void states_of_an_appliance_under_its_own_id_are_all_shown_and_so_are_heartbeats_with_that_id() {
        String open = "event: STATUS\nid: OVEN-1\ndata: open\n\n";
        String closed = "event: STATUS\nid: OVEN-1\ndata: closed\n\n";
        String alive = "event: KEEP-ALIVE\nid: OVEN-1\ndata:\n\n";
        rig.subscribe().open().send(open + closed + alive);
        rig.reopen().send(alive + open + closed + open);
        assertThat(rig.data()).containsExactly("open", "closed", "", "", "open", "closed", "open");
        assertThat(rig.seen.warnings).containsExactly(new Failure.RepeatedId("OVEN-1"));
    }

    @Test
    void a_door_that_opens_again_after_the_reconnection_is_open() {
        rig.subscribe().open().send("id: OVEN-1\ndata: open\n\n").send("id: OVEN-1\ndata: closed\n\n");
        rig.reopen().send("id: OVEN-1\ndata: open\n\n").end();
        assertThat(rig.data()).containsExactly("open", "closed", "open");
    }

    @Test
    void a_server_that_gives_every_event_the_id_1_and_the_same_data_loses_none_of_a_thousand() {
        rig.subscribe().open().send("id: 1\ndata: tick\n\n".repeat(10));
        rig.reopen().send("id: 1\ndata: tick\n\n".repeat(1000));
        assertThat(rig.seen.events).hasSize(1010);
        assertThat(rig.session.metrics().duplicates()).isZero();
    }

    @Test
    void of_an_id_that_came_once_before_at_most_the_first_event_is_taken_for_a_replay() {
        // Up to its second event, nothing distinguishes this server from one that sends its last event again.
        rig.subscribe().open().send("id: 1\ndata: tick\n\n");
        rig.reopen().send("id: 1\ndata: tick\n\n".repeat(1000));
        rig.reopen().send("id: 1\ndata: tick\n\n".repeat(1000));
        assertThat(rig.session.metrics().duplicates()).isEqualTo(1);
        assertThat(rig.seen.events).hasSize(2000);
    }

    @Test
    void a_restarted_server_that_greets_as_before_is_heard_after_its_greeting() {
        rig.subscribe().open().send("id: 1\ndata: hello\n\nid: 2\ndata: a\n\nid: 3\ndata: same\n\n");
        rig.reopen().send("id: 1\ndata: hello\n\nid: 2\ndata: b\n\nid: 3\ndata: same\n\n");
        // The greeting says nothing that was not said before; the event with id 3 follows one that is new.
        assertThat(rig.data()).containsExactly("hello", "a", "same", "b", "same");
    }

    @Test
    void a_state_that_is_refreshed_again_and_again_is_shown_each_time() {
        String states = "id: door\ndata: open\n\nid: lamp\ndata: on\n\n";
        rig.subscribe().open().send(states);
        rig.reopen().send(states.repeat(100));
        // The first round repeats what is known, from the first event on and in order.
        assertThat(rig.seen.events).hasSize(2 + 198);
        rig.reopen().send(states.repeat(100));
        assertThat(rig.seen.events).hasSize(200 + 200);
    }

    @Test
    void a_compacted_history_is_not_shown_again_and_what_is_new_after_it_is() {
        rig.subscribe().open();
        play(1, 50, "");
        rig.reopen();
        for (int i = 1; i <= 55; i += 3) {
            play(i, i, "");
        }
        play(56, 60, "");
        assertThat(rig.data()).hasSize(50 + 2 + 5).endsWith("50", "52", "55", "56", "57", "58", "59", "60");
    }

    private void play(int from, int to, String prefix) {
        for (int i = from; i <= to; i++) {
            rig.send("id: " + i + "\ndata: " + prefix + i + "\n\n");
        }
    }
}
