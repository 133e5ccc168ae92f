package dev.rivulet.sse.tests.session;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.sse.SessionState;
import dev.rivulet.sse.SseClient;
import dev.rivulet.sse.SseRequest;
import dev.rivulet.sse.SseSession;
import dev.rivulet.sse.testkit.FakeExchange;
import dev.rivulet.sse.testkit.FakeTransport;
import dev.rivulet.sse.testkit.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Many clients of one server that was restarted, or is busy. */
class HerdCasesTest {
    private final VirtualTime time = new VirtualTime();
    private final FakeTransport transport = new FakeTransport().remembering(1);
    private final SseClient client = SseClient.builder()
            .transport(transport)
            .scheduler(time)
            .random(new Random(86)::nextDouble)
            .build();

    @AfterEach
    void close() {
        client.close();
        assertThat(time.pending()).isZero();
    }

    @Test
    void jitter_never_undercuts_the_retry_that_the_server_sent() {
        // Polling servers mean their time: up to a fifth more.
        assertSpread(delays(
                server -> server.open().bytes("retry: 5000\n\ndata: a\n\n").end()));
    }

    @Test
    void jitter_never_undercuts_the_retry_after_of_a_busy_server() {
        assertSpread(delays(
                server -> server.head(503, Rig.headers("Retry-After", "5")).end()));
    }

    private List<Duration> delays(Consumer<FakeExchange> answer) {
        transport.answering(answer);
        List<Duration> delays = new ArrayList<>();
        for (int i = 0; i < 2_000; i++) {
            SseSession session = client.subscribe(Rig.get(), event -> {});
            delays.add(((SessionState.BackingOff) session.state()).delay());
        }
        return delays;
    }

    private static void assertSpread(List<Duration> delays) {
        assertThat(delays).allMatch(delay -> delay.compareTo(ofSeconds(5)) >= 0 && delay.compareTo(ofSeconds(6)) <= 0);
        for (int tenth = 0; tenth < 10; tenth++) {
            Duration from = ofMillis(5000 + 100L * tenth);
            Duration to = from.plusMillis(100);
            assertThat(delays.stream().filter(d -> d.compareTo(from) >= 0 && d.compareTo(to) < 0))
                    .as("between %s and %s", from, to)
                    .hasSizeBetween(140, 260);
        }
    }

    @Test
    void clients_that_were_rejected_together_do_not_come_back_together_and_all_are_served() {
        Busy server = new Busy();
        transport.answering(server);
        SseRequest request = Rig.get().endMarker("[DONE]");
        List<SseSession> sessions = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            sessions.add(client.subscribe(request, event -> {}));
        }
        assertThat(server.arrivals).hasSize(100);
        server.arrivals.clear();

        time.advance(ofSeconds(5));
        assertThat(server.arrivals)
                .as("no client before the time that was asked for")
                .isEmpty();
        time.advance(Duration.ofMinutes(10));

        for (Duration each : server.arrivals) {
            assertThat(server.arrivals.stream().filter(other -> isWithinATenth(each, other)))
                    .as("in the tenth of a second from " + each)
                    .hasSizeLessThan(25);
        }
        assertThat(sessions)
                .allMatch(session -> session.state() instanceof SessionState.Closed closed
                        && closed.reason() == SessionState.Closed.Reason.END_MARKER
                        && closed.failure() == null);
    }

    private static boolean isWithinATenth(Duration from, Duration other) {
        return other.compareTo(from) >= 0 && other.compareTo(from.plusMillis(100)) < 0;
    }

    /** Serves ten at a time, each for a second. */
    private final class Busy implements Consumer<FakeExchange> {
        final List<Duration> arrivals = new ArrayList<>();
        private int served;

        @Override
        public void accept(FakeExchange exchange) {
            arrivals.add(time.elapsed());
            if (served == 10) {
                exchange.head(503, Rig.headers("Retry-After", "5")).end();
                return;
            }
            served++;
            exchange.open();
            time.schedule(
                    () -> {
                        served--;
                        exchange.bytes("data: [DONE]\n\n");
                    },
                    ofSeconds(1).toNanos());
        }
    }
}
