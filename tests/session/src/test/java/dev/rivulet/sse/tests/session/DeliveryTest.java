package dev.rivulet.sse.tests.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.sse.Failure;
import dev.rivulet.sse.SessionState;
import dev.rivulet.sse.SseClient;
import dev.rivulet.sse.SseRequest;
import dev.rivulet.sse.SseSession;
import dev.rivulet.sse.policy.Delivery;
import dev.rivulet.sse.policy.ReconnectPolicy;
import dev.rivulet.sse.testkit.CheckingPool;
import dev.rivulet.sse.testkit.FakeExchange;
import dev.rivulet.sse.testkit.FakeTransport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The default delivery, and a user's own executor, on real threads. */
@Timeout(600)
class DeliveryTest {
    private final FakeTransport transport = new FakeTransport();
    private final CheckingPool pool = new CheckingPool();
    private final SseClient client =
            SseClient.builder().transport(transport).bufferPool(pool).build();
    private final SseRequest request = SseRequest.get(Rig.STREAM);

    @AfterEach
    void everything_is_released() {
        client.close();
        Awaitility.await().pollInterval(Duration.ofMillis(1)).untilAsserted(pool::assertNothingOutstanding);
    }

    @Test
    void by_default_the_handler_may_block_and_the_transports_thread_continues() throws Exception {
        var entered = new CountDownLatch(1);
        var release = new CountDownLatch(1);
        Set<Thread> threads = Collections.synchronizedSet(new HashSet<>());
        SseSession session = client.subscribe(request, event -> {
            threads.add(Thread.currentThread());
            entered.countDown();
            release.await();
        });
        FakeExchange server = opened();
        server.bytes("data: a\n\n");
        assertThat(entered.await(60, TimeUnit.SECONDS)).isTrue();

        for (int i = 0; i < 10; i++) {
            server.bytes("data: b\n\n"); // returns
        }

        assertThat(server.bursts()).isEqualTo(2);
        assertThat(session.metrics().delivered()).isEqualTo(1);
        release.countDown();
        Awaitility.await().until(() -> session.metrics().delivered() == 11);
        assertThat(threads).doesNotContain(Thread.currentThread());
    }

    @Test
    void events_come_in_order_and_one_at_a_time() throws Exception {
        int many = 100_000;
        List<Integer> taken = new ArrayList<>();
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        var done = new CountDownLatch(1);
        SseSession session = client.subscribe(request, event -> {
            most.accumulateAndGet(inside.incrementAndGet(), Math::max);
            taken.add(Integer.valueOf(event.data()));
            inside.decrementAndGet();
            if (taken.size() == many) {
                done.countDown();
            }
        });
        FakeExchange server = opened();
        for (int i = 0; i < many; ) {
            StringBuilder burst = new StringBuilder();
            for (int end = Math.min(many, i + 1 + i % 50); i < end; i++) {
                burst.append("id: ").append(i).append("\ndata: ").append(i).append("\n\n");
            }
            server.bytes(burst.toString());
        }
        assertThat(done.await(60, TimeUnit.SECONDS)).isTrue();
        assertThat(taken).isEqualTo(IntStream.range(0, many).boxed().toList());
        assertThat(most).hasValue(1);
    }

    @Test
    void close_while_a_handler_runs_returns_at_once_and_completes_when_the_handler_has_returned() throws Exception {
        var entered = new CountDownLatch(1);
        var release = new CountDownLatch(1);
        List<String> taken = new ArrayList<>();
        SseSession session = client.subscribe(request, event -> {
            taken.add(event.data());
            entered.countDown();
            release.await();
        });
        FakeExchange server = opened();
        server.bytes("id: 1\ndata: a\n\nid: 2\ndata: b\n\n").bytes("data: c\n\n");
        assertThat(entered.await(60, TimeUnit.SECONDS)).isTrue();

        session.close();

        assertThat(server.isCancelled()).isTrue();
        CompletionStage<SessionState.Closed> closed = session.closed();
        Thread.sleep(20);
        assertThat(closed.toCompletableFuture()).isNotDone();
        release.countDown();
        closed.toCompletableFuture().get(60, TimeUnit.SECONDS);
        assertThat(taken).containsExactly("a");
        assertThat(session.lastEventId()).isEqualTo("1");
    }

    @Test
    void closing_and_delivering_at_once_ends_a_thousand_times_and_leaks_nothing() throws Exception {
        var opened = new LinkedBlockingQueue<FakeExchange>();
        transport.answering(opened::add);
        for (int i = 0; i < 1000; i++) {
            SseSession session = client.subscribe(request, event -> {});
            FakeExchange server = opened.take(); // waits: who spins on a busy machine keeps others from working
            Thread sender = new Thread(() -> {
                server.open();
                for (int j = 0; j < 20; j++) {
                    server.bytes("id: 1\ndata: a\n\ndata: unfinished");
                }
            });
            sender.start();
            for (int spin = 0; spin < i * 10; spin++) {
                Thread.onSpinWait();
            }
            session.close();
            session.closed().toCompletableFuture().get(60, TimeUnit.SECONDS);
            sender.join();
        }
    }

    @Test
    void a_users_executor_runs_the_handler() throws Exception {
        ExecutorService executor = Executors.newSingleThreadExecutor(task -> new Thread(task, "mine"));
        var done = new CountDownLatch(1);
        List<String> names = Collections.synchronizedList(new ArrayList<>());
        SseSession session = client.subscribe(request.delivery(Delivery.on(executor)), event -> {
            names.add(Thread.currentThread().getName());
            done.countDown();
        });
        opened().bytes("data: a\n\n");
        assertThat(done.await(60, TimeUnit.SECONDS)).isTrue();
        assertThat(names).containsExactly("mine");
        session.close();
        session.closed().toCompletableFuture().get(60, TimeUnit.SECONDS);
        executor.shutdown();
    }

    @Test
    void an_executor_that_refuses_closes_the_session_with_that() throws Exception {
        ExecutorService executor = Executors.newSingleThreadExecutor();
        List<String> taken = Collections.synchronizedList(new ArrayList<>());
        SseSession session =
                client.subscribe(request.delivery(Delivery.on(executor)), event -> taken.add(event.data()));
        FakeExchange server = opened();
        Awaitility.await().until(() -> session.state() instanceof SessionState.Open);
        executor.shutdown();
        assertThat(executor.awaitTermination(60, TimeUnit.SECONDS)).isTrue();

        server.bytes("data: a\n\n");

        SessionState.Closed closed = session.closed().toCompletableFuture().get(60, TimeUnit.SECONDS);
        assertThat(closed.failure()).isNotNull();
        assertThat(closed.failure().cause()).isInstanceOf(RejectedExecutionException.class);
        assertThat(taken).isEmpty();
        assertThat(server.isCancelled()).isTrue();
    }

    @Test
    void an_executor_that_refused_from_the_start_closes_the_session_too() throws Exception {
        ExecutorService executor = Executors.newSingleThreadExecutor();
        executor.shutdown();
        SseSession session = client.subscribe(request.delivery(Delivery.on(executor)), event -> {});
        Awaitility.await().until(() -> transport.opened() > 0 || session.state() instanceof SessionState.Closed);
        if (transport.opened() > 0) {
            transport.last().open().bytes("data: a\n\n");
        }
        SessionState.Closed closed = session.closed().toCompletableFuture().get(60, TimeUnit.SECONDS);
        assertThat(closed.failure().cause()).isInstanceOf(RejectedExecutionException.class);
    }

    @Test
    void many_sessions_share_a_client() throws Exception {
        int many = 200;
        var done = new CountDownLatch(many * 100);
        transport.answering(server -> {
            server.open();
            for (int i = 0; i < 100; i++) {
                server.bytes("data: a\n\n");
            }
        });
        for (int i = 0; i < many; i++) {
            client.subscribe(request, event -> done.countDown());
        }
        assertThat(done.await(60, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void a_reconnection_on_real_time_works() throws Exception {
        var done = new CountDownLatch(1);
        AtomicInteger attempts = new AtomicInteger();
        transport.answering(server -> {
            if (attempts.incrementAndGet() == 1) {
                server.open().bytes("id: 1\ndata: a\n\n").end();
            } else {
                server.open().bytes("data: " + server.header("Last-Event-ID") + "\n\n");
            }
        });
        List<String> taken = Collections.synchronizedList(new ArrayList<>());
        client.subscribe(request.reconnect(ReconnectPolicy.defaults().initialDelay(Duration.ofMillis(10))), event -> {
            taken.add(event.data());
            if (taken.size() == 2) {
                done.countDown();
            }
        });
        assertThat(done.await(60, TimeUnit.SECONDS)).isTrue();
        assertThat(taken).containsExactly("a", "1");
    }

    @Test
    void a_handler_that_throws_on_its_own_thread_closes_the_session() throws Exception {
        var thrown = new IllegalStateException("mine");
        SseSession session = client.subscribe(request, event -> {
            throw thrown;
        });
        opened().bytes("data: a\n\n");
        SessionState.Closed closed = session.closed().toCompletableFuture().get(60, TimeUnit.SECONDS);
        assertThat(closed.failure())
                .isEqualTo(new Failure.HandlerFailed(Failure.HandlerFailed.Handler.SUBSCRIBER, thrown));
    }

    private FakeExchange opened() {
        Awaitility.await().pollInterval(Duration.ofMillis(1)).until(() -> transport.opened() > 0);
        return transport.last().open();
    }
}
