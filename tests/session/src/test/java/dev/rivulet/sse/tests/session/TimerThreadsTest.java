package dev.rivulet.sse.tests.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.sse.SessionState;
import dev.rivulet.sse.SseClient;
import dev.rivulet.sse.SseEvent;
import dev.rivulet.sse.SseRequest;
import dev.rivulet.sse.SseSession;
import dev.rivulet.sse.SseSubscriber;
import dev.rivulet.sse.policy.Delivery;
import dev.rivulet.sse.policy.ReconnectPolicy;
import dev.rivulet.sse.policy.Timeouts;
import dev.rivulet.sse.testkit.FakeTransport;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Which threads run what time brings. Real threads and the system's scheduler. */
@Timeout(600)
class TimerThreadsTest {
    private static final ReconnectPolicy AT_ONCE = ReconnectPolicy.defaults()
            .initialDelay(Duration.ZERO)
            .maxDelay(Duration.ZERO)
            .minServerDelay(Duration.ofMillis(1));

    private static final String DELIVERY_THREAD = "|rivulet-delivery-\\d+"; // virtual ones have no name

    private static final Timeouts IDLE_SOON = Timeouts.defaults().idle(Duration.ofMillis(20));

    @RegisterExtension
    final RealTime real = new RealTime();

    private final FakeTransport transport = real.transport;
    private final SseClient client = real.client;
    private final SseRequest request = SseRequest.get(Rig.STREAM).reconnect(AT_ONCE);
    private final CountDownLatch over = real.over;

    @Test
    void while_the_common_pool_is_blocked_sessions_reconnect_and_time_out() {
        blockCommonPool();
        for (Delivery delivery :
                new Delivery[] {Delivery.defaults(), Delivery.inline(), Delivery.on(task -> new Thread(task).start())
                }) {
            SseSession session = client.subscribe(
                    request.delivery(delivery).timeouts(Timeouts.defaults().responseHead(Duration.ofMillis(20))),
                    event -> {});
            Awaitility.await().until(() -> session.metrics().losses().getOrDefault("timed_out", 0L) > 1);
            assertThat(session.metrics().reconnects()).isPositive();
            session.close();
        }
    }

    private void blockCommonPool() {
        var blocked = new CountDownLatch(ForkJoinPool.getCommonPoolParallelism());
        for (int i = 0; i < ForkJoinPool.getCommonPoolParallelism(); i++) {
            ForkJoinPool.commonPool().execute(() -> {
                blocked.countDown();
                awaitOver();
            });
        }
        try {
            assertThat(blocked.await(60, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void inline_what_time_brings_is_handled_neither_on_the_timers_thread_nor_on_the_common_pool() throws Exception {
        var thread = new CompletableFuture<Thread>();
        transport.answering(server -> server.open().end());
        Runnable note = () -> thread.complete(Thread.currentThread());
        client.subscribe(request.delivery(Delivery.inline()), onConnectingAgain(note));
        assertThat(thread.get(60, TimeUnit.SECONDS).getName()).doesNotContain("rivulet-timer", "ForkJoinPool");
    }

    @Test
    void inline_a_customizers_answer_is_not_handled_on_its_own_thread() throws Exception {
        var thread = new CompletableFuture<Thread>();
        var answer = new CompletableFuture<SseRequest>();
        transport.answering(server -> thread.complete(Thread.currentThread()));
        SseRequest inline = request.delivery(Delivery.inline());
        client.subscribe(inline.customizer((original, attempt, id, failure) -> answer), event -> {});
        answer.complete(inline);
        assertThat(thread.get(60, TimeUnit.SECONDS).getName()).matches(DELIVERY_THREAD);
    }

    @Test
    void a_handler_that_blocks_where_time_brought_it_holds_up_no_other_session() throws Exception {
        var blocked = new CountDownLatch(1);
        SseRequest inline = request.delivery(Delivery.inline()).timeouts(IDLE_SOON);
        client.subscribe(inline, onState(SessionState.BackingOff.class, () -> {
            blocked.countDown();
            awaitOver();
        }));
        new Thread(transport.last()::open).start();
        assertOthersReconnectBeside(blocked);
    }

    @Test
    void an_executor_that_blocks_the_thread_that_submits_holds_up_no_other_session() throws Exception {
        var isOpen = new CountDownLatch(1);
        var blocked = new CountDownLatch(1);
        Executor stubborn = task -> {
            if (isOpen.getCount() == 0) {
                blocked.countDown();
                awaitOver();
            }
            new Thread(task).start();
        };
        SseRequest onIt = request.delivery(Delivery.on(stubborn)).timeouts(IDLE_SOON);
        client.subscribe(onIt, onState(SessionState.Open.class, isOpen::countDown));
        Awaitility.await().until(() -> transport.opened() > 0);
        new Thread(transport.last()::open).start();
        assertOthersReconnectBeside(blocked);
    }

    private void assertOthersReconnectBeside(CountDownLatch blocked) throws InterruptedException {
        assertThat(blocked.await(60, TimeUnit.SECONDS)).isTrue();
        transport.answering(server -> server.open().end());
        SseSession other = client.subscribe(request, event -> {});
        Awaitility.await().until(() -> other.metrics().reconnects() > 10);
    }

    private static SseSubscriber<SseEvent> onConnectingAgain(Runnable what) {
        return new OnState(state -> {
            if (state instanceof SessionState.Connecting connecting && connecting.attempt() == 2) {
                what.run();
            }
        });
    }

    private static SseSubscriber<SseEvent> onState(Class<? extends SessionState> kind, Runnable what) {
        return new OnState(state -> {
            if (kind.isInstance(state)) {
                what.run();
            }
        });
    }

    private record OnState(Consumer<SessionState> what) implements SseSubscriber<SseEvent> {
        @Override
        public void onEvent(SseEvent event) {}

        @Override
        public void onState(SessionState state) {
            what.accept(state);
        }
    }

    private void awaitOver() {
        try {
            over.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
