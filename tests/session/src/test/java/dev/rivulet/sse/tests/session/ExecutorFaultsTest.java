package dev.rivulet.sse.tests.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.sse.Failure;
import dev.rivulet.sse.SessionState;
import dev.rivulet.sse.SessionState.Closed.Reason;
import dev.rivulet.sse.SseClient;
import dev.rivulet.sse.SseEvent;
import dev.rivulet.sse.SseRequest;
import dev.rivulet.sse.SseSession;
import dev.rivulet.sse.SseSubscriber;
import dev.rivulet.sse.policy.Delivery;
import dev.rivulet.sse.testkit.FakeTransport;
import dev.rivulet.sse.testkit.VirtualTime;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A user's executor that refuses in any way, or drops a task, on real threads. */
@Timeout(600)
class ExecutorFaultsTest {
    @RegisterExtension
    final RealTime real = new RealTime();

    private final FakeTransport transport = real.transport;
    private final SseClient client = real.client;
    private final SseRequest request = SseRequest.get(Rig.STREAM);
    private final CountDownLatch over = real.over;

    @ParameterizedTest
    @ValueSource(
            classes = {
                RejectedExecutionException.class,
                IllegalStateException.class,
                OutOfMemoryError.class,
                InterruptedException.class
            })
    void whatever_an_executor_throws_ends_the_session_with_a_failure_that_names_it(Class<? extends Throwable> kind)
            throws Exception {
        Throwable thrown = kind.getConstructor(String.class).newInstance("no thread");
        var refuses = new RefusesLater(thrown);
        SseSession session = client.subscribe(request.delivery(Delivery.on(refuses)), event -> {});
        open(session);
        refuses.fromNowOn();
        transport.last().bytes("data: a\n\n");
        SessionState.Closed closed = end(session);
        assertThat(closed.failure()).isEqualTo(new Failure.ExecutorRefused("the executor of this test", thrown));
        assertThat(closed.failure().message()).contains("the executor of this test", "no thread");
        assertThat(transport.last().isCancelled()).isTrue();
    }

    @Test
    void an_executor_that_is_shut_down_with_a_task_in_its_queue_ends_the_session_with_a_failure_that_says_so()
            throws Exception {
        ExecutorService one = Executors.newSingleThreadExecutor();
        SseSession session = client.subscribe(request.delivery(Delivery.on(one)), event -> {});
        open(session);
        block(one);
        transport.last().bytes("data: a\n\n");
        assertThat(one.shutdownNow()).hasSize(1);
        SessionState.Closed closed = end(session);
        assertThat(closed.failure()).isInstanceOf(Failure.ExecutorRefused.class);
        assertThat(closed.failure().message()).contains("shut down");
    }

    @Test
    void close_after_the_executor_was_shut_down_with_a_task_in_its_queue_is_an_end_like_others() throws Exception {
        ExecutorService one = Executors.newSingleThreadExecutor();
        var last = new CompletableFuture<SessionState>();
        var time = new VirtualTime(); // stands still: no timer looks after the task before close
        SseSession session = clientIn(time).subscribe(request.delivery(Delivery.on(one)), lastState(last));
        open(session);
        block(one);
        transport.last().bytes("data: a\n\n");
        one.shutdownNow();
        session.close();
        Awaitility.await().until(() -> {
            time.advance(Duration.ofSeconds(1));
            return session.closed().toCompletableFuture().isDone();
        });
        assertThat(end(session)).matches(Ends.normally(Reason.CLOSED));
        assertThat(last).isCompletedWithValueMatching(Ends.normally(Reason.CLOSED)::test);
    }

    @Test
    void an_executor_that_runs_nothing_keeps_no_session_from_closing() throws Exception {
        var thread = new CompletableFuture<Thread>();
        SseSession session = client.subscribe(
                request.delivery(Delivery.on(task -> {})), onClosed(() -> thread.complete(Thread.currentThread())));
        session.close();
        assertThat(end(session)).matches(Ends.normally(Reason.CLOSED));
        assertThat(thread.get(60, TimeUnit.SECONDS).getName()).matches("|rivulet-delivery-\\d+");
    }

    @Test
    void an_executor_whose_only_thread_is_blocked_keeps_no_session_from_closing() throws Exception {
        ExecutorService one = Executors.newSingleThreadExecutor();
        SseSession session = client.subscribe(request.delivery(Delivery.on(one)), event -> {});
        open(session);
        block(one);
        session.close();
        end(session);
        over.countDown();
        one.shutdown();
        assertThat(one.awaitTermination(60, TimeUnit.SECONDS))
                .as("the task that comes late does nothing")
                .isTrue();
    }

    @Test
    void close_is_answered_on_the_executor_where_that_works() throws Exception {
        ExecutorService one = Executors.newSingleThreadExecutor(task -> new Thread(task, "mine"));
        var thread = new CompletableFuture<Thread>();
        SseClient patient = clientIn(new VirtualTime()); // stands still: however slow the executor is, it is in time
        SseSession session = patient.subscribe(
                request.delivery(Delivery.on(one)), onClosed(() -> thread.complete(Thread.currentThread())));
        open(session);
        session.close();
        end(session);
        assertThat(thread.get(60, TimeUnit.SECONDS).getName()).isEqualTo("mine");
        one.shutdown();
    }

    private SseClient clientIn(VirtualTime time) {
        return SseClient.builder().transport(transport).scheduler(time).build();
    }

    private void block(Executor one) throws InterruptedException {
        var blocked = new CountDownLatch(1);
        one.execute(() -> {
            blocked.countDown();
            awaitOver();
        });
        assertThat(blocked.await(60, TimeUnit.SECONDS)).isTrue();
    }

    private void awaitOver() {
        try {
            over.await();
        } catch (InterruptedException shutDown) {
            // so be it
        }
    }

    private void open(SseSession session) {
        Awaitility.await().until(() -> transport.opened() > 0);
        transport.last().open();
        Awaitility.await()
                .until(() -> session.state() instanceof SessionState.Open
                        && transport.last().hasCredit());
    }

    private static SessionState.Closed end(SseSession session) throws Exception {
        return session.closed().toCompletableFuture().get(60, TimeUnit.SECONDS);
    }

    private static SseSubscriber<SseEvent> lastState(CompletableFuture<SessionState> last) {
        return new SseSubscriber<>() {
            @Override
            public void onEvent(SseEvent event) {}

            @Override
            public void onState(SessionState state) {
                if (state instanceof SessionState.Closed) {
                    last.complete(state);
                }
            }
        };
    }

    private static SseSubscriber<SseEvent> onClosed(Runnable what) {
        var last = new CompletableFuture<SessionState>();
        last.thenRun(what);
        return lastState(last);
    }

    /** Runs each task, until it refuses all. */
    private static final class RefusesLater implements Executor {
        private final Throwable thrown;
        private volatile boolean now;
        private volatile Thread last = new Thread();

        RefusesLater(Throwable thrown) {
            this.thrown = thrown;
        }

        @Override
        public void execute(Runnable task) {
            if (now) {
                RefusesLater.<RuntimeException>sneak(thrown);
            }
            var thread = new Thread(task);
            last = thread;
            thread.start();
        }

        /** Once the last task has ended: while it runs, it takes on what comes, and the executor is not asked. */
        void fromNowOn() throws InterruptedException {
            last.join();
            now = true;
        }

        @SuppressWarnings("unchecked") // as languages without checked exceptions do
        private static <T extends Throwable> void sneak(Throwable thrown) throws T {
            throw (T) thrown;
        }

        @Override
        public String toString() {
            return "the executor of this test";
        }
    }
}
