package dev.rivulet.sse.tests.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.sse.SessionState;
import dev.rivulet.sse.SseClient;
import dev.rivulet.sse.SseEvent;
import dev.rivulet.sse.SseRequest;
import dev.rivulet.sse.SseSession;
import dev.rivulet.sse.SseSubscriber;
import dev.rivulet.sse.policy.Delivery;
import dev.rivulet.sse.spi.Scheduler;
import dev.rivulet.sse.testkit.FakeExchange;
import dev.rivulet.sse.testkit.FakeTransport;
import dev.rivulet.sse.testkit.VirtualTime;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A kilobyte that inflates to a megabyte without an event leaves the others of its thread their share. In virtual time. */
class CompressedFloodTest {
    private static final Duration EACH_LOOK = Duration.ofNanos(100_000);
    private static final int LENGTH = 4 << 20;

    private final Queue<Runnable> thread = new ArrayDeque<>();
    private final SseRequest request = SseRequest.get(Rig.STREAM).delivery(Delivery.on(thread::add));
    private final FakeTransport transport = new FakeTransport();
    private final SseClient client = SseClient.builder()
            .transport(transport)
            .scheduler(new RunningTime())
            .build();
    private final List<String> handled = new ArrayList<>();

    @AfterEach
    void everything_ends() {
        client.close();
        work(100);
        assertThat(thread).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {":", "\n", ": ping\n", "id: 1\n\n", "x"})
    void a_stream_beside_it_gets_its_turn(String part) throws IOException {
        SseSession flooded = client.subscribe(request, event -> {});
        FakeExchange flood = open(flooded, "gzip");
        FakeExchange beside = open(client.subscribe(request, event -> handled.add(event.data())), "identity");

        flood.bytes(gzip(part.repeat(LENGTH / part.length()) + "\n\ndata: last\n\n"));
        beside.bytes("data: beside\n\n");
        work(2);

        assertThat(handled).containsExactly("beside");
        assertThat(flooded.metrics().events()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {":", "\n"})
    void it_is_closed_in_its_middle(String part) throws IOException {
        SseSession flooded = client.subscribe(request, event -> handled.add(event.data()));
        open(flooded, "gzip").bytes(gzip(part.repeat(LENGTH) + "\ndata: last\n\n"));
        work(1);
        flooded.close();
        work(1);
        assertThat(flooded.state()).isInstanceOf(SessionState.Closed.class);
        assertThat(handled).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {":", "\n"})
    void what_follows_it_is_delivered(String part) throws IOException {
        SseSession flooded = client.subscribe(request, (SseSubscriber<SseEvent>) event -> handled.add(event.data()));
        FakeExchange server = open(flooded, "gzip");
        server.bytes(gzip(part.repeat(LENGTH) + "\ndata: last\n\n")).end();
        while (handled.isEmpty() && !thread.isEmpty()) {
            work(1);
        }
        assertThat(handled).containsExactly("last");
    }

    private FakeExchange open(SseSession session, String coding) {
        long before = transport.opened();
        while (transport.opened() == before && !thread.isEmpty()) {
            work(1);
        }
        FakeExchange server = transport
                .last()
                .head(200, Rig.headers("Content-Type", "text/event-stream", "Content-Encoding", coding));
        while (!(session.state() instanceof SessionState.Open)) {
            work(1);
        }
        return server;
    }

    private void work(int tasks) {
        for (int i = 0; i < tasks && !thread.isEmpty(); i++) {
            thread.remove().run();
        }
    }

    private static byte[] gzip(String text) throws IOException {
        var coded = new ByteArrayOutputStream();
        try (var to = new GZIPOutputStream(coded)) {
            to.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return coded.toByteArray();
    }

    /** Its clock continues by each look at it, and no timer fires. */
    private static final class RunningTime implements Scheduler {
        private final VirtualTime timers = new VirtualTime();
        private long passed;

        @Override
        public long nanoTime() {
            passed += EACH_LOOK.toNanos();
            return timers.nanoTime() + passed;
        }

        @Override
        public Instant now() {
            return timers.now();
        }

        @Override
        public Cancellable schedule(Runnable task, long delayNanos) {
            return timers.schedule(task, delayNanos);
        }
    }
}
