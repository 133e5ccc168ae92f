package dev.rivulet.sse.tests.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.sse.Failure;
import dev.rivulet.sse.SessionState;
import dev.rivulet.sse.SseClient;
import dev.rivulet.sse.SseRequest;
import dev.rivulet.sse.SseSession;
import dev.rivulet.sse.http.Headers;
import dev.rivulet.sse.http.Phase;
import dev.rivulet.sse.policy.Delivery;
import dev.rivulet.sse.policy.ReconnectPolicy;
import dev.rivulet.sse.spi.Scheduler;
import dev.rivulet.sse.testkit.FakeTransport;
import dev.rivulet.sse.testkit.VirtualTime;
import java.net.ConnectException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Open() may fail before it returns, and read() may deliver before it returns, as often as they like. */
@Tag("full")
@Timeout(600)
class ReentrancyTest {
    private static final int MANY = Rounds.of(1_000_000);
    private static final int FEWER = Rounds.of(100_000);
    private static final ConnectException REFUSED = new ConnectException("refused");

    private final VirtualTime time = new VirtualTime();
    private final Dice dice = new Dice();

    @Test
    void very_many_synchronous_failures_without_delay_overflow_nothing() {
        FakeTransport transport =
                new FakeTransport().remembering(2).answering(server -> server.failed(Phase.CONNECT, REFUSED));
        SseSession session = client(transport, time).subscribe(failingAfter(MANY), event -> {});
        time.runUntilIdle();
        assertThat(transport.opened()).isEqualTo(MANY);
        assertThat(session.closed().toCompletableFuture())
                .isCompletedWithValueMatching(closed -> closed.failure() instanceof Failure.ConnectionFailed);
        assertThat(session.metrics().reconnects()).isEqualTo(MANY - 1);
    }

    @Test
    void very_many_synchronous_failures_overflow_nothing_on_a_scheduler_that_runs_at_once() {
        FakeTransport transport =
                new FakeTransport().remembering(2).answering(server -> server.failed(Phase.CONNECT, REFUSED));
        SseSession session = client(transport, new AtOnce()).subscribe(failingAfter(FEWER), event -> {});
        assertThat(transport.opened()).isEqualTo(FEWER);
        assertThat(session.state()).isInstanceOf(SessionState.Closed.class);
    }

    @Test
    void many_streams_that_open_and_end_inside_open_overflow_nothing() {
        AtomicLong events = new AtomicLong();
        FakeTransport transport = new FakeTransport()
                .remembering(2)
                .answering(server -> server.open().bytes("data: a\n\n").end());
        SseRequest request = SseRequest.get(Rig.STREAM)
                .delivery(Delivery.inline())
                .reconnect(ReconnectPolicy.defaults().initialDelay(Duration.ZERO));
        SseSession session = client(transport, time).subscribe(request, event -> {
            if (events.incrementAndGet() == FEWER) {
                throw new IllegalStateException("enough");
            }
        });
        time.runUntilIdle();
        assertThat(events).hasValue(FEWER);
        assertThat(session.state()).isInstanceOf(SessionState.Closed.class);
    }

    @Test
    void bursts_without_end_inside_read_overflow_nothing() {
        AtomicLong events = new AtomicLong();
        FakeTransport transport =
                new FakeTransport().answering(server -> server.open().onRead(reading -> reading.bytes("data: a\n\n")));
        SseSession session = client(transport, time)
                .subscribe(SseRequest.get(Rig.STREAM).delivery(Delivery.inline()), event -> {
                    if (events.incrementAndGet() == MANY / 4) {
                        throw new IllegalStateException("enough");
                    }
                });
        assertThat(events).hasValue(MANY / 4);
        assertThat(session.state()).isInstanceOf(SessionState.Closed.class);
        assertThat(transport.last().isCancelled()).isTrue();
    }

    @Test
    void very_many_empty_bursts_inside_read_overflow_nothing() {
        AtomicLong reads = new AtomicLong();
        FakeTransport transport = new FakeTransport()
                .answering(server -> server.open().onRead(reading -> {
                    if (reads.incrementAndGet() < MANY) {
                        reading.burstEnd();
                    }
                }));
        SseSession session =
                client(transport, time).subscribe(SseRequest.get(Rig.STREAM).delivery(Delivery.inline()), event -> {});
        assertThat(reads).hasValue(MANY);
        assertThat(session.state()).isInstanceOf(SessionState.Open.class);
        session.close();
    }

    @Test
    void a_refusal_of_very_many_small_bursts_inside_read_overflows_nothing() {
        FakeTransport transport = new FakeTransport()
                .answering(server -> server.head(403, Headers.none()).onRead(reading -> reading.bytes("x")));
        SseSession session =
                client(transport, time).subscribe(SseRequest.get(Rig.STREAM).delivery(Delivery.inline()), event -> {});
        assertThat(session.state()).isInstanceOf(SessionState.Closed.class);
    }

    @Test
    void many_synchronous_failures_end_on_real_threads_too() {
        FakeTransport transport =
                new FakeTransport().remembering(2).answering(server -> server.failed(Phase.CONNECT, REFUSED));
        SseSession session = client(transport, Scheduler.system())
                .subscribe(failingAfter(FEWER).delivery(Delivery.defaults()), event -> {});
        session.closed().toCompletableFuture().join();
        assertThat(transport.opened()).isEqualTo(FEWER);
    }

    private SseRequest failingAfter(int attempts) {
        return SseRequest.get(Rig.STREAM)
                .delivery(Delivery.inline())
                .reconnect(
                        ReconnectPolicy.defaults().initialDelay(Duration.ZERO).maxAttempts(attempts));
    }

    private SseClient client(FakeTransport transport, Scheduler scheduler) {
        return SseClient.builder()
                .transport(transport)
                .scheduler(scheduler)
                .random(dice)
                .build();
    }

    /** Runs what has no delay inside schedule(). */
    private static final class AtOnce implements Scheduler {
        @Override
        public long nanoTime() {
            return 0;
        }

        @Override
        public Instant now() {
            return Instant.EPOCH;
        }

        @Override
        public Cancellable schedule(Runnable task, long delayNanos) {
            if (delayNanos == 0) {
                task.run();
            }
            return () -> {};
        }
    }
}
