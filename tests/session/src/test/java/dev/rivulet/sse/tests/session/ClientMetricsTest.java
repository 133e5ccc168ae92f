package dev.rivulet.sse.tests.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.sse.ClientMetrics;
import dev.rivulet.sse.SseSession;
import dev.rivulet.sse.SseSession.Health;
import dev.rivulet.sse.policy.ReconnectPolicy;
import dev.rivulet.sse.testkit.FakeExchange;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a client counts over all its sessions, and what a session counts of its losses. */
class ClientMetricsTest {
    @RegisterExtension
    final Rig rig = new Rig();

    @Test
    void a_client_without_sessions_counts_nothing_and_names_each_health() {
        ClientMetrics metrics = rig.client.metrics();
        assertThat(metrics.opened()).isZero();
        assertThat(metrics.sessions()).isEqualTo(health());
        assertThat(metrics.total().events()).isZero();
        assertThat(metrics.total().timeToFirstEvent()).isNull();
    }

    @Test
    void open_and_ended_sessions_are_summed_up() {
        rig.severalSessions();
        SseSession first = rig.client.subscribe(Rig.get(), event -> {});
        FakeExchange one = rig.server().open().bytes("data: a\n\ndata: b\n\n");
        rig.subscribe();
        rig.open().send("data: c\n\n:\n");
        assertThat(rig.client.metrics().total().events()).isEqualTo(3);
        first.close();
        assertThat(one.isCancelled()).isTrue();
        ClientMetrics metrics = rig.client.metrics();
        assertThat(metrics.opened()).isEqualTo(2);
        assertThat(metrics.total().events()).isEqualTo(3);
        assertThat(metrics.total().delivered()).isEqualTo(3);
        assertThat(metrics.total().bytes()).isEqualTo(18 + 11);
        assertThat(metrics.total().bursts()).isEqualTo(2);
        assertThat(metrics.total().connects()).isEqualTo(2);
        assertThat(metrics.total().timeToFirstEvent()).isNull();
        assertThat(metrics.sessions()).isEqualTo(health(Health.HEALTHY));
    }

    @Test
    void the_losses_of_several_sessions_are_summed_up_by_kind() {
        rig.severalSessions();
        SseSession ended = rig.client.subscribe(Rig.get().reconnect(ReconnectPolicy.never()), event -> {});
        rig.open().cut();
        assertThat(ended.health()).isEqualTo(Health.FAILED);
        rig.subscribe().open().cut();
        assertThat(rig.client.metrics().total().losses()).isEqualTo(Map.of("connection_failed", 2L));
    }

    @Test
    void the_sessions_are_counted_by_health() {
        rig.severalSessions();
        SseSession connecting = rig.client.subscribe(Rig.get(), event -> {});
        rig.client.subscribe(Rig.get(), event -> {});
        FakeExchange idle = rig.server().open().bytes("data: a\n\n");
        rig.time.advance(Duration.ofSeconds(61));
        rig.client.subscribe(Rig.get(), event -> {});
        rig.open().send("data: b\n\n");
        rig.subscribe().open().cut();
        assertThat(rig.client.metrics().sessions())
                .isEqualTo(health(Health.CONNECTING, Health.IDLE, Health.HEALTHY, Health.RECONNECTING));
        connecting.close();
        idle.bytes("data: c\n\n");
        assertThat(rig.client.metrics().sessions())
                .isEqualTo(health(Health.HEALTHY, Health.HEALTHY, Health.RECONNECTING));
        rig.client.close();
        assertThat(rig.client.metrics().sessions()).isEqualTo(health());
        assertThat(rig.client.metrics().opened()).isEqualTo(4);
    }

    @Test
    void streams_and_subscribers_count_as_sessions() {
        rig.severalSessions();
        rig.client.stream(Rig.get()).close();
        rig.client.publisher(Rig.get());
        assertThat(rig.client.metrics().opened()).isEqualTo(1);
    }

    @Test
    void the_pool_is_the_clients() {
        rig.subscribe().open().send("data: unfinished\n");
        assertThat(rig.client.metrics().poolMisses())
                .isEqualTo(rig.pool.stats().misses())
                .isPositive();
        assertThat(rig.client.metrics().poolOutstanding())
                .isEqualTo(rig.pool.stats().outstanding())
                .isPositive();
        assertThat(rig.client.metrics().poolHits()).isZero();
        assertThat(rig.client.metrics().poolRetainedBytes()).isZero();
    }

    @Test
    void a_snapshot_stays_as_it_is() {
        rig.subscribe().open().send("data: a\n\n").cut();
        ClientMetrics before = rig.client.metrics();
        rig.backOff().open().send("data: b\n\n").cut();
        assertThat(before.total().events()).isEqualTo(1);
        assertThat(before.total().losses()).isEqualTo(Map.of("connection_failed", 1L));
    }

    @Test
    void losses_are_counted_by_kind() {
        rig.subscribe().open().cut().backOff().open().end();
        rig.backOff().server().head(503, Rig.headers()).end();
        rig.backOff().open().cut();
        assertThat(rig.session.metrics().losses())
                .isEqualTo(Map.of(
                        "connection_failed", 2L,
                        "stream_ended", 1L,
                        "http_error", 1L));
    }

    @Test
    void the_failure_that_ends_is_counted_too_and_close_is_none() {
        rig.subscribe().server().head(404, Rig.headers()).end();
        assertThat(rig.session.metrics().losses()).isEqualTo(Map.of("http_error", 1L));
        rig.seen.states.clear();
        rig.subscribe().open().send("data: a\n\n");
        rig.session.close();
        assertThat(rig.session.metrics().losses()).isEmpty();
    }

    @Test
    void lines_that_are_ignored_are_counted_over_all_connections() {
        rig.subscribe().open().send("unknown: x\nretry: soon\nid: a\0b\ndata: a\n\n: comment\n\n");
        assertThat(rig.session.metrics().ignoredLines()).isEqualTo(3);
        rig.reopen().send("foo\n");
        assertThat(rig.session.metrics().ignoredLines()).isEqualTo(4);
    }

    @Test
    void the_waiting_is_counted_to_its_end_by_close() {
        rig.dice.load(1);
        rig.subscribe().open().send("data: a\n\n").cut();
        rig.time.advance(Duration.ofMillis(100));
        rig.session.close();
        assertThat(rig.session.metrics().backingOff()).isEqualTo(Duration.ofMillis(100));
        assertThat(rig.client.metrics().total().backingOff()).isEqualTo(Duration.ofMillis(100));
    }

    private static Map<Health, Integer> health(Health... sessions) {
        Map<Health, Integer> counts = new EnumMap<>(Health.class);
        Arrays.stream(Health.values()).forEach(each -> counts.put(each, 0));
        Arrays.stream(sessions).forEach(each -> counts.merge(each, 1, Integer::sum));
        return counts;
    }
}
