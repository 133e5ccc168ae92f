package dev.rivulet.sse.tests.session;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.sse.Failure;
import dev.rivulet.sse.SessionState;
import dev.rivulet.sse.SseClient;
import dev.rivulet.sse.SseEvent;
import dev.rivulet.sse.SseSession;
import dev.rivulet.sse.http.Headers;
import dev.rivulet.sse.http.Phase;
import dev.rivulet.sse.http.ResponseHead;
import dev.rivulet.sse.testkit.CheckingPool;
import dev.rivulet.sse.testkit.VirtualTime;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Callbacks of an earlier exchange are dropped, from a transport that does not stop when it is cancelled. */
class StaleExchangeTest {
    private final VirtualTime time = new VirtualTime();
    private final CheckingPool pool = new CheckingPool();
    private final Unruly transport = new Unruly();
    private final Recorder seen = new Recorder();
    private final SseClient client = Rig.client(transport, time, pool);
    private final SseSession session = client.subscribe(Rig.get(), seen);

    @AfterEach
    void everything_is_released() {
        session.close();
        pool.assertNothingOutstanding();
        assertThat(time.pending()).isZero();
        seen.check();
    }

    @Test
    void what_an_exchange_brings_after_its_time_out_is_dropped() {
        open(0);
        deliver(0, "id: 1\ndata: a\n\nid: 2\ndata: unfin");
        time.advance(Duration.ofMinutes(5));
        assertThat(transport.receivers).hasSize(2);
        open(1);

        deliver(0, "ished\n\n");
        deliver(0, "data: late\n\n");
        transport.receivers.get(0).end();
        transport.receivers.get(0).failed(Phase.BODY, new IOException("late"));
        deliver(1, "id: 3\ndata: c\n\n");

        assertThat(seen.events).extracting(SseEvent::data).containsExactly("a", "c");
        assertThat(session.state()).isInstanceOf(SessionState.Open.class);
        assertThat(transport.receivers).hasSize(2);
    }

    @Test
    void a_head_after_its_time_out_is_dropped() {
        time.advance(Duration.ofMinutes(2));
        assertThat(transport.receivers).hasSize(2);
        open(0);
        assertThat(session.state()).isEqualTo(new SessionState.Connecting(2));
        open(1);
        assertThat(((SessionState.Open) session.state()).attempt()).isEqualTo(2);
    }

    @Test
    void what_an_exchange_brings_after_close_is_dropped() {
        open(0);
        deliver(0, "data: a\n\ndata: b");
        session.close();
        deliver(0, "\n\ndata: c\n\n");
        transport.receivers.get(0).end();
        assertThat(seen.events).extracting(SseEvent::data).containsExactly("a");
        assertThat(session.state()).matches(Ends.normally(SessionState.Closed.Reason.CLOSED));
    }

    @Test
    void what_an_exchange_brings_after_its_end_is_dropped() {
        open(0);
        deliver(0, "data: a\n\n");
        transport.receivers.get(0).end();
        transport.receivers.get(0).end();
        transport.receivers.get(0).failed(Phase.BODY, new IOException("late"));
        deliver(0, "data: b\n\n");
        time.advance(Duration.ZERO);
        assertThat(seen.events).extracting(SseEvent::data).containsExactly("a");
        assertThat(transport.receivers).hasSize(2);
        assertThat(seen.states)
                .filteredOn(SessionState.BackingOff.class::isInstance)
                .hasSize(1);
    }

    @Test
    void more_than_was_granted_is_taken_as_it_comes() {
        // io_uring's multishot receive overruns a credit, as its features declare.
        open(0);
        for (int i = 0; i < 100; i++) {
            transport.receivers.get(0).bytes(ByteBuffer.wrap(("data: " + i + "\n\n").getBytes(UTF_8)));
        }
        transport.receivers.get(0).burstEnd();
        assertThat(seen.events).hasSize(100);
    }

    @Test
    void a_transport_that_throws_when_it_opens_is_not_blamed_on_the_handler() {
        // Closed, or a bug, or a header that its library does not like. Whether it is retried is left open; the session
        // neither hangs nor says that the user's code threw.
        open(0);
        for (RuntimeException thrown : List.of(
                new IllegalStateException("the transport is closed"),
                new IllegalArgumentException("restricted header name: \"Connection\""))) {
            transport.broken = thrown;
            SseSession another = client.subscribe(Rig.get(), event -> {});
            Failure failure = another.state() instanceof SessionState.Closed closed
                    ? closed.failure()
                    : ((SessionState.BackingOff) another.state()).failure();
            assertThat(failure).isNotNull().isNotInstanceOf(Failure.HandlerFailed.class);
            assertThat(failure.cause()).isSameAs(thrown);
            another.close();
        }
    }

    private void open(int exchange) {
        transport
                .receivers
                .get(exchange)
                .head(new ResponseHead(200, Headers.none().add("Content-Type", "text/event-stream"), "h2"));
    }

    private void deliver(int exchange, String text) {
        transport.receivers.get(exchange).bytes(ByteBuffer.wrap(text.getBytes(UTF_8)));
        transport.receivers.get(exchange).burstEnd();
    }
}
