package dev.rivulet.sse.tests.session;

import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.sse.Failure;
import dev.rivulet.sse.policy.Timeouts;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What went wrong in other clients with limits of time. */
class TimeoutCasesTest {
    @RegisterExtension
    final Rig rig = new Rig();

    @ParameterizedTest
    @ValueSource(strings = {":heartbeat\n\n", ":\n", ":", "\n", "event: ping\n\n", "x"})
    void a_watch_of_45_seconds_does_not_bark_at_heartbeats_of_30_that_are_no_events(String heartbeat) {
        subscribe(timeouts -> timeouts.idle(ofSeconds(45)));
        rig.open();
        for (int i = 0; i < 20; i++) {
            rig.time.advance(ofSeconds(30));
            rig.send(heartbeat);
        }
        rig.opened();
        assertThat(rig.transport.opened()).isEqualTo(1);
        assertThat(rig.seen.events).isEmpty();
    }

    @Test
    void a_heartbeat_in_single_bytes_is_one_too() {
        subscribe(timeouts -> timeouts.idle(ofSeconds(45)));
        rig.open();
        for (char each : ":heartbeat\n\n:heartbeat\n\n".toCharArray()) {
            rig.time.advance(ofSeconds(44));
            rig.send(String.valueOf(each));
        }
        rig.opened();
    }

    @Test
    void a_connection_that_is_half_open_is_not_read_for_ever() {
        rig.dice.load(1);
        rig.subscribe().open().send("id: 1\ndata: a\n\n");
        var dead = rig.server();
        rig.time.advance(Timeouts.defaults().idle());
        assertThat(rig.retrying(Failure.TimedOut.class).kind()).isEqualTo(Failure.TimedOut.Kind.IDLE);
        assertThat(dead.isCancelled()).isTrue();
        rig.backOff();
        assertThat(rig.sentId()).isEqualTo("1");
        assertThat(Timeouts.defaults().idle()).as("the documented default").isEqualTo(ofMinutes(5));
    }

    @Test
    void the_limit_of_the_response_head_does_not_cut_the_stream_after_it() {
        subscribe(timeouts -> timeouts.responseHead(ofSeconds(2)));
        rig.time.advance(ofSeconds(1));
        rig.open();
        for (int i = 0; i < 10; i++) {
            rig.time.advance(ofSeconds(1));
            rig.send("data: x\n\n");
        }
        rig.opened();
        assertThat(rig.seen.events).hasSize(10);
    }

    @Test
    void a_head_that_a_front_server_holds_back_until_the_first_byte_is_waited_for() {
        rig.subscribe();
        rig.time.advance(ofMinutes(2).minusNanos(1));
        rig.open().send("data: x\n\n");
        assertThat(rig.data()).containsExactly("x");
        assertThat(rig.request().connectTimeout()).isEqualTo(ofSeconds(10));
    }

    @Test
    void a_quiet_stream_is_ended_by_no_other_limit_than_the_idle_time() {
        subscribe(timeouts -> timeouts.idle(Duration.ZERO));
        rig.open().send("data: a\n\n");
        rig.time.advance(ofMinutes(20));
        assertThat(rig.time.pending()).as("timers, of the client alone").isEqualTo(1);
        rig.send("data: b\n\n");
        assertThat(rig.data()).containsExactly("a", "b");
        assertThat(rig.transport.opened()).isEqualTo(1);
    }

    private void subscribe(UnaryOperator<Timeouts> change) {
        rig.subscribe(Rig.get().timeouts(change.apply(Timeouts.defaults())));
    }
}
