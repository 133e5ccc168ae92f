package dev.rivulet.sse.tests.session;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofNanos;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.sse.Failure;
import dev.rivulet.sse.Failure.TimedOut.Kind;
import dev.rivulet.sse.SessionState;
import dev.rivulet.sse.SseRequest;
import dev.rivulet.sse.http.Phase;
import dev.rivulet.sse.policy.Timeouts;
import java.net.ConnectException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Time-outs. What they mean for a reader that does not read is in {@link SlowReaderTest}. */
class TimeoutsTest {
    private static final Duration INSTANT = ofNanos(1);

    @RegisterExtension
    final Rig rig = Rig.withJitter();

    @Test
    void idle_counts_from_the_last_byte_exactly() {
        rig.subscribe().open();
        rig.time.advance(ofMinutes(3));
        rig.send("data: a\n\n");
        rig.time.advance(ofMinutes(5).minus(INSTANT));
        rig.opened();

        rig.time.advance(INSTANT);

        assertTimedOut(Kind.IDLE, ofMinutes(5));
        assertThat(rig.server().isCancelled()).isTrue();
        rig.backOff().open().send("data: b\n\n");
        assertThat(rig.data()).containsExactly("a", "b");
    }

    @Test
    void idle_counts_from_the_head_where_no_byte_ever_comes() {
        rig.subscribe();
        rig.time.advance(ofMinutes(1));
        rig.open();
        rig.time.advance(ofMinutes(5).minus(INSTANT));
        rig.opened();
        rig.time.advance(INSTANT);
        assertTimedOut(Kind.IDLE, ofMinutes(5));
    }

    @Test
    void any_byte_keeps_a_stream_alive_a_heartbeat_or_a_piece_of_an_event() {
        rig.subscribe().open();
        for (String piece : new String[] {": heartbeat\n\n", "d", "ata: lo", "ng\n", "\n", ":\n", "\r"}) {
            rig.time.advance(ofMinutes(5).minus(INSTANT));
            rig.send(piece);
        }
        rig.time.advance(ofMinutes(5).minus(INSTANT));
        rig.opened();
        assertThat(rig.data()).containsExactly("long");
        rig.time.advance(INSTANT);
        assertTimedOut(Kind.IDLE, ofMinutes(5));
    }

    @Test
    void a_byte_in_the_middle_of_a_burst_counts_too() {
        rig.subscribe().open();
        for (int i = 0; i < 10; i++) {
            rig.time.advance(ofMinutes(4));
            rig.server().part("data: " + i + "\n");
        }
        rig.opened();
        rig.time.advance(ofMinutes(5).minus(INSTANT));
        rig.opened();
        rig.time.advance(INSTANT);
        assertTimedOut(Kind.IDLE, ofMinutes(5));
    }

    @Test
    void a_burst_without_bytes_does_not_shorten_the_idle_time() {
        rig.subscribe().open();
        rig.time.advance(ofMinutes(2));
        rig.server().burstEnd();
        rig.time.advance(ofMinutes(3).minus(INSTANT));
        rig.opened();
    }

    @Test
    void what_had_been_received_before_an_idle_time_out_is_delivered_and_its_id_sent() {
        rig.subscribe().open();
        rig.server().part("id: 1\ndata: a\n\n"); // the burst is never ended
        rig.time.advance(ofMinutes(5));
        assertTimedOut(Kind.IDLE, ofMinutes(5));
        assertThat(rig.data()).containsExactly("a");
        rig.backOff();
        assertThat(rig.sentId()).isEqualTo("1");
    }

    @Test
    void the_idle_time_begins_anew_with_each_connection() {
        rig.subscribe().open();
        rig.time.advance(ofMinutes(4));
        rig.reopen();
        rig.time.advance(ofMinutes(5).minus(INSTANT));
        rig.opened();
        rig.time.advance(INSTANT);
        assertTimedOut(Kind.IDLE, ofMinutes(5));
    }

    @Test
    void bursts_do_not_pile_up_timers() {
        rig.subscribe().open();
        for (int i = 0; i < 10_000; i++) {
            rig.send(":\n");
            rig.time.advance(ofMillis(1));
        }
        assertThat(rig.time.pending()).isLessThanOrEqualTo(2);
    }

    @Test
    void a_head_that_does_not_come_is_waited_for_two_minutes_and_retried() {
        rig.subscribe();
        rig.time.advance(ofMinutes(2).minus(INSTANT));
        assertThat(rig.session.state()).isEqualTo(new SessionState.Connecting(1));
        rig.time.advance(INSTANT);
        assertTimedOut(Kind.RESPONSE_HEAD, ofMinutes(2));
        assertThat(rig.server().isCancelled()).isTrue();
        rig.backOff().open();
    }

    @Test
    void a_first_event_that_does_not_come_in_time_is_not_waited_for() {
        subscribe(timeouts -> timeouts.firstEvent(ofSeconds(10)));
        rig.time.advance(ofSeconds(60));
        rig.open();
        rig.time.advance(ofSeconds(9));
        rig.send(": still thinking\n\nid: 1\n\n");
        rig.time.advance(ofSeconds(1).minus(INSTANT));
        rig.opened();
        rig.time.advance(INSTANT);
        assertTimedOut(Kind.FIRST_EVENT, ofSeconds(10));
    }

    @Test
    void after_the_first_event_that_time_out_is_over_until_the_next_connection() {
        subscribe(timeouts -> timeouts.firstEvent(ofSeconds(10)));
        rig.open().send("data: a\n\n");
        rig.time.advance(ofMinutes(4));
        rig.opened();
        rig.reopen();
        rig.time.advance(ofSeconds(10));
        assertTimedOut(Kind.FIRST_EVENT, ofSeconds(10));
    }

    @Test
    void an_answer_whose_model_died_is_not_kept_alive_by_the_gateways_comments() {
        subscribe(timeouts -> timeouts.idle(ofSeconds(1)).eventIdle(ofSeconds(10)));
        rig.open().send("data: a\n\n");
        for (int i = 1; i <= 33; i++) {
            rig.time.advance(ofMillis(300));
            rig.send(": keep-alive\n\n");
        }
        rig.opened(); // 9.9 s
        rig.time.advance(ofMillis(100).minus(INSTANT));
        rig.opened();
        rig.time.advance(INSTANT);
        assertTimedOut(Kind.EVENT_IDLE, ofSeconds(10));
        assertThat(rig.server().isCancelled()).isTrue();
        assertThat(rig.backingOff().failure().message()).contains("10 s");
    }

    @Test
    void each_event_is_waited_for_anew_and_the_first_from_the_head_on() {
        subscribe(timeouts -> timeouts.eventIdle(ofSeconds(10)));
        rig.open();
        for (int i = 0; i < 5; i++) {
            rig.time.advance(ofSeconds(10).minus(INSTANT));
            rig.send("data: a\n\n");
        }
        rig.reopen();
        rig.time.advance(ofSeconds(10).minus(INSTANT));
        rig.opened();
        rig.time.advance(INSTANT);
        assertTimedOut(Kind.EVENT_IDLE, ofSeconds(10));
    }

    @Test
    void the_time_without_an_event_piles_up_no_timers() {
        subscribe(timeouts -> timeouts.eventIdle(ofSeconds(10)));
        rig.open();
        for (int i = 0; i < 10_000; i++) {
            rig.send("data: a\n\n");
            rig.time.advance(ofMillis(1));
        }
        assertThat(rig.time.pending()).isLessThanOrEqualTo(3);
    }

    @Test
    void the_total_time_ends_the_session_whatever_it_is_doing() {
        subscribe(timeouts -> timeouts.total(ofMinutes(10)));
        rig.open();
        for (int i = 0; i < 9; i++) {
            rig.time.advance(ofMinutes(1));
            rig.send("data: a\n\n");
        }
        rig.time.advance(ofMinutes(1).minus(INSTANT));
        rig.opened();
        rig.time.advance(INSTANT);
        assertThat(rig.failed(Failure.TimedOut.class).kind()).isEqualTo(Kind.TOTAL);
    }

    @Test
    void the_total_time_runs_through_reconnections_and_ends_a_wait() {
        rig.dice.load(0);
        subscribe(timeouts -> timeouts.total(ofMinutes(10)));
        rig.open().send("retry: 300000\n\ndata: a\n\n").cut().backOff().open().cut();
        assertThat(rig.delay()).isEqualTo(ofMinutes(5));
        rig.time.advance(ofMinutes(5));
        assertThat(rig.failed(Failure.TimedOut.class).kind()).isEqualTo(Kind.TOTAL);
    }

    @Test
    void the_total_time_ends_an_attempt_without_an_answer() {
        subscribe(timeouts -> timeouts.total(ofSeconds(10)));
        rig.time.advance(ofSeconds(10));
        assertThat(rig.failed(Failure.TimedOut.class).kind()).isEqualTo(Kind.TOTAL);
        assertThat(rig.server().isCancelled()).isTrue();
    }

    @Test
    void a_connection_of_its_maximum_age_is_replaced_and_resumed() {
        subscribe(timeouts -> timeouts.connectionAge(ofMinutes(10)));
        rig.open();
        for (int i = 1; i < 10; i++) {
            rig.time.advance(ofMinutes(1));
            rig.send("id: " + i + "\ndata: a\n\n");
        }
        rig.time.advance(ofMinutes(1).minus(INSTANT));
        rig.opened();
        rig.time.advance(INSTANT);
        assertTimedOut(Kind.CONNECTION_AGE, ofMinutes(10));
        assertThat(rig.server().isCancelled()).isTrue();
        rig.backOff();
        assertThat(rig.sentId()).isEqualTo("9");
    }

    @Test
    void a_time_out_that_is_off_never_runs_out() {
        subscribe(timeouts -> timeouts.idle(Duration.ZERO).responseHead(Duration.ZERO));
        rig.time.advance(Duration.ofDays(1));
        rig.open();
        rig.time.advance(Duration.ofDays(1));
        rig.opened();
        assertThat(rig.time.pending()).as("timers, of the client alone").isEqualTo(1);
    }

    @Test
    void endless_time_outs_do_not_overflow() {
        Duration forever = ChronoUnit.FOREVER.getDuration();
        subscribe(timeouts -> timeouts.idle(forever)
                .responseHead(forever)
                .total(forever)
                .firstEvent(forever)
                .eventIdle(forever)
                .connectionAge(forever));
        rig.time.advance(Duration.ofDays(1));
        rig.open().send(": a\n\n");
        rig.time.advance(Duration.ofDays(1));
        rig.send("data: a\n\n");
        rig.opened();
    }

    @Test
    void the_connect_time_out_is_the_transports() {
        subscribe(timeouts -> timeouts.connect(ofSeconds(3)));
        assertThat(rig.request().connectTimeout()).isEqualTo(ofSeconds(3));
        rig.server().failed(Phase.CONNECT, new ConnectException("timed out"));
        rig.retrying(Failure.ConnectionFailed.class);
    }

    @Test
    void time_outs_of_a_lost_connection_do_not_strike_the_next() {
        subscribe(timeouts -> timeouts.firstEvent(ofSeconds(10)).connectionAge(ofMinutes(3)));
        rig.open();
        rig.time.advance(ofSeconds(9));
        rig.reopen();
        rig.time.advance(ofSeconds(9));
        rig.opened();
        rig.send("data: a\n\n");
        rig.time.advance(ofMinutes(3).minusSeconds(9).minus(INSTANT));
        rig.opened();
    }

    private void subscribe(UnaryOperator<Timeouts> change) {
        SseRequest request = Rig.get();
        rig.subscribe(request.timeouts(change.apply(Timeouts.defaults())));
    }

    private void assertTimedOut(Kind kind, Duration after) {
        assertThat(rig.retrying(Failure.TimedOut.class)).isEqualTo(new Failure.TimedOut(kind, after));
    }
}
