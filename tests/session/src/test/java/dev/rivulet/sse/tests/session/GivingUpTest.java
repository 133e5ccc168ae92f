package dev.rivulet.sse.tests.session;

import static java.time.Duration.ofHours;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.sse.Failure;
import dev.rivulet.sse.SessionState;
import dev.rivulet.sse.http.Phase;
import dev.rivulet.sse.policy.ReconnectPolicy;
import java.net.ConnectException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** When a session makes no other attempt. */
class GivingUpTest {
    @RegisterExtension
    final Rig rig = new Rig();

    @Test
    void a_retry_after_above_the_longest_that_is_waited_for_gives_up_and_names_the_option() {
        rig.subscribe().server().head(503, Rig.headers("Retry-After", "3601")).end();
        var failure = rig.failed(Failure.ServerDelayTooLong.class);
        assertThat(failure).isEqualTo(new Failure.ServerDelayTooLong(ofSeconds(3601), ofHours(1)));
        assertThat(failure.message()).contains("3601 s").contains("ReconnectPolicy.maxServerDelay = 1 h");
    }

    @Test
    void a_retry_after_of_an_hour_does_not_end_the_session() {
        rig.subscribe().server().head(503, Rig.headers("Retry-After", "3600")).end();
        assertThat(rig.delay()).isEqualTo(ofHours(1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"3600001", "99999999999999999999999999"})
    void a_retry_above_the_longest_that_is_waited_for_counts_as_that_and_does_not_end_the_session(String millis) {
        rig.subscribe().open().send("retry: " + millis + "\n\ndata: a\n\n").end();
        assertThat(rig.delay()).isEqualTo(ofHours(1));
        rig.backOff();
        refuse();
        assertThat(rig.delay()).isEqualTo(ofHours(1));
    }

    @Test
    void a_retry_of_eleven_minutes_is_waited_for() {
        rig.subscribe().open().send("retry: 660000\n\ndata: a\n\n").end();
        assertThat(rig.delay()).isEqualTo(ofSeconds(660));
    }

    @Test
    void the_bound_of_a_retry_holds_for_a_stream_whose_policy_sets_it() {
        rig.subscribe(request -> request.reconnect(ReconnectPolicy.defaults().maxServerDelay(ofSeconds(5))))
                .open()
                .send("retry: 6000\n\ndata: a\n\n")
                .end();
        assertThat(rig.delay()).isEqualTo(ofSeconds(5));
    }

    @Test
    void a_policy_of_endless_durations_does_not_overflow() {
        Duration forever = ChronoUnit.FOREVER.getDuration();
        rig.subscribe(request -> request.reconnect(ReconnectPolicy.defaults()
                .maxDelay(forever)
                .maxServerDelay(forever)
                .maxElapsed(forever)
                .stableAfter(forever)));
        for (int i = 0; i < 100; i++) {
            refuse();
            rig.backOff();
        }
        rig.open().send("retry: 99999999999999999999999999\n\ndata: a\n\n").end();
        assertThat(rig.delay()).isGreaterThan(Duration.ofDays(365));
    }

    @Test
    void maxAttempts_counts_failures_in_a_row_and_ends_with_the_last() {
        rig.subscribe(request -> request.reconnect(ReconnectPolicy.defaults().maxAttempts(3)));
        refuse();
        rig.backOff();
        refuse();
        rig.backOff().open().send("data: a\n\n").cut().backOff(); // progress: the count begins again
        refuse();
        rig.backOff();
        refuse();
        rig.backOff();
        refuse();
        assertThat(rig.failed(Failure.ConnectionFailed.class).phase()).isEqualTo(Phase.CONNECT);
        assertThat(rig.transport.opened()).isEqualTo(6);
    }

    @Test
    void maxAttempts_of_one_ends_at_the_first_failure() {
        rig.subscribe(request -> request.reconnect(ReconnectPolicy.defaults().maxAttempts(1)));
        refuse();
        rig.failed(Failure.ConnectionFailed.class);
    }

    @Test
    void maxAttempts_bounds_streams_that_open_and_bring_nothing() {
        rig.subscribe(request -> request.reconnect(ReconnectPolicy.defaults().maxAttempts(3)));
        rig.open().end().backOff().open().end().backOff().open().end();
        rig.closed();
        rig.assertOver();
        assertThat(rig.transport.opened()).isEqualTo(3);
    }

    @Test
    void maxElapsed_lets_no_attempt_begin_later_than_that_after_the_loss() {
        rig.dice.load(1);
        rig.subscribe(request -> request.reconnect(ReconnectPolicy.defaults().maxElapsed(ofSeconds(10))));
        rig.open().send("data: a\n\n");
        rig.time.advance(ofSeconds(100));
        rig.cut().backOff(); // 1 s
        refuse();
        rig.backOff(); // 3 s
        refuse();
        rig.backOff(); // 7 s
        refuse(); // 15 s would be too late
        rig.failed(Failure.ConnectionFailed.class);
        assertThat(rig.transport.opened()).isEqualTo(4);
    }

    @Test
    void maxElapsed_starts_anew_with_each_loss_of_a_stream_that_made_progress() {
        rig.dice.load(1);
        rig.subscribe(request -> request.reconnect(ReconnectPolicy.defaults().maxElapsed(ofSeconds(10))));
        for (int i = 0; i < 20; i++) {
            rig.open().send("id: " + i + "\ndata: a\n\n").cut().backOff();
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
        rig.ended(SessionState.Closed.Reason.SERVER_ENDED);
        assertThat(rig.data()).containsExactly("a");
    }

    @Test
    void a_policy_that_never_reconnects_fails_at_a_loss() {
        rig.subscribe(request -> request.reconnect(ReconnectPolicy.never()))
                .open()
                .cut();
        assertThat(rig.failed(Failure.ConnectionFailed.class).phase()).isEqualTo(Phase.BODY);
    }

    @Test
    void before_the_first_event_a_loss_is_retried_and_after_it_not() {
        rig.subscribe(
                request -> request.reconnect(ReconnectPolicy.defaults().mode(ReconnectPolicy.Mode.BEFORE_FIRST_EVENT)));
        refuse();
        rig.backOff().open().send(": nothing yet\n\n").cut().backOff();
        rig.open().send("data: a\n\n").cut();
        rig.failed(Failure.ConnectionFailed.class);
    }

    private void refuse() {
        rig.server().failed(Phase.CONNECT, new ConnectException("refused"));
    }
}
