package dev.rivulet.sse.tests.session;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.sse.Failure;
import dev.rivulet.sse.http.Phase;
import dev.rivulet.sse.policy.ReconnectPolicy;
import java.net.ConnectException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How long a session waits before it connects again. */
class DelayTest {
    @RegisterExtension
    final Rig rig = new Rig();

    @Test
    void jitter_begins_with_the_first_loss_and_doubles_up_to_the_cap_while_nothing_gets_through() {
        rig.dice.load(1);
        rig.subscribe();
        for (int seconds : new int[] {1, 2, 4, 8, 16, 30, 30, 30}) {
            refuse();
            assertThat(rig.delay()).isEqualTo(ofSeconds(seconds));
            rig.backOff();
        }
    }

    @Test
    void jitter_goes_down_to_nothing() {
        rig.subscribe();
        refuse();
        assertThat(rig.delay()).isZero();
        rig.backOff();
    }

    @Test
    void nothing_is_attempted_before_the_delay_is_over() {
        rig.dice.load(1);
        rig.subscribe();
        refuse();
        rig.time.advance(ofSeconds(1).minusNanos(1));
        assertThat(rig.transport.opened()).isEqualTo(1);
        rig.time.advance(Duration.ofNanos(1));
        assertThat(rig.transport.opened()).isEqualTo(2);
    }

    @Test
    void retry_is_the_floor_under_the_jitter_and_holds_for_the_losses_after_it_too() {
        rig.dice.load(1);
        rig.subscribe().open().send("retry: 3000\n\ndata: a\n\n").cut();
        assertThat(rig.delay()).isEqualTo(ofSeconds(3 + 1));
        rig.backOff();
        refuse();
        assertThat(rig.delay()).isEqualTo(ofSeconds(3 + 2));
    }

    @Test
    void the_last_retry_wins_also_within_a_block_that_is_not_finished() {
        // The standard processes retry when its line ends, not when its block does.
        rig.subscribe().open().send("retry: 3000\n\nretry: 5000\n").cut();
        assertThat(rig.delay()).isEqualTo(ofSeconds(5));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "1e3", "3000x", "+3000", " 3000 ", "٣", "", "0x10", "3.5"})
    void a_retry_that_is_not_only_digits_is_ignored(String value) {
        rig.subscribe().open().send("retry:" + value + "\n\n").cut();
        assertThat(rig.delay()).isZero();
    }

    @Test
    void retry_zero_has_a_minimum_of_its_own() {
        rig.subscribe().open().send("retry: 0\n\ndata: a\n\n").cut();
        assertThat(rig.delay()).isEqualTo(ofMillis(100));
    }

    @Test
    void retry_zero_at_clean_ends_makes_no_hot_loop() {
        rig.subscribe();
        for (int i = 0; i < 10; i++) {
            rig.open().send("retry: 0\nid: " + i + "\ndata: a\n\n").end();
            assertThat(rig.delay()).isEqualTo(ofMillis(100));
            rig.backOff();
        }
    }

    @Test
    void a_clean_end_after_progress_waits_for_retry_and_up_to_a_fifth_more() {
        rig.subscribe().open().send("retry: 3000\n\ndata: a\n\n").end();
        assertThat(rig.delay()).isEqualTo(ofMillis(3000));
        rig.backOff().open().send("data: b\n\n");

        rig.dice.load(1);
        rig.end();

        assertThat(rig.delay()).isEqualTo(ofMillis(3600));
    }

    @Test
    void a_clean_end_without_progress_backs_off_above_retry() {
        rig.dice.load(1);
        rig.subscribe();
        for (int seconds : new int[] {1, 2, 4}) {
            rig.open().send("retry: 3000\n\n").end();
            assertThat(rig.delay()).isEqualTo(ofSeconds(3 + seconds));
            rig.backOff();
        }
    }

    @Test
    void a_clean_end_of_a_stream_without_retry_backs_off_as_any_loss() {
        rig.dice.load(1);
        rig.subscribe().open().send("data: a\n\n").end();
        assertThat(rig.delay()).isEqualTo(ofSeconds(1));
        assertThat(rig.retrying(Failure.StreamEnded.class)).isNotNull();
    }

    @Test
    void jitter_starts_over_when_an_event_with_a_new_id_came() {
        lostTwice();
        rig.open().send("id: 1\ndata: new\n\n").cut();
        assertThat(rig.delay()).isEqualTo(ofSeconds(1));
    }

    @Test
    void a_server_that_says_hello_and_dies_is_asked_at_longer_and_longer_intervals() {
        rig.dice.load(1);
        rig.subscribe();
        int attempt = 0;
        // The first connection waited for nothing, so that its event counts.
        for (int seconds : new int[] {1, 2, 4, 8, 16, 30, 30}) {
            rig.open().send("event: hello\ndata: node " + attempt++ + "\n\n");
            rig.time.advance(ofMillis(500));
            rig.end();
            assertThat(rig.delay()).isEqualTo(ofSeconds(seconds));
            rig.backOff();
        }
    }

    @Test
    void a_hello_with_the_same_id_each_time_is_no_progress_either() {
        rig.dice.load(1);
        rig.subscribe();
        int attempt = 0;
        for (int seconds : new int[] {1, 2, 4, 8}) {
            rig.open().send("id: hello\ndata: node " + attempt++ + "\n\n").cut();
            assertThat(rig.delay()).isEqualTo(ofSeconds(seconds));
            rig.backOff();
        }
    }

    @Test
    void jitter_starts_over_when_an_event_without_an_id_came_and_the_connection_outlived_the_wait_before_it() {
        lostTwice(); // and waited for 2 s
        rig.open().send("data: new\n\n");
        rig.time.advance(ofSeconds(2));
        rig.cut();
        assertThat(rig.delay()).isEqualTo(ofSeconds(1));
    }

    @Test
    void jitter_continues_when_an_event_without_an_id_came_and_the_connection_was_shorter_than_the_wait_before_it() {
        lostTwice();
        rig.open().send("data: new\n\n");
        rig.time.advance(ofSeconds(2).minusNanos(1));
        rig.cut();
        assertThat(rig.delay()).isEqualTo(ofSeconds(4));
    }

    @Test
    void a_wait_that_the_user_cut_short_counts_as_long_as_it_was() {
        lostTwice();
        refuse(); // 4 s
        rig.time.advance(ofSeconds(1));
        rig.session.reconnect();
        rig.open().send("data: new\n\n");
        rig.time.advance(ofSeconds(1));
        rig.cut();
        assertThat(rig.delay()).isEqualTo(ofSeconds(1));
    }

    @Test
    void a_polling_server_without_ids_is_asked_when_it_says_each_time() {
        rig.dice.load(1);
        rig.subscribe(request -> request.reconnect(ReconnectPolicy.defaults().maxAttempts(3)));
        for (int i = 0; i < 10; i++) {
            rig.open().send("retry: 3000\ndata: " + i + "\n\n").end();
            assertThat(rig.delay()).isEqualTo(ofMillis(3600));
            rig.backOff();
        }
    }

    @Test
    void jitter_starts_over_when_the_cursor_moved_without_an_event() {
        lostTwice();
        rig.open().send("id: 5\n\n").cut();
        assertThat(rig.delay()).isEqualTo(ofSeconds(1));
    }

    @Test
    void jitter_continues_when_the_stream_opened_and_brought_nothing_new() {
        rig.subscribe().open().send("id: 1\ndata: a\n\n").cut().backOff();
        rig.dice.load(1);
        refuse(); // k = 1
        rig.backOff().open().send(": hello\n\nid: 1\ndata: a\n\n").cut(); // a comment and a duplicate
        assertThat(rig.seen.events).hasSize(1);
        assertThat(rig.delay()).isEqualTo(ofSeconds(4));
    }

    @Test
    void jitter_starts_over_when_the_connection_stayed_open_long_enough_with_bytes() {
        lostTwice();
        rig.open().send(": heartbeat\n\n");
        rig.time.advance(ofSeconds(30));
        rig.cut();
        assertThat(rig.delay()).isEqualTo(ofSeconds(1));
    }

    @Test
    void jitter_continues_when_the_connection_stayed_open_without_a_byte() {
        lostTwice();
        rig.open();
        rig.time.advance(ofSeconds(60));
        rig.cut();
        assertThat(rig.delay()).isEqualTo(ofSeconds(4));
    }

    @Test
    void jitter_continues_when_the_connection_was_short() {
        lostTwice();
        rig.open().send(": heartbeat\n\n");
        rig.time.advance(ofSeconds(30).minusNanos(1));
        rig.cut();
        assertThat(rig.delay()).isEqualTo(ofSeconds(4));
    }

    private void lostTwice() {
        rig.dice.load(1);
        rig.subscribe();
        refuse();
        rig.backOff();
        refuse();
        rig.backOff();
    }

    private void refuse() {
        rig.server().failed(Phase.CONNECT, new ConnectException("refused"));
    }
}
