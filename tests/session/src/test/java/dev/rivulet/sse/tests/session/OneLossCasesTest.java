package dev.rivulet.sse.tests.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.sse.Failure;
import dev.rivulet.sse.SessionState;
import dev.rivulet.sse.SseClient;
import dev.rivulet.sse.SseSession;
import dev.rivulet.sse.testkit.CheckingPool;
import dev.rivulet.sse.testkit.VirtualTime;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Where a library reports one loss several times, or an old wait outlives its session. */
class OneLossCasesTest {
    private final VirtualTime time = new VirtualTime();
    private final CheckingPool pool = new CheckingPool();
    private final Unruly transport = new Unruly();
    private final Recorder seen = new Recorder();
    private final SseClient client = Rig.client(transport, time, pool);

    @AfterEach
    void nothing_is_left() {
        client.close();
        assertThat(time.pending()).isZero();
        pool.assertNothingOutstanding();
        seen.check();
    }

    @Test
    void one_failure_is_reported_once_and_by_its_first_cause() {
        var reported = new CompletableFuture<Failure>();
        SseSession session = client.subscribe(
                Rig.get().customizer((original, attempt, id, failure) -> {
                    if (attempt == 3) {
                        reported.complete(failure);
                    }
                    return CompletableFuture.completedFuture(original);
                }),
                seen);
        transport.head(500);
        transport.breakTwice("after the 500");
        time.advance(Duration.ZERO);
        transport.head(200);
        transport.send("data: half an ev");
        transport.breakTwice("connection reset");

        List<Failure> losses = seen.states.stream()
                .filter(SessionState.BackingOff.class::isInstance)
                .map(state -> ((SessionState.BackingOff) state).failure())
                .toList();
        assertThat(losses).hasSize(2);
        assertThat(losses.get(0)).isInstanceOf(Failure.HttpError.class);
        assertThat(losses.get(1).cause()).hasMessage("connection reset");
        time.advance(Duration.ZERO);
        assertThat(reported).isCompletedWithValue(losses.get(1));
        assertThat(transport.opened()).isEqualTo(3);
        assertThat(session.metrics().losses())
                .containsExactlyInAnyOrderEntriesOf(Map.of("http_error", 1L, "connection_failed", 1L));
    }

    @Test
    void an_end_and_an_error_in_the_same_millisecond_do_not_double_the_connections() {
        SseSession session = client.subscribe(Rig.get(), seen);
        for (int restart = 1; restart <= 10; restart++) {
            transport.head(200);
            transport.send("id: " + restart + "\ndata: x\n\n");
            if (restart % 2 == 0) {
                transport.end();
            }
            transport.breakTwice("reset");
            assertThat(time.pending())
                    .as("timers, of the delay and of the client")
                    .isEqualTo(2);
            time.advance(Duration.ofSeconds(1));
        }
        assertThat(transport.opened()).isEqualTo(11);
        assertThat(session.metrics().reconnects()).isEqualTo(10);
    }

    @Test
    void the_delay_of_a_closed_session_does_not_make_a_connection_beside_that_of_its_successor() {
        SseSession first = client.subscribe(Rig.get(), seen);
        transport.head(200);
        transport.send("retry: 3000\n\n");
        transport.breakTwice("reset");
        first.close();

        SseSession second = client.subscribe(Rig.get(), event -> {});
        transport.head(200);
        time.advance(Duration.ofSeconds(5 * 3));

        assertThat(transport.opened()).isEqualTo(2);
        assertThat(second.state()).isInstanceOf(SessionState.Open.class);
    }
}
