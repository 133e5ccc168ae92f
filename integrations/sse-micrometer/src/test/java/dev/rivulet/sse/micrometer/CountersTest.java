package dev.rivulet.sse.micrometer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rivulet.sse.SseSession;
import dev.rivulet.sse.policy.Limits;
import dev.rivulet.sse.policy.Limits.OversizedEvent;
import dev.rivulet.sse.policy.ReconnectPolicy;
import io.micrometer.core.instrument.search.MeterNotFoundException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What is counted of sessions, to the last event. */
class CountersTest {
    private final Rig rig = Rig.bound();

    @Test
    void events_bytes_and_duplicates_are_counted_over_connections() {
        rig.subscribe();
        rig.server().open().bytes("id: 1\ndata: a\n\n").bytes("id: 2\ndata: b\n\n: ü\n");
        rig.cut();
        rig.seconds(1);
        rig.server().open().bytes("id: 2\ndata: b\n\nid: 3\ndata: c\n\n");

        assertThat(rig.count("connects")).isEqualTo(2);
        assertThat(rig.count("received")).isEqualTo(15 + 20 + 30);
        assertThat(rig.count("events")).isEqualTo(4);
        assertThat(rig.count("delivered")).isEqualTo(3);
        assertThat(rig.count("duplicates")).isEqualTo(1);
        assertThat(rig.count("skipped")).isZero();
    }

    @Test
    void an_event_that_exceeds_a_limit_is_counted_as_skipped() {
        Limits short_ = Limits.defaults().eventBytes(10).oversizedEvent(OversizedEvent.SKIP);
        rig.subscribe(Rig.request().limits(short_));
        rig.server().open().bytes("data: " + "x".repeat(1_000) + "\n\ndata: a\n\n");

        assertThat(rig.count("skipped")).isEqualTo(1);
        assertThat(rig.count("delivered")).isEqualTo(1);
    }

    @Test
    void reconnects_are_counted_by_what_caused_them() {
        SseSession session = rig.subscribe();
        rig.server().open();
        rig.cut();
        rig.seconds(1);
        rig.answer(503);
        rig.seconds(2);
        rig.server().open().bytes("id: 1\ndata: a\n\n").end();
        rig.seconds(4);
        rig.server().open();
        rig.cut();
        rig.seconds(8);
        rig.server().open();
        session.reconnect();

        assertThat(rig.count("reconnects", "cause", "connection_failed")).isEqualTo(2);
        assertThat(rig.count("reconnects", "cause", "http_error")).isEqualTo(1);
        assertThat(rig.count("reconnects", "cause", "stream_ended")).isEqualTo(1);
        assertThat(rig.count("reconnects", "cause", "requested")).isEqualTo(1);
        assertThat(rig.count("reconnects")).isEqualTo(session.metrics().reconnects());
    }

    @Test
    void a_request_that_is_repeated_with_fresh_credentials_is_a_reconnect_because_of_the_status() {
        SseSession session = rig.subscribe(Rig.request()
                .customizer((original, attempt, id, failure) -> CompletableFuture.completedFuture(original)));
        rig.answer(401);

        assertThat(rig.count("reconnects", "cause", "http_error")).isEqualTo(1);
        assertThat(rig.count("reconnects")).isEqualTo(session.metrics().reconnects());
    }

    @Test
    void a_cause_that_did_not_occur_has_no_series() {
        rig.subscribe();
        assertThatThrownBy(() -> rig.count("reconnects")).isInstanceOf(MeterNotFoundException.class);
    }

    @Test
    void warnings_are_counted_by_cause() {
        rig.subscribe();
        rig.server().open().bytes("id: 1\ndata: a\n\nid: 1\ndata: b\n\n");
        rig.cut();
        rig.seconds(1);
        rig.server().open().bytes("id: 1\ndata: a\n\nid: 1\ndata: b\n\n");

        assertThat(rig.count("warnings", "cause", "repeated_id")).isEqualTo(1);
    }

    @Test
    void sessions_that_ended_are_counted_by_reason_and_cause() {
        rig.subscribe().close();
        rig.subscribe();
        rig.answer(404);
        rig.subscribe();
        rig.answer(204);
        rig.subscribe(Rig.request().reconnect(ReconnectPolicy.never()));
        rig.server().open();
        rig.cut();

        assertThat(rig.count("sessions.ended", "reason", "closed", "cause", "none"))
                .isEqualTo(1);
        assertThat(rig.count("sessions.ended", "reason", "failed", "cause", "http_error"))
                .isEqualTo(1);
        assertThat(rig.count("sessions.ended", "reason", "no_content", "cause", "none"))
                .isEqualTo(1);
        assertThat(rig.count("sessions.ended", "reason", "failed", "cause", "connection_failed"))
                .isEqualTo(1);
        assertThat(rig.count("sessions.ended")).isEqualTo(4);
    }

    @Test
    void what_ended_sessions_counted_stays_in_the_sums() {
        SseSession first = rig.subscribe();
        rig.server().open().bytes("data: a\n\ndata: b\n\n");
        rig.subscribe();
        rig.server().open().bytes("data: c\n\n");
        assertThat(rig.count("events")).isEqualTo(3);

        first.close();
        assertThat(rig.count("events")).isEqualTo(3);
        rig.client.close();
        assertThat(rig.count("events")).isEqualTo(3);
        assertThat(rig.count("connects")).isEqualTo(2);
        assertThat(rig.count("received")).isEqualTo(27);
    }

    @Test
    void waits_before_attempts_are_counted_with_their_time() {
        SseSession session = rig.subscribe();
        rig.server().open();
        rig.cut();
        rig.seconds(1);
        rig.answer(503);
        rig.seconds(2);
        rig.answer(503);
        assertThat(rig.functionTimer("backoff").count()).isEqualTo(2);
        assertThat(rig.functionTimer("backoff").totalTime(java.util.concurrent.TimeUnit.MILLISECONDS))
                .isEqualTo(3_000);

        rig.time.advance(Duration.ofMillis(100));
        session.close();
        assertThat(rig.functionTimer("backoff").count()).isEqualTo(3);
        assertThat(rig.functionTimer("backoff").totalTime(java.util.concurrent.TimeUnit.MILLISECONDS))
                .isEqualTo(3_100);
    }

    @Test
    void sessions_are_summed_up_by_name_and_host() {
        rig.subscribe(Rig.request().name("prices"));
        rig.server().open().bytes("data: a\n\n");
        rig.subscribe(Rig.request().name("prices"));
        rig.server().open().bytes("data: b\n\n");
        rig.subscribe();
        rig.server().open().bytes("data: c\n\n");

        assertThat(rig.count("events", "name", "prices", "host", "news.example"))
                .isEqualTo(2);
        assertThat(rig.count("events", "name", "none", "host", "news.example")).isEqualTo(1);
    }

    @Test
    void a_scrape_in_the_same_second_sees_the_same_counts() {
        rig.subscribe();
        rig.server().open();
        var events = rig.find("events").functionCounter();
        assertThat(events.count()).isZero();
        rig.server().bytes("data: a\n\n");
        assertThat(events.count()).isZero();
        rig.clock.nextScrape();
        assertThat(events.count()).isEqualTo(1);
    }
}
