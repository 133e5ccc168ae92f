package dev.rivulet.sse.tests.session;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.sse.Failure;
import dev.rivulet.sse.SessionState;
import dev.rivulet.sse.http.Phase;
import dev.rivulet.sse.policy.ReconnectPolicy;
import java.net.ConnectException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What went wrong in other clients when a stream was lost. */
class ReconnectCasesTest {
    @RegisterExtension
    final Rig rig = new Rig();

    @RegisterExtension
    final Logged logged = new Logged();

    @Test
    void a_server_that_accepts_and_closes_at_once_is_not_hammered_because_each_open_succeeded() {
        rig.dice.load(1);
        rig.subscribe();
        for (int k = 0; k < 50; k++) {
            rig.open();
            rig.time.advance(ofMillis(5));
            rig.end();
            assertThat(rig.delay()).isEqualTo(doubled(k));
            rig.backOff();
        }
    }

    @Test
    void a_connection_without_a_byte_is_not_taken_for_healthy_however_long_it_stayed_open() {
        rig.dice.load(1);
        rig.subscribe();
        for (int k = 0; k < 20; k++) {
            rig.open();
            rig.time.advance(ReconnectPolicy.defaults().stableAfter().plusSeconds(1));
            rig.cut();
            assertThat(rig.delay()).isEqualTo(doubled(k));
            rig.backOff();
        }
    }

    @Test
    void an_attempt_that_has_only_begun_is_not_called_connected() {
        rig.subscribe();
        rig.time.advance(ofSeconds(100));
        assertThat(rig.seen.states).containsExactly(new SessionState.Connecting(1));
        rig.server().head(404, Rig.headers()).end();
        assertThat(rig.seen.states).doesNotHaveAnyElementsOfTypes(SessionState.Open.class);
    }

    @Test
    void a_busy_server_is_come_back_to_when_it_asked_for_it() {
        rig.subscribe().open().send("data: a\n\n").cut().backOff();
        busy("3", rig.time.now().plusSeconds(3));
        busy("Thu, 01 Jan 2026 00:00:08 GMT", Instant.parse("2026-01-01T00:00:08Z"));
        busy("-1", rig.time.now());
        busy("soon", rig.time.now());
        rig.open().send("data: b\n\n");
        assertThat(rig.data()).containsExactly("a", "b");
    }

    private void busy(String retryAfter, Instant then) {
        rig.server().head(503, Rig.headers("Retry-After", retryAfter)).end();
        rig.backOff();
        assertThat(rig.time.now()).as(retryAfter).isEqualTo(then);
    }

    @Test
    void one_answer_of_an_ailing_gateway_does_not_end_the_subscription_for_ever() {
        rig.dice.load(1);
        rig.subscribe().open().send("data: a\n\n").end().backOff();
        List<Duration> delays = new ArrayList<>();
        for (int status : new int[] {500, 502, 504}) {
            rig.server()
                    .head(status, Rig.headers("Content-Type", "text/html"))
                    .bytes("<html>")
                    .end();
            assertThat(rig.retrying(Failure.HttpError.class).response().status())
                    .isEqualTo(status);
            delays.add(rig.delay());
            rig.backOff();
        }
        rig.open().send("data: b\n\n");
        assertThat(delays).containsExactly(doubled(1), doubled(2), doubled(3));
        assertThat(rig.session.metrics().losses())
                .containsExactlyInAnyOrderEntriesOf(Map.of("stream_ended", 1L, "http_error", 3L));
        assertThat(rig.client.metrics().total().losses())
                .isEqualTo(rig.session.metrics().losses());
        assertThat(rig.data()).containsExactly("a", "b");
    }

    @Test
    void an_endpoint_that_is_gone_is_tried_for_ever_only_because_the_default_says_so() {
        rig.subscribe();
        for (int i = 0; i < 1000; i++) {
            refuse();
            rig.backOff();
        }
        assertThat(ReconnectPolicy.defaults().maxAttempts()).isZero();
        assertThat(ReconnectPolicy.defaults().maxElapsed()).isZero();
    }

    @Test
    void an_endpoint_that_is_gone_is_given_up_after_exactly_so_many_attempts() {
        rig.subscribe(request -> request.reconnect(ReconnectPolicy.defaults().maxAttempts(5)));
        for (int attempt = 1; attempt < 5; attempt++) {
            refuse();
            rig.backOff();
        }
        refuse();
        assertThat(rig.failed(Failure.ConnectionFailed.class).cause()).isInstanceOf(ConnectException.class);
        assertThat(rig.transport.opened()).isEqualTo(5);
    }

    @Test
    void an_endpoint_that_is_gone_is_given_up_after_so_long() {
        rig.dice.load(1);
        Duration most = Duration.ofMinutes(2);
        rig.subscribe(request -> request.reconnect(ReconnectPolicy.defaults().maxElapsed(most)));
        refuse();
        while (rig.session.state() instanceof SessionState.BackingOff) {
            rig.backOff();
            refuse();
        }
        assertThat(rig.time.elapsed()).isBetween(most.minusSeconds(30), most);
        assertThat(rig.failed(Failure.ConnectionFailed.class).cause()).isInstanceOf(ConnectException.class);
    }

    @Test
    void the_routine_end_of_a_stream_at_a_load_balancer_neither_repeats_events_nor_fills_the_log() {
        rig.subscribe();
        for (int round = 0; round < 10; round++) {
            String sent = rig.sentId();
            int from = sent == null ? 1 : Integer.parseInt(sent) + 1;
            rig.open();
            for (int id = from; id < from + 3; id++) {
                rig.send("id: " + id + "\ndata: " + id + "\n\n");
            }
            rig.time.advance(ofSeconds(60));
            rig.end().backOff();
        }
        assertThat(rig.data())
                .isEqualTo(
                        IntStream.rangeClosed(1, 30).mapToObj(String::valueOf).toList());
        assertThat(logged.from(System.Logger.Level.WARNING)).isEmpty();
    }

    private static Duration doubled(int times) {
        return ofSeconds(times < 5 ? 1L << times : 30);
    }

    private void refuse() {
        rig.server().failed(Phase.CONNECT, new ConnectException("refused"));
    }

    @Test
    void an_endpoint_that_ends_its_answer_after_each_event_is_asked_on_and_when_it_says() {
        // The event after the id, retry, and the end: five times, then no content.
        rig.dice.load(1);
        rig.subscribe();
        for (int id = 1; id <= 5; id++) {
            rig.open().send("retry: 100\nid: " + id + "\ndata: " + id + "\n\n").end();
            assertThat(rig.delay()).isBetween(ofMillis(100), ofMillis(120));
            rig.backOff();
            assertThat(rig.sentId()).isEqualTo(String.valueOf(id));
        }
        rig.server().head(204, Rig.headers()).end();
        rig.ended(SessionState.Closed.Reason.NO_CONTENT);
        assertThat(rig.data()).containsExactly("1", "2", "3", "4", "5");
    }

    @Test
    void a_proxys_page_of_many_lines_starts_one_attempt_and_gives_no_event() {
        String page = "<html>\n" + "<p>data: down</p>\ndata: down\n\n".repeat(5) + "</html>\n";
        rig.subscribe().open().send("data: a\n\n").cut().backOff();
        for (int i = 0; i < 3; i++) {
            rig.server()
                    .head(503, Rig.headers("Content-Type", "text/html"))
                    .bytes(page)
                    .end();
            rig.backOff();
        }
        rig.open().send("data: b\n\n").end().backOff();
        rig.server().head(204, Rig.headers()).end();
        rig.ended(SessionState.Closed.Reason.NO_CONTENT);
        assertThat(rig.transport.opened()).isEqualTo(6);
        assertThat(rig.data()).containsExactly("a", "b");
    }

    @Test
    void the_ordinary_end_of_a_stream_logs_no_error_and_no_stack_trace() {
        rig.subscribe();
        for (int i = 0; i < 15; i++) {
            rig.open().send("retry: 100\nid: " + i + "\ndata: a\n\n").end().backOff();
        }
        assertThat(logged.from(System.Logger.Level.WARNING)).isEmpty();
        assertThat(logged.from(System.Logger.Level.ALL)).noneMatch(line -> line.contains("Exception"));
    }
}
