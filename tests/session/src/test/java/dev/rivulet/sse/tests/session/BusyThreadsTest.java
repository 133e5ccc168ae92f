package dev.rivulet.sse.tests.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.sse.SessionState;
import dev.rivulet.sse.SseClient;
import dev.rivulet.sse.SseRequest;
import dev.rivulet.sse.SseSession;
import dev.rivulet.sse.policy.Delivery;
import dev.rivulet.sse.testkit.FakeExchange;
import dev.rivulet.sse.testkit.FakeTransport;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** As {@link FairnessTest}, on real threads: more busy streams than processors, which never end. */
@Timeout(600)
class BusyThreadsTest {
    private static final int BUSY = 2 * Runtime.getRuntime().availableProcessors() + 1;
    private static final String BURST = "data: busy\n\n".repeat(500);

    private final FakeTransport busyTransport =
            new FakeTransport().answering(server -> server.open().onRead(reading -> reading.bytes(BURST)));
    private final FakeTransport slowTransport = new FakeTransport();
    private final SseClient busy = SseClient.builder().transport(busyTransport).build();
    private final SseClient slow = SseClient.builder().transport(slowTransport).build();

    @AfterEach
    void close() throws InterruptedException {
        busy.close();
        slow.close();
        assertThat(busy.awaitClosed(Duration.ofMinutes(1))).isTrue();
        assertThat(slow.awaitClosed(Duration.ofMinutes(1))).isTrue();
    }

    @Test
    void by_default_busy_streams_leave_a_slow_one_its_events_and_its_end() throws Exception {
        assertLeavesItsShare(Delivery.defaults());
    }

    @Test
    void on_one_thread_busy_streams_leave_a_slow_one_its_events_and_its_end() throws Exception {
        ExecutorService one = Executors.newSingleThreadExecutor();
        try {
            assertLeavesItsShare(Delivery.on(one));
        } finally {
            close();
            one.shutdown();
        }
    }

    @Test
    void on_virtual_threads_of_the_users_own_they_do_too() throws Exception {
        assertLeavesItsShare(Delivery.on(virtualThreads()));
    }

    @Test
    void by_default_busy_streams_leave_the_applications_virtual_threads_their_share() throws Exception {
        ExecutorService virtual = virtualThreads();
        startBusyStreams(Delivery.defaults());
        for (int i = 0; i < 20; i++) {
            var ran = new CountDownLatch(1);
            virtual.execute(ran::countDown);
            assertThat(ran.await(60, TimeUnit.SECONDS)).isTrue();
        }
    }

    private void assertLeavesItsShare(Delivery delivery) throws Exception {
        var got = new AtomicReference<>(new CountDownLatch(1));
        SseSession session = slow.subscribe(
                SseRequest.get(Rig.STREAM).delivery(delivery),
                event -> got.get().countDown());
        startBusyStreams(delivery);
        while (slowTransport.opened() == 0) {
            Thread.onSpinWait();
        }
        FakeExchange server = slowTransport.last().open();
        for (int i = 0; i < 20; i++) {
            server.bytes("data: slow\n\n");
            assertThat(got.get().await(60, TimeUnit.SECONDS)).isTrue();
            got.set(new CountDownLatch(1));
        }
        session.close();
        SessionState.Closed closed = session.closed().toCompletableFuture().get(60, TimeUnit.SECONDS);
        assertThat(closed.reason()).isEqualTo(SessionState.Closed.Reason.CLOSED);
    }

    private void startBusyStreams(Delivery delivery) throws InterruptedException {
        var began = new CountDownLatch(BUSY);
        for (int i = 0; i < BUSY; i++) {
            var first = new CountDownLatch(1);
            busy.subscribe(SseRequest.get(Rig.STREAM).delivery(delivery), event -> {
                if (first.getCount() > 0) {
                    first.countDown();
                    began.countDown();
                }
            });
        }
        assertThat(began.await(60, TimeUnit.SECONDS)).as("all have begun").isTrue();
    }

    private static ExecutorService virtualThreads() throws ReflectiveOperationException {
        Assumptions.assumeTrue(Runtime.version().feature() >= 21, "virtual threads come with JDK 21");
        return (ExecutorService)
                Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
    }
}
