package dev.rivulet.sse.tests.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rivulet.sse.SessionState;
import dev.rivulet.sse.SseClient;
import dev.rivulet.sse.SseRequest;
import dev.rivulet.sse.SseSession;
import dev.rivulet.sse.SseStream;
import dev.rivulet.sse.testkit.FakeTransport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Waiting for the end of a client's sessions, and what is counted then. */
@Timeout(600)
class AwaitClosedTest {
    private final FakeTransport transport = new FakeTransport();
    private final SseClient client = SseClient.builder().transport(transport).build();
    private final SseRequest request = SseRequest.get(Rig.STREAM);

    @AfterEach
    void close() {
        client.close();
    }

    @Test
    void without_sessions_there_is_nothing_to_wait_for() throws InterruptedException {
        client.awaitClosed();
        assertThat(client.awaitClosed(Duration.ZERO)).isTrue();
    }

    @Test
    void it_waits_for_sessions_of_all_faces_however_they_end() throws Exception {
        SseSession session = client.subscribe(request, event -> {});
        SseStream<?> stream = client.stream(request);
        assertThat(client.awaitClosed(Duration.ofMillis(1))).isFalse();
        CompletableFuture<Thread> waiting = waiter();
        session.close();
        session.closed().toCompletableFuture().get(60, TimeUnit.SECONDS);
        assertThat(client.awaitClosed(Duration.ZERO)).isFalse();
        assertThat(waiting).isNotDone();
        stream.close();
        waiting.get(60, TimeUnit.SECONDS);
        assertThat(client.awaitClosed(Duration.ZERO)).isTrue();
    }

    @Test
    void it_waits_for_a_handler_that_is_still_busy_after_close() throws Exception {
        var busy = new CountDownLatch(1);
        var release = new CountDownLatch(1);
        client.subscribe(request, event -> {
            busy.countDown();
            release.await();
        });
        Awaitility.await().until(() -> transport.opened() == 1);
        transport.last().open().bytes("data: a\n\n");
        assertThat(busy.await(60, TimeUnit.SECONDS)).isTrue();
        client.close();
        assertThat(client.awaitClosed(Duration.ofMillis(20))).isFalse();
        release.countDown();
        client.awaitClosed();
    }

    @Test
    void what_follows_closed_has_run_when_it_returns() throws InterruptedException {
        List<SessionState> followed = Collections.synchronizedList(new ArrayList<>());
        SseSession session = client.subscribe(request, event -> {});
        session.closed().thenAccept(followed::add);
        session.close();
        client.awaitClosed();
        assertThat(followed).hasSize(1);
    }

    @Test
    void a_thread_that_waits_can_be_interrupted() throws Exception {
        SseSession session = client.subscribe(request, event -> {});
        Thread.currentThread().interrupt();
        assertThatThrownBy(client::awaitClosed).isInstanceOf(InterruptedException.class);
        session.close();
    }

    @Test
    void a_session_is_counted_as_ended_when_its_closed_completes_and_not_later() throws Exception {
        for (int i = 0; i < 500; i++) {
            var counted = new AtomicReference<Integer>();
            SseSession session = client.subscribe(request, event -> {});
            CompletableFuture<Void> looked = session.closed()
                    .thenRun(() -> counted.set(client.metrics().sessions().values().stream()
                            .mapToInt(Integer::intValue)
                            .sum()))
                    .toCompletableFuture();
            session.close();
            looked.get(60, TimeUnit.SECONDS);
            assertThat(counted).hasValue(0);
        }
    }

    private CompletableFuture<Thread> waiter() {
        var done = new CompletableFuture<Thread>();
        var thread = new Thread(() -> {
            try {
                client.awaitClosed();
                done.complete(Thread.currentThread());
            } catch (InterruptedException e) {
                done.completeExceptionally(e);
            }
        });
        thread.setDaemon(true);
        thread.start();
        return done;
    }
}
