package dev.rivulet.sse.testkit.session;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.sse.Failure;
import dev.rivulet.sse.SessionState;
import dev.rivulet.sse.policy.ReconnectPolicy;
import dev.rivulet.sse.spi.Phase;
import java.net.ConnectException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** DESIGN 8: how long a session waits before it connects again. */
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
    void jitter_starts_over_when_a_new_event_came() {
        lostTwice();
        rig.open().send("data: new\n\n").cut();
        assertThat(rig.delay()).isEqualTo(ofSeconds(1));
    }

    @Test
    void jitter_starts_over_when_the_cursor_moved_without_an_event() {
        lostTwice();
        rig.open().send("id: 5\n\n").cut();
        assertThat(rig.delay()).isEqualTo(ofSeconds(1));
    }

    @Test
    void jitter_goes_on_when_the_stream_opened_and_brought_nothing_new() {
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
    void jitter_goes_on_when_the_connection_stayed_open_without_a_byte() {
        lostTwice();
        rig.open();
        rig.time.advance(ofSeconds(60));
        rig.cut();
        assertThat(rig.delay()).isEqualTo(ofSeconds(4));
    }

    @Test
    void jitter_goes_on_when_the_connection_was_short() {
        lostTwice();
        rig.open().send(": heartbeat\n\n");
        rig.time.advance(ofSeconds(30).minusNanos(1));
        rig.cut();
        assertThat(rig.delay()).isEqualTo(ofSeconds(4));
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "7, 7", "0007, 7"})
    void retry_after_in_seconds_is_the_floor(String value, int seconds) {
        rig.subscribe().server().head(503, Rig.headers("Retry-After", value)).end();
        assertThat(rig.delay()).isEqualTo(ofSeconds(seconds));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-7", "1.5", "soon", "", "٧", "7 seconds", "Sat, 31 Foo 2026 00:00:00 GMT"})
    void a_retry_after_that_cannot_be_understood_is_ignored(String value) {
        rig.subscribe().server().head(503, Rig.headers("Retry-After", value)).end();
        assertThat(rig.delay()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Sun, 06 Nov 1994 08:49:37 GMT",
                // RFC 9110, 5.6.7: a recipient must accept all three.
                "Sunday, 06-Nov-94 08:49:37 GMT",
                "Sun Nov  6 08:49:37 1994"
            })
    void retry_after_as_a_date_counts_from_the_responses_own_date(String date) {
        // Neither clock has to be right.
        rig.subscribe()
                .server()
                .head(503, Rig.headers("Date", "Sun, 06 Nov 1994 08:49:00 GMT", "Retry-After", date))
                .end();
        assertThat(rig.delay()).isEqualTo(ofSeconds(37));
    }

    @Test
    void retry_after_as_a_date_counts_from_the_wall_clock_where_the_response_has_no_date() {
        rig.subscribe()
                .server()
                .head(429, Rig.headers("Retry-After", "Thu, 01 Jan 2026 00:01:30 GMT"))
                .end();
        assertThat(rig.delay()).isEqualTo(ofSeconds(90));
    }

    @Test
    void a_retry_after_in_the_past_asks_for_nothing() {
        rig.subscribe()
                .server()
                .head(503, Rig.headers("Retry-After", "Thu, 01 Jan 1970 00:00:00 GMT"))
                .end();
        assertThat(rig.delay()).isZero();
    }

    @Test
    void retry_after_ms_is_exacter_than_retry_after() {
        rig.subscribe()
                .server()
                .head(429, Rig.headers("Retry-After", "2", "Retry-After-Ms", "1500"))
                .end();
        assertThat(rig.delay()).isEqualTo(ofMillis(1500));
    }

    @Test
    void the_larger_of_retry_and_retry_after_is_the_floor_and_jitter_comes_on_top() {
        rig.dice.load(1);
        rig.subscribe().open().send("retry: 3000\n\ndata: a\n\n").cut().backOff();
        rig.server().head(503, Rig.headers("Retry-After", "2")).end();
        assertThat(rig.delay()).isEqualTo(ofSeconds(3 + 2));
        rig.backOff();
        rig.server().head(503, Rig.headers("Retry-After", "60")).end();
        assertThat(rig.delay()).isEqualTo(ofSeconds(60 + 4));
    }

    @Test
    void a_retry_after_counts_for_the_next_attempt_only() {
        rig.subscribe().server().head(503, Rig.headers("Retry-After", "60")).end();
        rig.backOff();
        refuse();
        assertThat(rig.delay()).isZero();
    }

    @Test
    void a_floor_above_the_longest_that_is_waited_for_gives_up_and_says_so() {
        rig.subscribe().server().head(503, Rig.headers("Retry-After", "601")).end();
        var failure = rig.failed(Failure.ServerDelayTooLong.class);
        assertThat(failure.asked()).isEqualTo(ofSeconds(601));
        assertThat(failure.allowed()).isEqualTo(ofSeconds(600));
        assertThat(failure.advice()).contains("maxServerDelay");
    }

    @Test
    void a_floor_that_is_just_allowed_is_waited_for() {
        rig.subscribe().server().head(503, Rig.headers("Retry-After", "600")).end();
        assertThat(rig.delay()).isEqualTo(ofSeconds(600));
    }

    @Test
    void a_retry_of_astronomic_length_gives_up_and_does_not_overflow() {
        rig.subscribe().open().send("retry: 99999999999999999999999999\n\ndata: a\n\n").end();
        rig.failed(Failure.ServerDelayTooLong.class);
    }

    @Test
    void a_policy_of_endless_durations_does_not_overflow() {
        Duration forever = ChronoUnit.FOREVER.getDuration();
        rig.subscribe(request -> request.reconnect(ReconnectPolicy.defaults()
                .withCap(forever)
                .withMaxServerDelay(forever)
                .withMaxElapsed(forever)
                .withStableAfter(forever)));
        for (int i = 0; i < 100; i++) {
            refuse();
            rig.backOff();
        }
        rig.open().send("retry: 99999999999999999999999999\n\ndata: a\n\n").end();
        assertThat(rig.delay()).isGreaterThan(Duration.ofDays(365));
    }

    @Test
    void maxAttempts_counts_failures_in_a_row_and_ends_with_the_last() {
        rig.subscribe(request -> request.reconnect(ReconnectPolicy.defaults().withMaxAttempts(3)));
        refuse();
        rig.backOff();
        refuse();
        rig.backOff().open().send("data: a\n\n").cut().backOff(); // progress: the count begins again
        refuse();
        rig.backOff();
        refuse();
        rig.backOff();
        refuse();
        assertThat(rig.failed(Failure.Disconnected.class).phase()).isEqualTo(Phase.CONNECT);
        assertThat(rig.transport.opened()).isEqualTo(6);
    }

    @Test
    void maxAttempts_of_one_ends_at_the_first_failure() {
        rig.subscribe(request -> request.reconnect(ReconnectPolicy.defaults().withMaxAttempts(1)));
        refuse();
        rig.failed(Failure.Disconnected.class);
    }

    @Test
    void maxAttempts_bounds_streams_that_open_and_bring_nothing() {
        rig.subscribe(request -> request.reconnect(ReconnectPolicy.defaults().withMaxAttempts(3)));
        rig.open().end().backOff().open().end().backOff().open().end();
        rig.closed();
        rig.assertOver();
        assertThat(rig.transport.opened()).isEqualTo(3);
    }

    @Test
    void maxElapsed_lets_no_attempt_begin_later_than_that_after_the_loss() {
        rig.dice.load(1);
        rig.subscribe(request -> request.reconnect(ReconnectPolicy.defaults().withMaxElapsed(ofSeconds(10))));
        rig.open().send("data: a\n\n");
        rig.time.advance(ofSeconds(100));
        rig.cut().backOff(); // 1 s
        refuse();
        rig.backOff(); // 3 s
        refuse();
        rig.backOff(); // 7 s
        refuse(); // 15 s would be too late
        rig.failed(Failure.Disconnected.class);
        assertThat(rig.transport.opened()).isEqualTo(4);
    }

    @Test
    void maxElapsed_starts_anew_with_each_loss() {
        rig.dice.load(1);
        rig.subscribe(request -> request.reconnect(ReconnectPolicy.defaults().withMaxElapsed(ofSeconds(10))));
        for (int i = 0; i < 20; i++) {
            rig.open().send("data: a\n\n").cut().backOff();
        }
        refuse();
        rig.backOff();
    }

    @Test
    void a_policy_that_never_reconnects_completes_at_a_clean_end() {
        rig.subscribe(request -> request.reconnect(ReconnectPolicy.never()))
                .open()
                .send("data: a\n\n")
                .end();
        rig.ended(SessionState.Closed.Reason.COMPLETE);
        assertThat(rig.data()).containsExactly("a");
    }

    @Test
    void a_policy_that_never_reconnects_fails_at_a_loss() {
        rig.subscribe(request -> request.reconnect(ReconnectPolicy.never()))
                .open()
                .cut();
        assertThat(rig.failed(Failure.Disconnected.class).phase()).isEqualTo(Phase.BODY);
    }

    @Test
    void before_the_first_event_a_loss_is_retried_and_after_it_not() {
        rig.subscribe(request ->
                request.reconnect(ReconnectPolicy.defaults().withWhen(ReconnectPolicy.When.BEFORE_FIRST_EVENT)));
        refuse();
        rig.backOff().open().send(": nothing yet\n\n").cut().backOff();
        rig.open().send("data: a\n\n").cut();
        rig.failed(Failure.Disconnected.class);
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
