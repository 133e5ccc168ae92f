package dev.rivulet.sse.tests.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.rivulet.sse.Failure;
import dev.rivulet.sse.SessionState;
import dev.rivulet.sse.SseEvent;
import dev.rivulet.sse.SseException;
import dev.rivulet.sse.SseRequest;
import dev.rivulet.sse.SseStream;
import dev.rivulet.sse.http.Phase;
import dev.rivulet.sse.policy.ReconnectPolicy;
import dev.rivulet.sse.testkit.FakeExchange;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** How a stream that is taken from ends: by close, by an interrupt, by a failure, normally. */
@Timeout(600)
class StreamEndTest {
    @RegisterExtension
    final StreamRig rig = new StreamRig();

    @Test
    void close_from_another_thread_unblocks_a_waiting_taker_with_the_end() throws Exception {
        rig.start();
        rig.opened();
        Taker<SseEvent> taker = new Taker<>(rig.stream::next);
        taker.awaitParked();
        rig.stream.close();
        assertThat(taker.result()).isNull();
        assertThat(rig.stream.next()).as("and again").isNull();
        assertThat(rig.reason()).isEqualTo(SessionState.Closed.Reason.CLOSED);
    }

    @Test
    void close_while_the_connection_is_made_unblocks_a_waiting_taker() throws Exception {
        rig.start();
        Taker<SseEvent> taker = new Taker<>(rig.stream::next);
        taker.awaitParked();
        rig.stream.close();
        assertThat(taker.result()).isNull();
    }

    @Test
    void close_while_backing_off_unblocks_a_waiting_taker() throws Exception {
        rig.start();
        rig.opened().bytes("data: a\n\n").failed(Phase.BODY, new IOException("reset"));
        assertThat(rig.stream.next().data()).isEqualTo("a");
        Taker<SseEvent> taker = new Taker<>(rig.stream::next);
        taker.awaitParked();
        rig.stream.close();
        assertThat(taker.result()).isNull();
        assertThat(rig.transport.opened()).isEqualTo(1);
    }

    @Test
    void close_inside_a_decoder_ends_the_stream() {
        SseStream<?>[] self = new SseStream<?>[1];
        SseStream<String> decoded = rig.client.stream(StreamRig.request(), view -> {
            self[0].close();
            return view.data();
        });
        self[0] = decoded;
        rig.opened().bytes("data: a\n\n");
        assertThat(decoded.next()).isNull();
    }

    @Test
    void what_was_received_and_not_taken_before_close_is_not_given_out_after_it() {
        rig.start();
        rig.opened().bytes("data: a\n\ndata: b\n\n").bytes("data: c\n\n");
        assertThat(rig.stream.next().data()).isEqualTo("a");
        rig.stream.close();
        assertThat(rig.stream.next()).isNull();
        assertThat(rig.stream.session().lastEventId()).isEmpty();
    }

    @Test
    void an_interrupt_ends_the_wait_stays_set_and_leaves_the_stream_as_it_was() throws Exception {
        rig.start();
        FakeExchange server = rig.opened();
        CompletableFuture<Boolean> stillSet = new CompletableFuture<>();
        Taker<SseEvent> taker = new Taker<>(() -> {
            try {
                return rig.stream.next();
            } finally {
                stillSet.complete(Thread.currentThread().isInterrupted());
            }
        });
        taker.awaitParked();
        taker.thread.interrupt();
        assertThatThrownBy(taker::result).isInstanceOf(CancellationException.class);
        assertThat(stillSet.get()).isTrue();

        server.bytes("data: a\n\n");

        assertThat(rig.stream.next().data()).isEqualTo("a");
    }

    @Test
    void a_failure_is_thrown_after_every_event_before_it_and_again_each_time() {
        rig.stream = rig.client.stream(StreamRig.request().reconnect(ReconnectPolicy.never()));
        rig.opened().bytes("data: a\n\ndata: b\n\n").failed(Phase.BODY, new IOException("reset by peer"));
        assertThat(rig.stream.next().data()).isEqualTo("a");
        assertThat(rig.stream.next().data()).isEqualTo("b");
        for (int i = 0; i < 2; i++) {
            SseException thrown = catchThrowableOfType(SseException.class, () -> rig.stream.next());
            assertThat(thrown.failure()).isInstanceOf(Failure.ConnectionFailed.class);
            assertThat(thrown.getCause()).hasMessage("reset by peer");
        }
        rig.stream.close();
        assertThatThrownBy(() -> rig.stream.next()).isInstanceOf(SseException.class);
    }

    @Test
    void a_decoder_that_throws_fails_the_stream() {
        SseStream<String> decoded = rig.client.stream(StreamRig.request(), view -> {
            throw new IOException("not JSON");
        });
        rig.opened().bytes("data: a\n\n");
        SseException thrown = catchThrowableOfType(SseException.class, decoded::next);
        assertThat(thrown.failure()).isInstanceOf(Failure.HandlerFailed.class);
        assertThat(thrown.getCause()).hasMessage("not JSON");
    }

    @Test
    void a_refusal_is_thrown_with_its_body_though_no_one_waited_for_it() {
        rig.start();
        rig.awaitAttempt();
        rig.transport.last().head(403, Rig.headers()).bytes("no quota").end();
        rig.stream.session().closed().toCompletableFuture().join();
        SseException thrown = catchThrowableOfType(SseException.class, () -> rig.stream.next());
        assertThat(((Failure.HttpError) thrown.failure()).response().body()).isEqualTo("no quota");
    }

    @Test
    void the_end_marker_is_the_end_of_the_loop() {
        List<String> data = new ArrayList<>();
        try (var in = rig.client.stream(SseRequest.post(Rig.STREAM, "{}").endMarker("[DONE]"))) {
            rig.awaitAttempt();
            rig.transport.last().open().bytes("data: a\n\ndata: b\n\ndata: [DONE]\n\n");
            for (SseEvent event : in) {
                data.add(event.data());
            }
            assertThat(in.next()).isNull();
        }
        assertThat(data).containsExactly("a", "b");
        assertThat(rig.transport.last().isCancelled()).isTrue();
    }

    @Test
    void closing_the_client_ends_the_loop() throws Exception {
        rig.start();
        rig.opened();
        Taker<SseEvent> taker = new Taker<>(rig.stream::next);
        taker.awaitParked();
        rig.client.close();
        assertThat(taker.result()).isNull();
    }
}
