package dev.rivulet.sse.tests.session;

import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.sse.Failure;
import dev.rivulet.sse.SessionState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A machine that slept: its wall clock is ahead of the monotonic one, which timers follow. */
class SuspensionTest {
    @RegisterExtension
    final Rig rig = Rig.withJitter();

    @Test
    void a_machine_that_slept_connects_again_at_once_and_not_after_the_idle_time() {
        rig.subscribe().open().send("retry: 60000\nid: 1\ndata: a\n\n");
        rig.time.advance(ofMinutes(1));
        rig.time.suspend(ofHours(8));
        rig.time.advance(ofSeconds(5));
        assertThat(rig.retrying(Failure.Suspended.class).time()).isEqualTo(ofHours(8));
        assertThat(rig.delay()).as("the jitter alone").isEqualTo(ofSeconds(1));
        rig.backOff().open();
        assertThat(rig.sentId()).isEqualTo("1");
        rig.time.advance(ofMinutes(4));
        rig.opened();
    }

    @Test
    void what_had_been_received_before_is_delivered_first() {
        rig.subscribe().open();
        rig.server().part("id: 1\ndata: a\n\n"); // the burst is never ended
        rig.time.suspend(ofHours(8));
        rig.time.advance(ofSeconds(5));
        assertThat(rig.data()).containsExactly("a");
        rig.backOff();
        assertThat(rig.sentId()).isEqualTo("1");
    }

    @Test
    void an_attempt_that_waits_for_its_answer_is_given_up_too() {
        rig.subscribe();
        rig.time.suspend(ofMinutes(1));
        rig.time.advance(ofSeconds(5));
        rig.retrying(Failure.Suspended.class);
        rig.backOff().open();
    }

    @Test
    void a_clock_that_is_set_by_a_few_seconds_or_back_means_nothing() {
        rig.subscribe().open();
        for (long seconds : new long[] {5, -5, -7200, 3, 3}) {
            rig.time.suspend(ofSeconds(seconds));
            rig.time.advance(ofSeconds(5));
        }
        rig.opened();
        assertThat(rig.transport.opened()).isEqualTo(1);
    }

    @Test
    void a_clock_that_drifts_means_nothing() {
        rig.subscribe().open();
        for (int i = 0; i < 100; i++) {
            rig.time.suspend(ofSeconds(1));
            rig.time.advance(ofSeconds(5));
            rig.send(":\n");
        }
        rig.opened();
    }

    @Test
    void an_answer_that_must_not_be_asked_twice_is_left_to_its_idle_time() {
        rig.subscribe(Rig.post()).open().send("data: a\n\n");
        rig.time.suspend(ofHours(8));
        rig.time.advance(ofSeconds(10));
        rig.opened();
        rig.send("data: b\n\n");
        assertThat(rig.data()).containsExactly("a", "b");
    }

    @Test
    void a_wait_that_ended_during_the_sleep_is_over() {
        rig.subscribe().server().head(503, Rig.headers("Retry-After", "3600")).end();
        rig.time.suspend(ofHours(2));
        rig.time.advance(ofSeconds(5));
        assertThat(rig.session.state()).isEqualTo(new SessionState.Connecting(2));
    }

    @Test
    void a_wait_that_did_not_end_during_the_sleep_is_shorter_by_it() {
        rig.dice.load(0);
        rig.subscribe().server().head(503, Rig.headers("Retry-After", "3600")).end();
        rig.time.suspend(ofMinutes(50));
        rig.time.advance(ofMinutes(10).minusNanos(1));
        assertThat(rig.transport.opened()).isEqualTo(1);
        rig.time.advance(ofSeconds(1));
        assertThat(rig.transport.opened()).isEqualTo(2);
    }

    @Test
    void a_client_without_sessions_does_not_look_at_the_clocks() {
        rig.subscribe().open();
        rig.session.close();
        assertThat(rig.time.pending()).isZero();
        rig.time.suspend(ofHours(8)); // between two sessions
        rig.seen.states.clear();
        rig.subscribe().open();
        rig.time.advance(ofSeconds(10));
        rig.opened();
    }
}
