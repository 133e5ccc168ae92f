package dev.rivulet.sse.tests.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rivulet.sse.RequestCustomizer;
import dev.rivulet.sse.SessionState;
import dev.rivulet.sse.SseEvent;
import dev.rivulet.sse.http.Headers;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Taking with a time-out, as a java.util.stream, and with a customizer that blocks. */
class StreamConveniencesTest {
    private static final Duration SOON = Duration.ofMillis(20);
    private static final Duration LONG = Duration.ofMinutes(1);

    @RegisterExtension
    final StreamRig rig = new StreamRig();

    @Test
    void an_event_that_is_there_is_returned() throws Exception {
        rig.start();
        rig.opened().bytes("data: a\n\n");
        assertThat(rig.stream.next(LONG).data()).isEqualTo("a");
    }

    @Test
    void without_an_event_it_times_out_and_the_next_call_gets_what_comes() throws Exception {
        rig.start();
        var server = rig.opened();
        assertThatThrownBy(() -> rig.stream.next(SOON))
                .isInstanceOf(TimeoutException.class)
                .hasMessageContaining(SOON.toString());
        server.bytes("id: 1\ndata: a\n\n");
        assertThat(rig.stream.next(LONG).data()).isEqualTo("a");
    }

    @Test
    void no_time_at_all_is_a_look_at_what_is_there() {
        rig.start();
        rig.opened();
        assertThatThrownBy(() -> rig.stream.next(Duration.ZERO)).isInstanceOf(TimeoutException.class);
    }

    @Test
    void a_time_out_commits_the_event_returned_before() throws Exception {
        rig.start();
        rig.opened().bytes("id: 1\ndata: a\n\n");
        rig.stream.next(LONG);
        assertThat(rig.stream.session().lastEventId()).isEmpty();
        assertThatThrownBy(() -> rig.stream.next(SOON)).isInstanceOf(TimeoutException.class);
        Awaitility.await()
                .untilAsserted(
                        () -> assertThat(rig.stream.session().lastEventId()).isEqualTo("1"));
    }

    @Test
    void the_end_is_null_and_no_time_out() throws Exception {
        rig.start();
        rig.opened();
        rig.stream.close();
        assertThat(rig.stream.next(LONG)).isNull();
    }

    @Test
    void an_event_that_an_iterator_has_looked_at_is_not_lost() throws Exception {
        rig.start();
        rig.opened().bytes("data: a\n\ndata: b\n\n");
        assertThat(rig.stream.iterator().hasNext()).isTrue();
        assertThat(rig.stream.next(LONG).data()).isEqualTo("a");
        assertThat(rig.stream.next(LONG).data()).isEqualTo("b");
    }

    @Test
    void a_stream_of_events_is_lazy_and_closes_the_session() {
        rig.start();
        rig.opened().bytes("data: a\n\ndata: b\n\ndata: c\n\n");
        try (Stream<SseEvent> events = rig.stream.stream()) {
            assertThat(events.map(SseEvent::data).limit(2)).containsExactly("a", "b");
        }
        assertThat(rig.reason()).isEqualTo(SessionState.Closed.Reason.CLOSED);
    }

    @Test
    void a_customizer_may_block_on_a_thread_of_its_own() {
        var caller = Thread.currentThread();
        rig.stream = rig.client.stream(StreamRig.request()
                .customizer(RequestCustomizer.blocking((request, attempt, id, failure) -> {
                    assertThat(Thread.currentThread()).isNotSameAs(caller);
                    return request.bearer("token " + attempt);
                })));
        rig.opened().bytes("data: a\n\n");
        assertThat(rig.stream.next().data()).isEqualTo("a");
        assertThat(rig.transport.last().header("Authorization")).isEqualTo("Bearer token 1");
    }

    @Test
    void a_customizer_whose_session_has_ended_is_interrupted() throws Exception {
        var begun = new CountDownLatch(1);
        var interrupted = new CountDownLatch(1);
        rig.stream = rig.client.stream(StreamRig.request()
                .customizer(RequestCustomizer.blocking((request, attempt, id, failure) -> {
                    begun.countDown();
                    try {
                        new CountDownLatch(1).await();
                    } catch (InterruptedException e) {
                        interrupted.countDown();
                        throw e;
                    }
                    return request;
                })));
        begun.await();
        rig.stream.close();
        assertThat(interrupted.await(1, TimeUnit.MINUTES)).isTrue();
    }

    @Test
    void a_burst_without_events_does_not_hold_back_a_time_out() {
        rig.stream = rig.client.stream(StreamRig.request().eventTypes("wanted"));
        var server = rig.opened();
        server.onRead(granted -> granted.bytes("event: other\ndata: x\n\n".repeat(1_000)));
        server.bytes(":\n");
        assertThatThrownBy(() -> rig.stream.next(SOON)).isInstanceOf(TimeoutException.class);
    }

    @Test
    void a_taker_that_is_interrupted_parses_no_compressed_burst_to_its_end() throws Exception {
        int lines = 1 << 20;
        rig.start();
        rig.awaitAttempt();
        Headers headers =
                Headers.none().add("Content-Type", "text/event-stream").add("Content-Encoding", "gzip");
        rig.transport.last().head(200, headers).bytes(gzip("x\n".repeat(lines)));
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> rig.stream.next()).isInstanceOf(CancellationException.class);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(rig.stream.session().metrics().ignoredLines()).isLessThan(lines);
    }

    private static byte[] gzip(String text) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var out = new GZIPOutputStream(bytes)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }
}
