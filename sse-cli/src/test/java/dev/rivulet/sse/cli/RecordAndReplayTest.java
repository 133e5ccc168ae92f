package dev.rivulet.sse.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rivulet.sse.SessionState;
import dev.rivulet.sse.SseClient;
import dev.rivulet.sse.SseEvent;
import dev.rivulet.sse.SseRequest;
import dev.rivulet.sse.SseSubscriber;
import dev.rivulet.sse.policy.Delivery;
import dev.rivulet.sse.policy.ReconnectPolicy;
import dev.rivulet.sse.policy.Timeouts;
import dev.rivulet.sse.recording.Recording;
import dev.rivulet.sse.recording.RecordingWriter;
import dev.rivulet.sse.spi.Transport;
import dev.rivulet.sse.spi.TransportConfig;
import dev.rivulet.sse.spi.TransportProvider;
import dev.rivulet.sse.spi.TransportProviders;
import dev.rivulet.sse.testkit.RecordedRequest;
import dev.rivulet.sse.testkit.Replay;
import dev.rivulet.sse.testkit.Response;
import dev.rivulet.sse.testkit.ScriptedServer;
import dev.rivulet.sse.testkit.VirtualTime;
import dev.rivulet.sse.tests.support.LeftToFull;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A recording, served again, gives a client the same events and states. */
@Execution(ExecutionMode.CONCURRENT)
class RecordAndReplayTest {
    private static final Response NO_MORE = Response.status(204);
    private static final Duration IDLE = Duration.ofSeconds(100);

    /** All of its delays together are far below {@link #IDLE}. */
    private static final ReconnectPolicy QUICK = ReconnectPolicy.defaults()
            .initialDelay(Duration.ofMillis(1))
            .maxDelay(Duration.ofMillis(5))
            .minServerDelay(Duration.ofMillis(1));

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"netty", "jdkhttp"})
    void cuts_errors_redirects_and_repeated_events(String transport) throws Exception {
        replaysTheSame(
                transport,
                request -> request,
                Response.status(307).header("Location", "/moved"),
                Response.stream()
                        .chunk("retry: 1\nid: 1\ndata: a\n\nid: 2\nda")
                        .chunk("ta: b\n\n: half an event\nid: 3\ndata")
                        .cut(),
                Response.status(503).header("Retry-After", "0").chunk("busy"),
                Response.status(307).header("Location", "/moved again?key=hunter2"),
                Response.stream().chunk("id: 2\ndata: b\n\nid: 3\ndata: c\n\n"),
                Response.stream().chunk("event: tick\ndata: d\n\n").cutAt(3),
                NO_MORE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"netty", "jdkhttp"})
    void silence_that_the_client_ends(String transport) throws Exception {
        replaysTheSame(
                transport,
                request -> request.reconnect(QUICK).timeouts(Timeouts.defaults().idle(IDLE)),
                Response.stream().chunk("retry: 1\nid: 1\ndata: a\n\n").hang(),
                Response.stream().chunk("id: 2\ndata: b\n\n"),
                NO_MORE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"netty", "jdkhttp"})
    void a_compressed_stream_and_an_end_marker(String transport) throws Exception {
        var zipped = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(zipped)) {
            gzip.write("id: 1\ndata: a\n\ndata: [DONE]\n\n".getBytes(StandardCharsets.UTF_8));
        }
        replaysTheSame(
                transport,
                request -> request.acceptEncoding("gzip").endMarker("[DONE]"),
                Response.stream().header("Content-Encoding", "gzip").chunk(zipped.toByteArray()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"netty", "jdkhttp"})
    void an_error_that_ends_the_session(String transport) throws Exception {
        replaysTheSame(
                transport,
                request -> request,
                Response.stream().chunk("retry: 1\nid: 1\ndata: a\n\n"),
                Response.status(404).header("Content-Type", "text/plain").chunk("gone"));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    @LeftToFull
    void whatever_a_server_does(long seed) throws Exception {
        var script = new RandomScript(seed);
        replaysTheSame("netty", request -> request.reconnect(QUICK), script.responses());
    }

    private void replaysTheSame(String transport, UnaryOperator<SseRequest> options, Response... script)
            throws Exception {
        Path file = folder.resolve("recording");
        Seen recorded;
        try (var server = ScriptedServer.start().respond(script);
                var writer = RecordingWriter.open(file)) {
            recorded = Seen.by(recording(transport, new Recorder(writer)), server, options);
        }
        assertThat(recorded.events).isNotEmpty();
        Recording read = Recording.read(file);
        for (int pieces : new int[] {Integer.MAX_VALUE, 1}) {
            try (var server = ScriptedServer.start()
                    .respond(Replay.of(read).pieces(pieces).responses())) {
                Seen replayed = Seen.by(transport(transport), server, options);
                assertThat(replayed.events).isEqualTo(recorded.events);
                assertThat(replayed.states).isEqualTo(recorded.states);
                assertThat(replayed.lastEventIds).isEqualTo(recorded.lastEventIds);
            }
        }
        printsTheSame(file, recorded);
    }

    private static void printsTheSame(Path file, Seen recorded) {
        for (String chunks : new String[] {"as-recorded", "1"}) {
            Run run = Run.sse(
                    "replay",
                    file.toString(),
                    "--speed",
                    "max",
                    "--chunks",
                    chunks,
                    "--format",
                    "{id} {type} {data}\\n");
            assertThat(run.outLines().stream().filter(line -> !line.endsWith("[DONE]")))
                    .isEqualTo(recorded.events);
            assertThat(run.exitCode()).as(run.err()).isZero();
        }
    }

    private static Transport recording(String name, Recorder recorder) throws Exception {
        return new RecordingTransport(transport(name), recorder);
    }

    private static Transport transport(String name) throws Exception {
        for (TransportProvider provider : TransportProviders.find().found()) {
            if (provider.name().equals(name)) {
                return TransportProviders.create(provider, TransportConfig.defaults());
            }
        }
        throw new AssertionError("no transport " + name);
    }

    /** What a session saw, without what differs from run to run. */
    private static final class Seen implements SseSubscriber<SseEvent> {
        private final List<String> events = new CopyOnWriteArrayList<>();
        private final List<String> states = new CopyOnWriteArrayList<>();
        private final List<String> lastEventIds = new ArrayList<>();
        private volatile @Nullable SessionState state;
        private final boolean noticesSilence;

        /** @param noticesSilence whether silence after the first event is to be noticed */
        Seen(boolean noticesSilence) {
            this.noticesSilence = noticesSilence;
        }

        static Seen by(Transport transport, ScriptedServer server, UnaryOperator<SseRequest> options) throws Exception {
            SseRequest request = options.apply(SseRequest.get(server.uri("/prices?key=1")));
            var seen = new Seen(request.timeouts().idle().equals(IDLE));
            var time = new VirtualTime();
            try (transport;
                    var client = SseClient.builder()
                            .transport(transport)
                            .scheduler(time)
                            .build()) {
                Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
                var session = client.subscribe(request.delivery(Delivery.on(tasks::add)), seen);
                var closed = session.closed().toCompletableFuture();
                await().pollDelay(Duration.ZERO)
                        .pollInterval(Duration.ofMillis(5))
                        .until(() -> {
                            for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
                                task.run();
                            }
                            seen.passTime(time); // on the session's thread: it is in the state that was seen last
                            return closed.isDone();
                        });
            }
            server.requests().stream().map(RecordedRequest::lastEventId).forEach(seen.lastEventIds::add);
            return seen;
        }

        /** Lets a wait for the next attempt end, or silence be noticed. */
        private void passTime(VirtualTime time) {
            SessionState now = state;
            if (now instanceof SessionState.BackingOff backingOff) {
                time.advance(backingOff.delay());
            } else if (noticesSilence
                    && now instanceof SessionState.Open open
                    && open.attempt() == 1
                    && !events.isEmpty()) {
                time.advance(IDLE);
            }
        }

        @Override
        public void onEvent(SseEvent event) {
            events.add(event.id() + " " + event.type() + " " + event.data());
        }

        @Override
        public void onState(SessionState entered) {
            states.add(shown(entered));
            state = entered;
        }

        private static String shown(SessionState state) {
            if (state instanceof SessionState.Open open) {
                return "open " + open.status() + " attempt " + open.attempt() + " after " + open.lastEventIdSent();
            } else if (state instanceof SessionState.BackingOff backingOff) {
                return "backing off: " + backingOff.failure().code() + ", " + backingOff.progress();
            } else if (state instanceof SessionState.Closed closed) {
                var failure = closed.failure();
                return "closed: " + closed.reason() + (failure == null ? "" : " " + failure.code()) + ", "
                        + closed.progress();
            }
            return state.toString();
        }
    }
}
