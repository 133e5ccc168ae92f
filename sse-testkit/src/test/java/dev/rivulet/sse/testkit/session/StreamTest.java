package dev.rivulet.sse.testkit.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.rivulet.sse.Failure;
import dev.rivulet.sse.SessionState;
import dev.rivulet.sse.SseClient;
import dev.rivulet.sse.SseEvent;
import dev.rivulet.sse.SseException;
import dev.rivulet.sse.SseRequest;
import dev.rivulet.sse.SseStream;
import dev.rivulet.sse.policy.ReconnectPolicy;
import dev.rivulet.sse.spi.Phase;
import dev.rivulet.sse.testkit.CheckingPool;
import dev.rivulet.sse.testkit.FakeExchange;
import dev.rivulet.sse.testkit.FakeTransport;
import dev.rivulet.sse.testkit.VirtualTime;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The blocking face, on real threads. */
@Timeout(20)
class StreamTest {
    private final VirtualTime time = new VirtualTime();
    private final FakeTransport transport = new FakeTransport();
    private final CheckingPool pool = new CheckingPool();
    private final SseClient client = SseClient.builder()
            .transport(transport)
            .scheduler(time)
            .random(new Dice())
            .bufferPool(pool)
            .build();
    private SseStream<SseEvent> stream;

    @BeforeAll
    static void poll_fast() {
        Awaitility.setDefaultPollInterval(Duration.ofMillis(1));
        Awaitility.setDefaultPollDelay(Duration.ZERO);
    }

    @AfterEach
    void everything_is_released() {
        if (stream != null) {
            stream.close();
            stream.session().closed().toCompletableFuture().join();
            assertThat(transport.exchanges())
                    .allMatch(exchange -> exchange.isCancelled() || exchange.isOver(), "released");
        }
        // What the transport's thread brought last may still be on its way back.
        Awaitility.await().untilAsserted(pool::assertNothingOutstanding);
    }

    @Test
    void events_are_parsed_and_decoded_on_the_thread_that_takes() {
        List<Thread> decoders = new ArrayList<>();
        SseStream<String> decoded = client.stream(request(), view -> {
            decoders.add(Thread.currentThread());
            return view.data();
        });
        opened().bytes("data: a\n\ndata: b\n\n");
        assertThat(decoded.next()).isEqualTo("a");
        assertThat(decoded.next()).isEqualTo("b");
        assertThat(decoders).containsOnly(Thread.currentThread()).hasSize(2);
        decoded.close();
        decoded.session().closed().toCompletableFuture().join();
    }

    @Test
    void events_that_come_while_a_taker_waits_are_parsed_on_its_thread() throws Exception {
        List<Thread> decoders = new ArrayList<>();
        SseStream<String> decoded = client.stream(request(), view -> {
            decoders.add(Thread.currentThread());
            return view.data();
        });
        FakeExchange server = opened();
        for (int i = 0; i < 100; i++) {
            Taker<String> taker = new Taker<>(decoded::next);
            taker.awaitParked();
            server.bytes("data: " + i + "\n\n");
            assertThat(taker.result()).isEqualTo("" + i);
            assertThat(decoders.get(i)).isSameAs(taker.thread);
        }
        decoded.close();
        decoded.session().closed().toCompletableFuture().join();
    }

    @Test
    void nothing_is_lost_or_reordered_between_a_sender_and_a_taker() throws Exception {
        int many = 20_000;
        start();
        FakeExchange server = opened();
        Thread sender = new Thread(() -> {
            for (int i = 0; i < many; i++) {
                server.bytes("id: " + i + "\ndata: " + i + "\n\n");
            }
        });
        sender.start();
        for (int i = 0; i < many; i++) {
            assertThat(stream.next().data()).isEqualTo("" + i);
        }
        sender.join();
        assertThat(stream.session().lastEventId()).isEqualTo("" + (many - 2));
    }

    @Test
    void close_from_another_thread_unblocks_a_waiting_taker_with_the_end() throws Exception {
        start();
        opened();
        Taker<SseEvent> taker = new Taker<>(stream::next);
        taker.awaitParked();
        stream.close();
        assertThat(taker.result()).isNull();
        assertThat(stream.next()).as("and again").isNull();
        assertThat(reason()).isEqualTo(SessionState.Closed.Reason.CLOSED);
    }

    @Test
    void close_while_the_connection_is_made_unblocks_a_waiting_taker() throws Exception {
        start();
        Taker<SseEvent> taker = new Taker<>(stream::next);
        taker.awaitParked();
        stream.close();
        assertThat(taker.result()).isNull();
    }

    @Test
    void close_while_backing_off_unblocks_a_waiting_taker() throws Exception {
        start();
        opened().bytes("data: a\n\n").failed(Phase.BODY, new IOException("reset"));
        assertThat(stream.next().data()).isEqualTo("a");
        Taker<SseEvent> taker = new Taker<>(stream::next);
        taker.awaitParked();
        stream.close();
        assertThat(taker.result()).isNull();
        assertThat(transport.opened()).isEqualTo(1);
    }

    @Test
    void close_inside_a_decoder_ends_the_stream() {
        SseStream<?>[] self = new SseStream<?>[1];
        SseStream<String> decoded = client.stream(request(), view -> {
            self[0].close();
            return view.data();
        });
        self[0] = decoded;
        opened().bytes("data: a\n\n");
        assertThat(decoded.next()).isNull();
    }

    @Test
    void what_was_received_and_not_taken_before_close_is_not_given_out_after_it() {
        start();
        opened().bytes("data: a\n\ndata: b\n\n").bytes("data: c\n\n");
        assertThat(stream.next().data()).isEqualTo("a");
        stream.close();
        assertThat(stream.next()).isNull();
        assertThat(stream.session().lastEventId()).isEmpty();
    }

    @Test
    void an_interrupt_ends_the_wait_stays_set_and_leaves_the_stream_as_it_was() throws Exception {
        start();
        FakeExchange server = opened();
        CompletableFuture<Boolean> stillSet = new CompletableFuture<>();
        Taker<SseEvent> taker = new Taker<>(() -> {
            try {
                return stream.next();
            } finally {
                stillSet.complete(Thread.currentThread().isInterrupted());
            }
        });
        taker.awaitParked();
        taker.thread.interrupt();
        assertThatThrownBy(taker::result).isInstanceOf(CancellationException.class);
        assertThat(stillSet.get()).isTrue();

        server.bytes("data: a\n\n");

        assertThat(stream.next().data()).isEqualTo("a");
    }

    @Test
    void a_failure_is_thrown_behind_every_event_before_it_and_again_each_time() {
        stream = client.stream(request().reconnect(ReconnectPolicy.never()));
        opened().bytes("data: a\n\ndata: b\n\n").failed(Phase.BODY, new IOException("reset by peer"));
        assertThat(stream.next().data()).isEqualTo("a");
        assertThat(stream.next().data()).isEqualTo("b");
        for (int i = 0; i < 2; i++) {
            SseException thrown = catchThrowableOfType(SseException.class, () -> stream.next());
            assertThat(thrown.failure()).isInstanceOf(Failure.Disconnected.class);
            assertThat(thrown.getCause()).hasMessage("reset by peer");
        }
        stream.close();
        assertThatThrownBy(() -> stream.next()).isInstanceOf(SseException.class);
    }

    @Test
    void a_decoder_that_throws_fails_the_stream() {
        SseStream<String> decoded = client.stream(request(), view -> {
            throw new IOException("not JSON");
        });
        opened().bytes("data: a\n\n");
        SseException thrown = catchThrowableOfType(SseException.class, decoded::next);
        assertThat(thrown.failure()).isInstanceOf(Failure.HandlerFailed.class);
        assertThat(thrown.getCause()).hasMessage("not JSON");
    }

    @Test
    void a_refusal_is_thrown_with_its_body_though_nobody_waited_for_it() {
        start();
        awaitAttempts(1);
        transport.last().head(403, Rig.headers()).bytes("no quota").end();
        stream.session().closed().toCompletableFuture().join();
        SseException thrown = catchThrowableOfType(SseException.class, () -> stream.next());
        assertThat(((Failure.Refused) thrown.failure()).response().body()).isEqualTo("no quota");
    }

    @Test
    void the_end_marker_is_the_end_of_the_loop() {
        List<String> data = new ArrayList<>();
        try (var in = client.stream(SseRequest.post(Rig.STREAM, "{}").endMarker("[DONE]"))) {
            awaitAttempts(1);
            transport.last().open().bytes("data: a\n\ndata: b\n\ndata: [DONE]\n\n");
            for (SseEvent event : in) {
                data.add(event.data());
            }
            assertThat(in.next()).isNull();
        }
        assertThat(data).containsExactly("a", "b");
        assertThat(transport.last().isCancelled()).isTrue();
    }

    @Test
    void an_iterator_keeps_to_its_contract() {
        stream = client.stream(request().reconnect(ReconnectPolicy.never()));
        opened().bytes("id: 1\ndata: a\n\nid: 2\ndata: b\n\nid: 3\ndata: c\n\n").end();
        Iterator<SseEvent> iterator = stream.iterator();
        assertThat(iterator.hasNext()).isTrue();
        assertThat(iterator.hasNext()).isTrue();
        assertThat(iterator.next().data()).isEqualTo("a");
        assertThat(iterator.next().data()).isEqualTo("b");
        assertThat(stream.next().data()).isEqualTo("c");
        assertThat(iterator.hasNext()).isFalse();
        assertThat(stream.session().lastEventId()).isEqualTo("3");
        assertThatThrownBy(iterator::next).isInstanceOf(NoSuchElementException.class);
    }

    @Test
    void hasNext_does_not_commit_the_event_that_it_found() {
        start();
        opened().bytes("id: 1\ndata: a\n\nid: 2\ndata: b\n\n");
        Iterator<SseEvent> iterator = stream.iterator();
        assertThat(iterator.hasNext()).isTrue();
        assertThat(stream.session().lastEventId()).isEmpty();
        iterator.next();
        assertThat(stream.session().lastEventId()).isEmpty();
        assertThat(iterator.hasNext()).isTrue();
        assertThat(stream.session().lastEventId()).isEqualTo("1");
    }

    @Test
    void two_iterators_share_one_position_and_lose_nothing() {
        start();
        opened().bytes("data: a\n\ndata: b\n\n");
        Iterator<SseEvent> one = stream.iterator();
        assertThat(one.hasNext()).isTrue();
        Iterator<SseEvent> two = stream.iterator();
        assertThat(two.next().data()).isEqualTo("a");
        assertThat(one.next().data()).isEqualTo("b");
    }

    @Test
    void while_nothing_is_taken_two_bursts_are_read_ahead_and_the_server_waits() {
        start();
        FakeExchange server = opened();
        for (int i = 0; i < 10; i++) {
            server.bytes("data: " + i + "\n\n");
        }
        Awaitility.await().until(() -> server.bursts() == 2);
        time.advance(Duration.ofHours(5)); // nor is it idle
        assertThat(server.bursts()).isEqualTo(2);
        assertThat(server.hasCredit()).isFalse();
        for (int i = 0; i < 10; i++) {
            assertThat(stream.next().data()).isEqualTo("" + i);
        }
        assertThat(transport.opened()).isEqualTo(1);
    }

    @Test
    void a_loss_is_mended_while_nobody_takes() {
        start();
        opened().failed(Phase.BODY, new IOException("reset"));
        awaitAttempts(2);
        transport.last().open().bytes("data: a\n\n");
        assertThat(stream.next().data()).isEqualTo("a");
    }

    @Test
    void a_loss_is_mended_while_an_event_is_being_handled_though_half_another_was_behind_it() {
        start();
        opened().bytes("id: 1\ndata: a\n\nid: 2\nda").failed(Phase.BODY, new IOException("reset"));
        assertThat(stream.next().data()).isEqualTo("a");
        awaitAttempts(2); // nobody is in next()
        assertThat(transport.last().header("Last-Event-ID")).isEqualTo("1");
        transport.last().open().bytes("id: 2\ndata: b\n\n");
        assertThat(stream.next().data()).isEqualTo("b");
    }

    @Test
    void a_checkpoint_behind_an_event_is_not_committed_before_the_event_is() {
        start();
        FakeExchange server = opened();
        server.bytes("id: 1\ndata: a\n\nid: 9\n\n");
        assertThat(stream.next().data()).isEqualTo("a");
        server.bytes("id: 10\n\n");
        time.advance(Duration.ofMinutes(1));
        assertThat(stream.session().lastEventId()).isEmpty();
        server.bytes("data: b\n\n");
        assertThat(stream.next().data()).isEqualTo("b");
        assertThat(stream.session().lastEventId()).isEqualTo("10");
    }

    @Test
    void an_event_being_handled_while_the_stream_is_reopened_is_committed_by_the_next_one() {
        start();
        opened().bytes("id: 1\ndata: a\n\n");
        assertThat(stream.next().data()).isEqualTo("a");
        transport.last().failed(Phase.BODY, new IOException("reset"));
        awaitAttempts(2);
        transport.last().open().bytes("id: 2\ndata: b\n\n");
        time.advance(Duration.ofSeconds(1));
        assertThat(stream.session().lastEventId()).isEmpty();
        assertThat(stream.next().data()).isEqualTo("b");
        assertThat(stream.session().lastEventId()).isEqualTo("1");
    }

    @Test
    void a_taker_waits_through_reconnections() throws Exception {
        start();
        Taker<SseEvent> taker = new Taker<>(stream::next);
        opened().failed(Phase.BODY, new IOException("reset"));
        awaitAttempts(2);
        transport.last().head(503, Rig.headers("Retry-After", "3")).end();
        awaitAttempts(3);
        transport.last().open().bytes("data: a\n\n");
        assertThat(taker.result().data()).isEqualTo("a");
    }

    @Test
    void closing_the_client_ends_the_loop() throws Exception {
        start();
        opened();
        Taker<SseEvent> taker = new Taker<>(stream::next);
        taker.awaitParked();
        client.close();
        assertThat(taker.result()).isNull();
    }

    private void start() {
        stream = client.stream(request());
    }

    private static SseRequest request() {
        return SseRequest.get(Rig.STREAM);
    }

    private SessionState.Closed.Reason reason() {
        return stream.session().closed().toCompletableFuture().join().reason();
    }

    private FakeExchange opened() {
        awaitAttempts(1);
        return transport.last().open();
    }

    private void awaitAttempts(int attempts) {
        Awaitility.await().until(() -> {
            time.advance(Duration.ofMillis(100));
            return transport.opened() >= attempts;
        });
    }

    /** A thread that takes one element. */
    private static final class Taker<T> {
        final Thread thread;
        private final CompletableFuture<T> taken = new CompletableFuture<>();

        Taker(Callable<T> take) {
            thread = new Thread(() -> {
                try {
                    taken.complete(take.call());
                } catch (Throwable thrown) {
                    taken.completeExceptionally(thrown);
                }
            });
            thread.start();
        }

        void awaitParked() {
            Awaitility.await().until(() -> thread.getState() == Thread.State.WAITING);
        }

        T result() throws ExecutionException, InterruptedException, TimeoutException {
            return taken.get(10, TimeUnit.SECONDS);
        }
    }
}
