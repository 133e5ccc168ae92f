package dev.rivulet.sse.tests.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rivulet.sse.EndRule;
import dev.rivulet.sse.Failure;
import dev.rivulet.sse.LastEventIdStore;
import dev.rivulet.sse.SseEvent;
import dev.rivulet.sse.SseException;
import dev.rivulet.sse.SseRequest;
import dev.rivulet.sse.SseStream;
import dev.rivulet.sse.http.Phase;
import dev.rivulet.sse.policy.Batching;
import dev.rivulet.sse.policy.Delivery;
import dev.rivulet.sse.policy.Timeouts;
import dev.rivulet.sse.testkit.FakeExchange;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Batches that are taken: when one is there, and when it is committed. */
@Timeout(600)
class BatchStreamTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    @RegisterExtension
    final StreamRig rig = new StreamRig();

    private final LastEventIdStore store = LastEventIdStore.inMemory();
    private final SseRequest request = StreamRig.request().lastEventIdStore(store);
    private SseStream<List<SseEvent>> stream;

    @AfterEach
    void the_session_ends() {
        stream.close();
        stream.session().closed().toCompletableFuture().join();
    }

    @Test
    void full_batches_are_taken_one_by_one_and_committed_by_the_next_call() {
        take(2).bytes(Rig.events(1, 5));
        assertNext("[1 2]");
        assertCommitted("");
        assertNext("[3 4]");
        assertCommitted("2");
    }

    @Test
    void a_batch_by_time_wakes_a_waiting_taker() throws Exception {
        FakeExchange server = take(3);
        Taker<List<SseEvent>> taker = new Taker<>(stream::next);
        server.bytes(Rig.events(1, 2));
        Awaitility.await().until(() -> stream.session().metrics().delivered() == 2);
        taker.awaitParked();
        rig.time.advance(SECOND);
        assertThat(Batches.data(taker.result())).isEqualTo("[1 2]");
    }

    @Test
    void what_was_collected_before_a_loss_is_a_batch_of_its_own() throws Exception {
        FakeExchange server = take(3);
        Taker<List<SseEvent>> taker = new Taker<>(stream::next);
        server.bytes(Rig.events(1, 1)).failed(Phase.BODY, new IOException("reset"));
        assertThat(Batches.data(taker.result())).isEqualTo("[1]");
        rig.awaitAttempts(stream, 2);
        assertThat(rig.transport.last().header("Last-Event-ID")).isEqualTo("1");
        rig.transport.last().open().bytes(Rig.events(2, 4));
        assertNext("[2 3 4]");
        assertCommitted("1");
    }

    @Test
    void a_batch_at_close_is_still_returned_then_null_and_it_is_committed() throws Exception {
        collect(3, 2);
        stream.close();
        assertNext("[1 2]");
        assertCommitted("");
        assertThat(stream.next()).isNull();
        assertCommitted("2");
        assertThat(stream.next()).isNull();
    }

    @Test
    void a_batch_at_close_that_is_not_taken_is_not_committed() throws Exception {
        collect(3, 2);
        stream.close();
        stream.session().closed().toCompletableFuture().join();
        assertCommitted("");
    }

    @Test
    void close_wakes_a_taker_with_what_was_collected() throws Exception {
        FakeExchange server = take(3);
        Taker<List<SseEvent>> taker = new Taker<>(stream::next);
        server.bytes(Rig.events(1, 2));
        Awaitility.await().until(() -> stream.session().metrics().delivered() == 2);
        stream.close();
        assertThat(Batches.data(taker.result())).isEqualTo("[1 2]");
        assertThat(stream.next()).isNull();
        assertCommitted("2");
    }

    @Test
    void the_end_marker_comes_after_the_last_batch() {
        stream = rig.client.stream(request.endMarker("3"), Batching.of(5, SECOND));
        rig.opened().bytes(Rig.events(1, 4));
        assertNext("[1 2]");
        assertThat(stream.next()).isNull();
        assertCommitted("3");
    }

    @Test
    void no_content_comes_after_the_last_batch() throws Exception {
        collect(3, 1);
        rig.transport.last().end();
        rig.awaitAttempts(stream, 2);
        rig.transport.last().head(204, Rig.headers());
        stream.session().closed().toCompletableFuture().join();
        assertNext("[1]");
        assertThat(stream.next()).isNull();
        assertCommitted("1");
    }

    @Test
    void a_failure_comes_after_the_last_batch() {
        stream = rig.client.stream(
                request.endRule(view -> view.data().equals("3") ? EndRule.Verdict.FAIL : EndRule.Verdict.CONTINUE),
                Batching.of(5, SECOND));
        rig.opened().bytes(Rig.events(1, 4));
        assertNext("[1 2]");
        assertThatThrownBy(stream::next).isInstanceOf(SseException.class);
        assertCommitted("2");
    }

    @Test
    void an_interrupted_taker_loses_nothing() throws Exception {
        FakeExchange server = take(3);
        Taker<List<SseEvent>> taker = new Taker<>(stream::next);
        server.bytes(Rig.events(1, 2));
        Awaitility.await().until(() -> stream.session().metrics().delivered() == 2);
        taker.awaitParked();
        taker.thread.interrupt();
        assertThatThrownBy(taker::result).isInstanceOf(CancellationException.class);
        server.bytes(Rig.events(3, 3));
        assertNext("[1 2 3]");
        assertCommitted("");
    }

    @Test
    void an_interrupt_between_two_batches_commits_only_what_was_asked_past() throws Exception {
        take(2).bytes(Rig.events(1, 3));
        assertNext("[1 2]");
        Taker<List<SseEvent>> taker = new Taker<>(stream::next);
        taker.awaitParked();
        taker.thread.interrupt();
        assertThatThrownBy(taker::result).isInstanceOf(CancellationException.class);
        Awaitility.await().untilAsserted(() -> assertCommitted("2"));
        rig.transport.last().bytes(Rig.events(4, 4));
        assertNext("[3 4]");
        assertCommitted("2");
    }

    @Test
    void while_nothing_is_taken_the_server_waits() {
        FakeExchange server = take(2);
        for (int i = 1; i <= 10; i++) {
            server.bytes(Rig.events(i, i));
        }
        Awaitility.await().until(() -> stream.session().metrics().bursts() == 2);
        assertThat(server.hasCredit()).isFalse();
        rig.time.advance(Duration.ofHours(1));
        assertThat(server.bursts()).isEqualTo(2);
        for (int i = 1; i <= 9; i += 2) {
            assertNext("[" + i + " " + (i + 1) + "]");
        }
        assertThat(rig.transport.opened()).isEqualTo(1);
    }

    @Test
    void a_reconnection_that_is_asked_for_comes_after_what_was_received() {
        FakeExchange server = take(2).bytes(Rig.events(1, 3));
        Awaitility.await().until(() -> stream.session().metrics().bursts() == 1);
        stream.session().reconnect();
        Awaitility.await().until(server::isCancelled);
        assertThat(rig.transport.opened()).isEqualTo(1);
        assertNext("[1 2]");
        assertNext("[3]");
        rig.awaitAttempts(stream, 2);
        assertThat(rig.transport.last().header("Last-Event-ID")).isEqualTo("3");
        rig.transport.last().open().bytes(Rig.events(3, 5));
        assertNext("[4 5]");
        assertCommitted("3");
    }

    @Test
    void the_total_time_out_comes_after_what_was_collected() throws Exception {
        stream = rig.client.stream(
                request.timeouts(Timeouts.defaults().total(Duration.ofSeconds(90))),
                Batching.of(5, Duration.ofHours(1)));
        FakeExchange server = rig.opened();
        Taker<List<SseEvent>> taker = new Taker<>(stream::next);
        server.bytes(Rig.events(1, 2));
        Awaitility.await().until(() -> stream.session().metrics().delivered() == 2);
        rig.time.advance(Duration.ofSeconds(90));
        assertThat(Batches.data(taker.result())).isEqualTo("[1 2]");
        assertThatThrownBy(stream::next)
                .isInstanceOfSatisfying(
                        SseException.class, e -> assertThat(e.failure()).isInstanceOf(Failure.TimedOut.class));
        assertCommitted("2");
    }

    @Test
    void acknowledged_batches_are_committed_when_they_are_acknowledged() {
        stream = rig.client.stream(
                request.delivery(Delivery.defaults().manualAcknowledgement(4)), Batching.of(2, SECOND));
        rig.opened().bytes(Rig.events(1, 6));
        List<SseEvent> first = stream.next();
        List<SseEvent> second = stream.next();
        assertCommitted("");
        Taker<List<SseEvent>> taker = new Taker<>(stream::next);
        taker.awaitParked();
        second.forEach(SseEvent::ack);
        first.forEach(SseEvent::ack);
        assertThat(result(taker)).isIn("[5 6]", "[5]"); // alone, if taken before the second acknowledgement: no room
        Awaitility.await().untilAsserted(() -> assertCommitted("4"));
    }

    @Test
    void an_iterator_takes_batches_too() {
        take(2).bytes(Rig.events(1, 4));
        List<String> taken = new ArrayList<>();
        for (List<SseEvent> batch : stream) {
            taken.add(Batches.data(batch));
            if (taken.size() == 2) {
                stream.close();
            }
        }
        assertThat(taken).containsExactly("[1 2]", "[3 4]");
    }

    private FakeExchange take(int events) {
        stream = rig.client.stream(request, Batching.of(events, SECOND));
        return rig.opened();
    }

    /** Lets a taker collect so many events of a batch, and interrupts it. */
    private void collect(int size, int events) throws InterruptedException {
        FakeExchange server = take(size);
        Taker<List<SseEvent>> taker = new Taker<>(stream::next);
        server.bytes(Rig.events(1, events));
        Awaitility.await().until(() -> stream.session().metrics().delivered() == events);
        taker.awaitParked();
        taker.thread.interrupt();
        taker.thread.join();
    }

    private static String result(Taker<List<SseEvent>> taker) {
        try {
            return Batches.data(taker.result());
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private void assertNext(String batch) {
        assertThat(Batches.data(stream.next())).isEqualTo(batch);
    }

    private void assertCommitted(String id) {
        Rig.assertCommitted(stream.session(), store, id);
    }
}
