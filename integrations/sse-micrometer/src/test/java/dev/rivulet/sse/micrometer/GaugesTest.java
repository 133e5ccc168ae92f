package dev.rivulet.sse.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.sse.SseSession;
import org.junit.jupiter.api.Test;

/** How sessions and the pool are now. */
class GaugesTest {
    private final Rig rig = Rig.bound();

    @Test
    void sessions_are_counted_by_state() {
        SseSession connecting = rig.subscribe();
        assertStates(1, 0, 0, 0);
        rig.subscribe();
        rig.server().open().bytes("data: a\n\n");
        assertStates(1, 1, 0, 0);
        rig.seconds(61);
        assertStates(1, 0, 1, 0);
        rig.subscribe();
        rig.server().open();
        rig.cut();
        assertStates(1, 0, 1, 1);
        connecting.close();
        assertStates(0, 0, 1, 1);
        rig.client.close();
        assertStates(0, 0, 0, 0);
    }

    private void assertStates(int connecting, int healthy, int idle, int reconnecting) {
        assertThat(rig.gauge("sessions", "state", "connecting")).isEqualTo(connecting);
        assertThat(rig.gauge("sessions", "state", "healthy")).isEqualTo(healthy);
        assertThat(rig.gauge("sessions", "state", "idle")).isEqualTo(idle);
        assertThat(rig.gauge("sessions", "state", "reconnecting")).isEqualTo(reconnecting);
    }

    @Test
    void the_age_of_the_last_byte_is_that_of_the_session_that_has_been_quiet_longest() {
        SseSession quiet = rig.subscribe();
        assertThat(rig.gauge("last.byte.age")).isNaN();
        rig.server().open().bytes(": hello\n");
        rig.seconds(7);
        rig.subscribe();
        rig.server().open().bytes("data: a\n\n");
        rig.seconds(2.5);
        assertThat(rig.gauge("last.byte.age")).isEqualTo(9.5);
        quiet.close();
        assertThat(rig.gauge("last.byte.age")).isEqualTo(2.5);
        rig.client.close();
        assertThat(rig.gauge("last.byte.age")).isNaN();
    }

    @Test
    void a_lost_stream_stays_quiet_until_it_brings_a_byte_again() {
        rig.subscribe();
        rig.server().open().bytes("data: a\n\n");
        rig.seconds(4);
        rig.cut();
        rig.seconds(1);
        rig.server().open();
        assertThat(rig.gauge("last.byte.age")).isEqualTo(5);
        rig.server().bytes(": hello\n");
        assertThat(rig.gauge("last.byte.age")).isZero();
    }

    @Test
    void the_pool_is_the_clients() {
        rig.subscribe();
        rig.server().open().bytes("data: unfinished\n");
        assertThat(rig.count("pool.acquired", "result", "miss"))
                .isEqualTo(rig.pool.stats().misses())
                .isPositive();
        assertThat(rig.count("pool.acquired", "result", "hit"))
                .isEqualTo(rig.pool.stats().hits());
        assertThat(rig.gauge("pool.outstanding"))
                .isEqualTo(rig.pool.stats().outstanding())
                .isPositive();
        assertThat(rig.gauge("pool.retained")).isEqualTo(rig.pool.stats().retainedBytes());
        assertThat(rig.find("pool.acquired", "result", "hit").meter().getId().getTags())
                .hasSize(1);
    }
}
