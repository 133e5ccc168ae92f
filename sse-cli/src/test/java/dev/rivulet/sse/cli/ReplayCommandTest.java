package dev.rivulet.sse.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.sse.http.Headers;
import dev.rivulet.sse.http.Phase;
import dev.rivulet.sse.http.Redacted;
import dev.rivulet.sse.http.ResponseHead;
import dev.rivulet.sse.recording.Entry;
import dev.rivulet.sse.recording.RecordingWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Execution(ExecutionMode.CONCURRENT)
class ReplayCommandTest {
    private static final Headers STREAM = Headers.none().add("Content-Type", "text/event-stream");

    @TempDir
    Path folder;

    @Test
    void events_are_printed_as_tail_does() throws IOException {
        recordTwoConnections();

        Run run = replay("--speed", "max");

        assertThat(run.out()).isEqualTo("[1] a\n[2] tick: b\n");
        assertThat(run.err()).isEmpty();
        assertThat(run.exitCode()).isZero();
        assertThat(replay("--speed=max", "--json").outLines())
                .first()
                .isEqualTo("{\"type\":\"message\",\"data\":\"a\",\"id\":\"1\"}");
        assertThat(replay("--speed=max", "--type=tick").out()).isEqualTo("[2] tick: b\n");
        assertThat(replay("--speed=max", "--max-events=1").out()).isEqualTo("[1] a\n");
    }

    @Test
    void states_and_heads_are_those_that_were_recorded() throws IOException {
        recordTwoConnections();

        assertThat(replay("--speed=max", "--states").errLines())
                .containsExactly("sse replay: at 0.00 s: connecting (attempt 1)", "sse replay: at 2.00 s: closed");
        assertThat(replay("--speed=max", "-v").errLines())
                .contains("> GET http://host/prices?…", "> Authorization: ***", "< HTTP/1.1 200", "> Last-Event-ID: 1");
    }

    @Test
    void the_time_is_that_of_the_recording_or_a_part_of_it() throws IOException {
        recordTwoConnections();

        long began = System.nanoTime();
        replay("--speed", "4");
        long took = System.nanoTime() - began;

        assertThat(Duration.ofNanos(took)).isGreaterThanOrEqualTo(Duration.ofMillis(500));
    }

    @Test
    void an_event_that_was_sent_again_is_printed_once() throws IOException {
        try (var writer = writer()) {
            exchange(writer, 1, 0, "id: 1\ndata: a\n\n");
            exchange(writer, 1, 10, "id: 1\ndata: a\n\nid: 2\ndata: b\n\n");
        }

        assertThat(replay("--speed=max").out()).isEqualTo("[1] a\n[2] b\n");
    }

    @Test
    void error_responses_time_outs_and_failures_do_not_end_it() throws IOException {
        try (var writer = writer()) {
            attempt(writer, 1, 0);
            writer.write(new Entry.Failed(1, micros(1), Phase.TLS, "certificate"));
            attempt(writer, 1, 2);
            writer.write(new Entry.Cancelled(1, micros(3)));
            for (int status : new int[] {400, 401, 404, 410, 204, 501, 500}) {
                attempt(writer, 1, 4);
                writer.write(new Entry.Head(1, micros(5), new ResponseHead(status, Headers.none(), "http/1.1")));
                writer.write(new Entry.Bytes(1, micros(6), "data: not an event\n\n".getBytes(UTF_8)));
                writer.write(new Entry.End(1, micros(7)));
            }
            attempt(writer, 1, 8);
            writer.write(new Entry.Head(1, micros(8), new ResponseHead(200, STREAM, "http/1.1")));
            writer.write(new Entry.Bytes(1, micros(9), "data: a\n\ndata: ha".getBytes(UTF_8)));
            writer.write(new Entry.Cancelled(1, micros(10)));
            exchange(writer, 1, 11, "data: b\n\n");
        }

        Run run = replay("--speed=max");

        assertThat(run.out()).isEqualTo("a\nb\n");
        assertThat(run.err()).isEmpty();
    }

    @Test
    void the_time_between_two_sessions_is_left_out_and_one_can_be_chosen() throws IOException {
        try (var writer = writer()) {
            exchange(writer, 1, 0, "data: a\n\n");
        }
        try (var writer = RecordingWriter.open(file(), Instant.EPOCH.plus(Duration.ofDays(30)))) {
            exchange(writer, 2, 0, "data: b\n\n");
        }

        assertThat(replay().out()).isEqualTo("a\nb\n");
        assertThat(replay("--session=2").out()).isEqualTo("b\n");
        assertThat(replay("--session=3").out()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"2400-01-01T00:00:00Z", "+900000000-01-01T00:00:00Z"})
    void a_recording_that_was_continued_after_centuries_is_played(String later) throws IOException {
        try (var writer = writer()) {
            attempt(writer, 1, 0);
        }
        try (var writer = RecordingWriter.open(file(), Instant.parse(later))) {
            writer.write(new Entry.State(1, micros(0), "connected"));
            writer.write(new Entry.Bytes(1, micros(0), "data: a\n\n".getBytes(UTF_8)));
            exchange(writer, 1, 1, "data: b\n\n");
        }

        assertThat(replay("--speed=max", "--states", "--json").exitCode()).isZero();
        Run run = replay("--speed=max", "--states");
        assertThat(run.out()).isEqualTo("a\nb\n");
        assertThat(run.err()).contains(" s: connected").doesNotContain("Exception");
        assertThat(run.exitCode()).isZero();
    }

    @Test
    void a_recording_that_begins_in_the_middle_is_played() throws IOException {
        try (var writer = writer()) {
            writer.write(new Entry.Bytes(1, micros(0), "data: a\n\n".getBytes(UTF_8)));
            writer.write(new Entry.Bytes(1, micros(1), "data: b\n\n".getBytes(UTF_8)));
        }

        assertThat(replay("--speed=max").out()).isEqualTo("a\nb\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b%", "", ":", "a", "mailto:a", "http://[/", "http://h/%"})
    void an_address_that_is_none_is_shown_as_it_is_and_served_at_the_root(String address) throws Exception {
        try (var writer = writer()) {
            writer.write(new Entry.Attempt(1, micros(0), 1, "GET", address, Headers.none()));
            writer.write(new Entry.Head(1, micros(1), new ResponseHead(200, STREAM, "http/1.1")));
            writer.write(new Entry.Bytes(1, micros(2), "data: a\n\n".getBytes(UTF_8)));
            writer.write(new Entry.End(1, micros(3)));
        }

        Run run = replay("--speed=max", "-v");

        assertThat(run.out()).isEqualTo("a\n");
        assertThat(run.errLines()).contains(("> GET " + Redacted.uri(address)).strip());
        assertThat(replay("--speed=max", "-v", "--json").exitCode()).isZero();
        try (var serving = new Serving("--speed=max")) {
            assertThat(serving.uri.getPath()).isEqualTo("/");
        }
    }

    @Test
    void a_recording_that_is_cut_is_played_up_to_the_cut_which_is_named() throws IOException {
        recordTwoConnections();
        long whole = Files.size(file());
        Files.writeString(file(), "BYTES 1 2000000 9\ndata:", StandardOpenOption.APPEND);

        Run run = replay("--speed=max");

        assertThat(run.out()).isEqualTo("[1] a\n[2] tick: b\n");
        assertThat(run.err())
                .isEqualTo("sse replay: warning: " + file() + " ends within an entry, at byte " + whole
                        + "; everything before was read\n");
        assertThat(run.exitCode()).isZero();
    }

    @Test
    void a_damaged_recording_is_played_up_to_the_damage_and_is_a_failure() throws IOException {
        recordTwoConnections();
        long whole = Files.size(file());
        Files.writeString(file(), "not an entry\nEND 1 2 0\n\n", StandardOpenOption.APPEND);

        Run run = replay("--speed=max");

        assertThat(run.out()).isEqualTo("[1] a\n[2] tick: b\n");
        assertThat(run.err()).contains("is damaged at byte " + whole);
        assertThat(run.exitCode()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "--serve 0"})
    void what_is_not_a_recording_is_named(String option) throws IOException {
        Files.writeString(file(), "data: a\n\n");

        Run run = Run.sse(("replay " + file() + " " + option).strip().split(" "));

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("its first line is not that of a recording");
        assertThat(Run.sse("replay", folder.resolve("none").toString()).err()).contains("no such file");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"--speed 0", "--speed x", "--speed -1", "--chunks 0", "--chunks x", "--loop", "--serve 65536"})
    void bad_usage_is_named(String options) {
        Run run = Run.sse(("replay F " + options).split(" "));

        assertThat(run.exitCode()).as(run.err()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"as-recorded", "1", "3"})
    void it_is_served_exchange_by_exchange_and_then_204(String chunks) throws Exception {
        recordTwoConnections();
        try (var serving = new Serving("--speed=max", "--chunks=" + chunks)) {
            assertThat(serving.uri.getPath()).isEqualTo("/prices");

            Run tail = Run.sse("tail", serving.uri.toString());

            assertThat(tail.out()).isEqualTo("[1] a\n[2] tick: b\n");
            assertThat(tail.errLines())
                    .satisfiesExactly(
                            line -> assertThat(line).contains("The connection was lost"),
                            line -> assertThat(line).contains("The server ended the stream"));
            assertThat(tail.exitCode()).isZero();
            assertThat(Run.sse("tail", serving.uri.toString())).isEqualTo(new Run(0, "", ""));
        }
    }

    @Test
    void it_is_served_again_and_again() throws Exception {
        try (var writer = writer()) {
            exchange(writer, 1, 0, "data: a\n\n");
        }
        try (var serving = new Serving("--speed=max", "--loop")) {
            for (int i = 0; i < 3; i++) {
                assertThat(Run.sse("tail", "--no-reconnect", serving.uri.toString())
                                .out())
                        .isEqualTo("a\n");
            }
        }
    }

    @Test
    void a_port_that_is_taken_is_named() throws Exception {
        recordTwoConnections();
        try (var taken = new java.net.ServerSocket(0, 1, java.net.InetAddress.getLoopbackAddress())) {
            Run run = replay("--serve", Integer.toString(taken.getLocalPort()));

            assertThat(run.exitCode()).isEqualTo(1);
            assertThat(run.err()).startsWith("sse replay: cannot serve on port " + taken.getLocalPort() + ": ");
        }
    }

    @Test
    void parse_reads_recordings() throws IOException {
        recordTwoConnections();

        Run run = Run.sse("parse", file().toString());

        assertThat(run.out()).isEqualTo("""
                {"type":"message","data":"a","id":"1"}
                {"type":"tick","data":"b","id":"2"}
                {"retry":1,"lastEventId":"2","events":2}
                """);
        assertThat(Run.sse("parse", "--chunk=1", file().toString()).out()).isEqualTo(run.out());
        assertThat(Run.reading(Files.readString(file()), "parse").out()).isEqualTo(run.out());
        assertThat(Run.sse("parse", "--raw", file().toString()).out())
                .isEqualTo("retry: 1\nid: 1\ndata: a\n\nevent: tick\nid: 2\ndata: b\n\n");
    }

    @Test
    void parse_reads_a_recording_up_to_its_cut_or_damage() throws IOException {
        recordTwoConnections();
        String whole = Run.sse("parse", file().toString()).out();
        Path cut = Files.writeString(folder.resolve("cut"), Files.readString(file()) + "BYTES 1 2");
        Path damaged = Files.writeString(folder.resolve("damaged"), Files.readString(file()) + "BYTES 1 2\n");

        assertThat(Run.sse("parse", cut.toString()).out()).isEqualTo(whole);
        assertThat(Run.sse("parse", cut.toString()).err()).contains("ends within an entry, at byte");
        assertThat(Run.sse("parse", damaged.toString()).out()).isEqualTo(whole);
        assertThat(Run.sse("parse", damaged.toString()).exitCode()).isEqualTo(1);
    }

    @Test
    void parse_points_to_replay_where_a_stream_is_compressed() throws IOException {
        try (var writer = writer()) {
            attempt(writer, 1, 0);
            Headers zipped = STREAM.add("Content-Encoding", "gzip");
            writer.write(new Entry.Head(1, micros(1), new ResponseHead(200, zipped, "http/1.1")));
        }

        Run run = Run.sse("parse", file().toString());

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("sse replay");
    }

    /** A stream that was cut after a second, and continued after half a second. */
    private void recordTwoConnections() throws IOException {
        try (var writer = writer()) {
            writer.write(new Entry.State(1, micros(0), "connecting (attempt 1)"));
            Headers secret = Headers.none().add("Authorization", "Bearer hunter2");
            writer.write(new Entry.Attempt(1, micros(10), 1, "GET", "http://host/prices?key=hunter2", secret));
            writer.write(new Entry.Head(1, micros(20), new ResponseHead(200, STREAM, "http/1.1")));
            writer.write(new Entry.Bytes(1, micros(30), "retry: 1\nid: 1\nda".getBytes(UTF_8)));
            writer.write(new Entry.Bytes(1, micros(40), "ta: a\n\nid: 2\nda".getBytes(UTF_8)));
            writer.write(new Entry.Failed(1, micros(1_000_000), Phase.BODY, "reset"));
            Headers id = Headers.none().add("Last-Event-ID", "1");
            writer.write(new Entry.Attempt(1, micros(1_500_000), 2, "GET", "http://host/prices?…", id));
            writer.write(new Entry.Head(1, micros(1_600_000), new ResponseHead(200, STREAM, "http/1.1")));
            writer.write(new Entry.Bytes(1, micros(2_000_000), "event: tick\nid: 2\ndata: b\n\n".getBytes(UTF_8)));
            writer.write(new Entry.End(1, micros(2_000_000)));
            writer.write(new Entry.State(1, micros(2_000_000), "closed"));
        }
    }

    private static void exchange(RecordingWriter writer, int session, long at, String body) throws IOException {
        attempt(writer, session, at);
        writer.write(new Entry.Head(session, micros(at), new ResponseHead(200, STREAM, "http/1.1")));
        writer.write(new Entry.Bytes(session, micros(at), body.getBytes(UTF_8)));
        writer.write(new Entry.End(session, micros(at)));
    }

    private static void attempt(RecordingWriter writer, int session, long at) throws IOException {
        writer.write(new Entry.Attempt(session, micros(at), 1, "GET", "http://host/", Headers.none()));
    }

    private RecordingWriter writer() throws IOException {
        return RecordingWriter.open(file(), Instant.EPOCH);
    }

    private Run replay(String... options) {
        String[] all = new String[options.length + 2];
        all[0] = "replay";
        all[1] = file().toString();
        System.arraycopy(options, 0, all, 2, options.length);
        return Run.sse(all);
    }

    private Path file() {
        return folder.resolve("recording");
    }

    private static Duration micros(long count) {
        return Duration.ofNanos(1_000 * count);
    }

    /** A server in a thread of its own, until it is closed. */
    private final class Serving implements AutoCloseable {
        private final BlockingQueue<String> printed = new LinkedBlockingQueue<>();
        private final Thread thread;
        final URI uri;

        Serving(String... options) throws InterruptedException {
            String[] all = new String[options.length + 4];
            System.arraycopy(new String[] {"replay", file().toString(), "--serve", "0"}, 0, all, 0, 4);
            System.arraycopy(options, 0, all, 4, options.length);
            var out = new ByteArrayOutputStream() {
                @Override
                public synchronized void flush() {
                    if (size() > 0) {
                        printed.add(toString(UTF_8));
                        reset();
                    }
                }
            };
            var terminal = new Terminal(
                    InputStream.nullInputStream(),
                    new Output(out, false, false),
                    new Output(new ByteArrayOutputStream(), false, false));
            thread = new Thread(() -> Main.run(terminal, all));
            thread.start();
            String line = printed.poll(60, TimeUnit.SECONDS);
            assertThat(line).isNotNull();
            uri = URI.create(line.strip());
        }

        @Override
        public void close() throws InterruptedException {
            thread.interrupt();
            thread.join(60_000);
            assertThat(thread.isAlive()).isFalse();
        }
    }
}
