package dev.rivulet.sse.tests.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.sse.Failure;
import dev.rivulet.sse.SessionState;
import dev.rivulet.sse.SseClient;
import dev.rivulet.sse.SseRequest;
import dev.rivulet.sse.SseSession;
import dev.rivulet.sse.policy.Delivery;
import dev.rivulet.sse.spi.BufferPool;
import dev.rivulet.sse.testkit.CheckingPool;
import dev.rivulet.sse.testkit.FakeExchange;
import dev.rivulet.sse.testkit.FakeTransport;
import dev.rivulet.sse.testkit.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Bytes came, and there was no buffer for them: a loss like others, and not a stream that is silent from then on. */
class NoBufferTest {
    private final VirtualTime time = new VirtualTime();
    private final FakeTransport transport = new FakeTransport();
    private final CheckingPool pool = new CheckingPool();
    private final EmptyAtTimes buffers = new EmptyAtTimes();
    private final SseClient client = SseClient.builder()
            .transport(transport)
            .scheduler(time)
            .bufferPool(buffers)
            .build();
    private final List<String> handled = new ArrayList<>();
    private SseSession session;

    @BeforeEach
    void a_stream_is_open() {
        session = client.subscribe(
                SseRequest.get(Rig.STREAM).delivery(Delivery.inline()), event -> handled.add(event.data()));
        transport.last().open().bytes("id: 1\ndata: 1\n\n");
    }

    @AfterEach
    void everything_ends() {
        session.close();
        assertThat(session.state()).isInstanceOf(SessionState.Closed.class);
        pool.assertNothingOutstanding();
        assertThat(time.pending()).isZero();
    }

    @Test
    void the_connection_is_given_up_and_the_next_one_resumes() {
        FakeExchange first = transport.last();
        buffers.left = 0;
        first.bytes("id: 2\ndata: 2\n\n");
        buffers.left = Integer.MAX_VALUE;

        assertThat(session.state()).isInstanceOfSatisfying(SessionState.BackingOff.class, this::assertNoBuffer);
        assertThat(first.isCancelled()).isTrue();
        time.advance(Duration.ofMinutes(1));
        assertThat(transport.last().header("Last-Event-ID")).isEqualTo("1");
        transport.last().open().bytes("id: 2\ndata: 2\n\n");
        assertThat(handled).containsExactly("1", "2");
    }

    @Test
    void what_was_received_before_counts() {
        FakeExchange first = transport.last();
        buffers.left = 1;
        first.part("id: 2\ndata: 2\n\n").part("data: " + "x".repeat(70_000));
        buffers.left = Integer.MAX_VALUE;

        assertThat(session.state()).isInstanceOfSatisfying(SessionState.BackingOff.class, this::assertNoBuffer);
        assertThat(handled).containsExactly("1", "2");
        assertThat(session.lastEventId()).isEqualTo("2");
    }

    private void assertNoBuffer(SessionState.BackingOff state) {
        assertThat(state.failure())
                .isInstanceOfSatisfying(
                        Failure.ConnectionFailed.class,
                        failure -> assertThat(failure.cause()).isInstanceOf(IllegalStateException.class));
    }

    private final class EmptyAtTimes implements BufferPool {
        private int left = Integer.MAX_VALUE;

        @Override
        public byte[] acquire(int minimum) {
            if (left == 0) {
                throw new IllegalStateException("no buffer is left");
            }
            left--;
            return pool.acquire(minimum);
        }

        @Override
        public void release(byte[] array) {
            pool.release(array);
        }

        @Override
        public Stats stats() {
            return pool.stats();
        }
    }
}
