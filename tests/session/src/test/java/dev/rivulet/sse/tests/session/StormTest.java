package dev.rivulet.sse.tests.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.sse.SessionState;
import dev.rivulet.sse.SseClient;
import dev.rivulet.sse.SseEvent;
import dev.rivulet.sse.SseException;
import dev.rivulet.sse.SseRequest;
import dev.rivulet.sse.SseSession;
import dev.rivulet.sse.SseStream;
import dev.rivulet.sse.SseSubscriber;
import dev.rivulet.sse.policy.ReconnectPolicy;
import dev.rivulet.sse.policy.Timeouts;
import dev.rivulet.sse.testkit.CheckingPool;
import dev.rivulet.sse.testkit.FakeTransport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Close at any moment, from another thread, while a server on other threads answers, cuts and refuses: it is final, it
 * completes, nothing is called after it, at most one callback at a time, and no buffer is lost.
 */
@Timeout(600)
class StormTest {
    private static final int SESSIONS = 1500;

    private final CheckingPool pool = new CheckingPool();
    private final ExecutorService network = Executors.newFixedThreadPool(3);
    private final Random random = new Random(1);
    private final AtomicReference<String> violation = new AtomicReference<>("");
    private final AtomicLong events = new AtomicLong();
    private final ReplayServer server = new ReplayServer(40, 7, false);
    private final FakeTransport transport = new FakeTransport()
            .remembering(4 * SESSIONS)
            .answering(exchange -> network.execute(() -> server.accept(exchange)));
    private final SseClient client =
            SseClient.builder().transport(transport).bufferPool(pool).build();
    private final SseRequest request = SseRequest.get(Rig.STREAM)
            .endMarker("end")
            .timeouts(Timeouts.defaults().idle(Duration.ofMillis(3)))
            .reconnect(ReconnectPolicy.defaults()
                    .initialDelay(Duration.ofNanos(100_000))
                    .minServerDelay(Duration.ZERO));

    @AfterEach
    void everything_is_released() throws InterruptedException {
        client.close();
        network.shutdown();
        assertThat(network.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
        Awaitility.await().pollInterval(Duration.ofMillis(1)).untilAsserted(pool::assertNothingOutstanding);
        assertThat(violation).hasValue("");
        assertThat(transport.exchanges()).allMatch(each -> each.isCancelled() || each.isOver());
    }

    @Test
    void subscribers() throws Exception {
        List<SseSession> sessions = new ArrayList<>();
        for (int i = 0; i < SESSIONS || !hasBlown(); i++) {
            sessions.add(client.subscribe(request, new Watch()));
            if (i >= 20) {
                sessions.get(i - 20 + random.nextInt(20)).close();
            }
            pause();
        }
        sessions.forEach(SseSession::close);
        for (SseSession session : sessions) {
            session.closed().toCompletableFuture().get(60, TimeUnit.SECONDS);
        }
    }

    @Test
    void streams() throws Exception {
        ExecutorService takers = Executors.newCachedThreadPool();
        for (int i = 0; i < SESSIONS / 5 || !hasBlown(); i++) {
            SseStream<SseEvent> stream = client.stream(request);
            CompletableFuture<Void> taker = CompletableFuture.runAsync(() -> take(stream), takers);
            LockSupport.parkNanos(random.nextInt(3_000_000));
            stream.close();
            taker.get(60, TimeUnit.SECONDS);
            stream.session().closed().toCompletableFuture().get(60, TimeUnit.SECONDS);
        }
        takers.shutdown();
    }

    /** Whether some events have come between the closes, which on a busy machine takes longer. */
    private boolean hasBlown() {
        return events.get() > SESSIONS / 10;
    }

    private void take(SseStream<SseEvent> stream) {
        int last = 0;
        try {
            for (SseEvent event : stream) {
                int number = Integer.parseInt(event.data());
                events.incrementAndGet();
                if (number != last + 1) {
                    violation.set(number + " came after " + last);
                }
                last = number;
            }
        } catch (SseException e) {
            violation.set("failed: " + e);
        }
    }

    private void pause() {
        for (int spin = random.nextInt(20_000); spin > 0; spin--) {
            Thread.onSpinWait();
        }
    }

    private final class Watch implements SseSubscriber<SseEvent> {
        private final AtomicBoolean inside = new AtomicBoolean();
        private int last;
        private boolean closed;

        @Override
        public void onEvent(SseEvent event) {
            enter();
            int number = Integer.parseInt(event.data());
            events.incrementAndGet();
            if (number != last + 1) {
                violation.set(number + " came after " + last);
            }
            last = number;
            inside.set(false);
        }

        @Override
        public void onState(SessionState state) {
            enter();
            closed = state instanceof SessionState.Closed;
            inside.set(false);
        }

        private void enter() {
            if (!inside.compareAndSet(false, true)) {
                violation.set("two callbacks at once");
            }
            if (closed) {
                violation.set("a callback after the end");
            }
        }
    }
}
