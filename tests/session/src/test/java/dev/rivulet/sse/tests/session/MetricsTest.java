package dev.rivulet.sse.tests.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.sse.SessionMetrics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What is counted. */
class MetricsTest {
    @RegisterExtension
    final Rig rig = new Rig();

    @Test
    void before_anything_has_come_all_is_zero() {
        rig.subscribe();
        assertThat(rig.session.metrics().toString())
                .isEqualTo(
                        "SessionCounts[bytes=0, bursts=0, events=0, delivered=0, duplicates=0, repeatedIds=0, skipped=0,"
                                + " ignoredLines=0, connects=0, reconnects=0, losses={}, backingOff=PT0S, timeToFirstEvent=null]");
    }

    @Test
    void bytes_bursts_and_events_are_counted_over_all_connections() {
        rig.subscribe().open().send("id: 1\ndata: a\n\n").send("id: 2\n").send("data: b\n\n: ü\n");
        rig.reopen().send("id: 2\ndata: b\n\nid: 3\ndata: c\n\n");
        SessionMetrics metrics = rig.session.metrics();
        assertThat(metrics.bytes()).isEqualTo(15 + 6 + 14 + 30);
        assertThat(metrics.bursts()).isEqualTo(4);
        assertThat(metrics.events()).isEqualTo(4);
        assertThat(metrics.delivered()).isEqualTo(3);
        assertThat(metrics.duplicates()).isEqualTo(1);
        assertThat(metrics.skipped()).isZero();
        assertThat(metrics.connects()).isEqualTo(2);
        assertThat(metrics.reconnects()).isEqualTo(1);
    }

    @Test
    void they_stay_readable_after_the_end() {
        rig.subscribe().open().send("data: a\n\n");
        SessionMetrics before = rig.session.metrics();
        rig.session.close();
        assertThat(rig.session.metrics()).isEqualTo(before);
    }

    @Test
    void the_time_to_the_first_event_counts_from_the_sessions_start_and_stays() {
        rig.subscribe();
        rig.time.advance(Duration.ofSeconds(2));
        rig.open().send(": not yet\n\n");
        assertThat(rig.session.metrics().timeToFirstEvent()).isNull();
        rig.time.advance(Duration.ofSeconds(3));
        rig.send("data: a\n\n");
        rig.time.advance(Duration.ofSeconds(1));
        rig.send("data: b\n\n");
        assertThat(rig.session.metrics().timeToFirstEvent()).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void the_time_spent_waiting_is_summed_up() {
        rig.dice.load(1);
        rig.subscribe().open().send("data: a\n\n").cut().backOff();
        assertThat(rig.session.metrics().backingOff()).isEqualTo(Duration.ofSeconds(1));
        rig.open().cut().backOff();
        assertThat(rig.session.metrics().backingOff()).isEqualTo(Duration.ofSeconds(3));
        assertThat(rig.session.metrics().reconnects()).isEqualTo(2);
    }

    @Test
    void a_burst_is_counted_after_its_events_were_delivered() {
        List<Long> bursts = new ArrayList<>();
        rig.session = rig.client.subscribe(
                Rig.get(), event -> bursts.add(rig.session.metrics().bursts()));
        rig.open().send("data: a\n\n").send("data: b\n\n");
        assertThat(bursts).containsExactly(0L, 1L);
    }
}
