package dev.rivulet.sse.testkit.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.sse.policy.Dedup;
import java.util.ArrayList;
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
        // It is not reported as a suspicion: the same id with other content is an ordinary event (DESIGN 7).
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
    void what_is_forgotten_of_a_topic_longer_than_the_ring_comes_again_in_order_and_is_counted() {
        rig.subscribe(request -> request.dedup(Dedup.defaults().withRemembered(100)))
                .open();
        play(1, 600, "");
        rig.reopen();
        play(1, 605, "");
        List<String> again = rig.data().subList(600, rig.data().size());
        long dropped = rig.session.metrics().duplicates();
        assertThat(rig.data()).contains("605").hasSize((int) (600 + 605 - dropped));
        List<Integer> numbers =
                new ArrayList<>(again.stream().map(Integer::valueOf).toList());
        assertThat(numbers).isSorted().doesNotHaveDuplicates().contains(1, 400, 605);
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

    private void play(int from, int to, String prefix) {
        for (int i = from; i <= to; i++) {
            rig.send("id: " + i + "\ndata: " + prefix + i + "\n\n");
        }
    }
}
