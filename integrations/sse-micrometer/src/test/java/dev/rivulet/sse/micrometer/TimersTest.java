package dev.rivulet.sse.micrometer;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Times, to the millisecond. */
class TimersTest {
    private final Rig rig = Rig.bound();

    @Test
    void the_time_to_the_first_event_is_that_from_the_sessions_start() {
        rig.subscribe();
        rig.seconds(2);
        rig.server().open().bytes(": not yet\n\n");
        rig.seconds(3);
        rig.server().bytes("data: a\n\n");
        rig.seconds(1);
        rig.server().bytes("data: b\n\n");

        assertThat(rig.timer("time.to.first.event").count()).isEqualTo(1);
        assertThat(rig.timer("time.to.first.event").totalTime(MILLISECONDS)).isEqualTo(5_000);
    }

    @Test
    void the_gap_is_that_between_bursts_that_brought_events() {
        rig.subscribe();
        rig.server().open().bytes("data: a\n\ndata: b\n\n");
        assertThat(rig.timer("event.gap").count()).isZero();
        rig.seconds(1);
        rig.server().bytes(": heartbeat\n\n");
        rig.seconds(2);
        rig.server().bytes("data: c\n\n");
        rig.seconds(0.5);
        rig.server().bytes("data: d\n\n");

        assertThat(rig.timer("event.gap").count()).isEqualTo(2);
        assertThat(rig.timer("event.gap").totalTime(MILLISECONDS)).isEqualTo(3_500);
        assertThat(rig.timer("event.gap").max(MILLISECONDS)).isEqualTo(3_000);
    }

    @Test
    void an_outage_is_timed_and_is_no_gap() {
        rig.subscribe();
        rig.server().open().bytes("data: a\n\n");
        rig.seconds(10);
        rig.cut();
        rig.seconds(1);
        rig.seconds(0.25);
        rig.server().open();
        rig.seconds(5);
        rig.server().bytes("data: b\n\n");

        assertThat(rig.timer("event.gap").count()).isZero();
        assertThat(rig.timer("outage").count()).isEqualTo(1);
        assertThat(rig.timer("outage").totalTime(MILLISECONDS)).isEqualTo(1_250);
    }

    @Test
    void the_first_burst_of_a_connection_has_its_events_though_the_last_connection_had_as_many() {
        rig.subscribe();
        rig.server().open().bytes("data: a\n\n");
        rig.cut();
        rig.seconds(1);
        rig.server().open().bytes("data: b\n\n");
        rig.seconds(2);
        rig.server().bytes("data: c\n\n");

        assertThat(rig.timer("event.gap").count()).isEqualTo(1);
        assertThat(rig.timer("event.gap").totalTime(MILLISECONDS)).isEqualTo(2_000);
    }
}
