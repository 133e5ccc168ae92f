package dev.rivulet.sse.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.rivulet.sse.http.Phase;
import dev.rivulet.sse.recording.Entry;
import dev.rivulet.sse.recording.Recording;
import dev.rivulet.sse.testkit.Gate;
import dev.rivulet.sse.testkit.Response;
import dev.rivulet.sse.testkit.ScriptedServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Execution(ExecutionMode.CONCURRENT)
class RecordCommandTest {
    private final ScriptedServer server = ScriptedServer.start();

    @TempDir
    Path folder;

    @AfterEach
    void close() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"netty", "jdkhttp"})
    void everything_that_is_sent_and_received_is_recorded(String transport) throws IOException {
        server.respond(
                Response.status(302).header("Location", "/moved?key=hunter2"),
                Response.stream().chunk("retry: 1\nid: 1\ndata: a\n\n").cut(),
                Response.status(503).header("Retry-After", "0").chunk("busy"),
                Response.stream().chunk("id: 2\ndata: b\n\n"),
                Response.status(204));

        Run run = record("--transport", transport, "-H", "Authorization: Bearer hunter2");

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out()).isEmpty();
        assertThat(run.errLines())
                .last()
                .isEqualTo("sse record: recorded 5 exchanges, 2 events and 43 bytes in " + file()
                        + "; to see them: sse replay " + file());
        List<Entry> entries = Recording.read(file()).entries();
        assertThat(entries.stream()
                        .filter(entry -> !(entry instanceof Entry.State))
                        .map(RecordCommandTest::word))
                .containsExactly(
                        "attempt 1",
                        "head 302",
                        "over",
                        "attempt 1",
                        "head 200",
                        "body retry: 1\nid: 1\ndata: a\n\n",
                        "failed BODY",
                        "attempt 2",
                        "head 503",
                        "body busy",
                        "over",
                        "attempt 3",
                        "head 200",
                        "body id: 2\ndata: b\n\n",
                        "over",
                        "attempt 4",
                        "head 204",
                        "over");
        assertThat(entries.stream().filter(Entry.State.class::isInstance).map(RecordCommandTest::word))
                .startsWith("connecting (attempt 1)")
                .anyMatch(text -> text.startsWith("open: 200 over http/1.1 from http://127.0.0.1:"))
                .anyMatch(text -> text.startsWith("The server answered 503"))
                .endsWith("closed: the server has no more events (204)");
        assertThat(Files.readString(file())).doesNotContain("hunter2").contains("Authorization: ***", "/moved?…");
    }

    private static String word(Entry entry) {
        if (entry instanceof Entry.Attempt attempt) {
            return "attempt " + attempt.number();
        } else if (entry instanceof Entry.Head head) {
            return "head " + head.head().status();
        } else if (entry instanceof Entry.Bytes piece) {
            return "body " + new String(piece.bytes(), UTF_8);
        } else if (entry instanceof Entry.Failed failed) {
            return "failed " + failed.phase();
        } else if (entry instanceof Entry.State state) {
            return state.text();
        }
        return "over"; // whether a response without a body ends or is given up first, is left to chance
    }

    @Test
    void times_do_not_run_backwards_and_begin_with_the_recording() throws IOException {
        server.respond(Response.stream().chunk("data: a\n\n").chunk("data: b\n\n"), Response.status(204));
        record();

        List<Entry> entries = Recording.read(file()).entries();

        assertThat(entries).extracting(Entry::at).isSorted();
        assertThat(entries.get(entries.size() - 1).at()).isPositive();
    }

    @Test
    void a_second_run_continues_the_recording_as_another_session() throws IOException {
        server.otherwise(Response.stream().chunk("data: a\n\n"));
        record("--no-reconnect");
        List<Entry> first = Recording.read(file()).entries();

        record("--no-reconnect");

        Recording both = Recording.read(file());
        assertThat(both.sessions()).containsExactly(1, 2);
        assertThat(both.session(1).entries()).isEqualTo(first);
        assertThat(both.session(2).entries()).hasSameSizeAs(first);
    }

    @Test
    void it_stops_after_enough_events() throws IOException {
        server.respond(Response.stream().repeat(3, "data: a\n\n").hang());

        Run run = record("-n", "2");

        assertThat(run.exitCode()).isZero();
        assertThat(run.err()).contains("2 events");
        assertThat(Recording.read(file()).entries()).anyMatch(Entry.Cancelled.class::isInstance);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0s", "0.3s"})
    void it_stops_after_the_time_even_if_it_is_over_before_anything_is_sent(String time) throws IOException {
        server.otherwise(Response.stream().chunk("data: a\n\n").hang());

        Run run = record("--for", time);

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(Recording.read(file()).entries()).anyMatch(Entry.State.class::isInstance);
    }

    @Test
    void a_server_that_is_not_there_is_recorded_and_a_failure() throws IOException {
        server.refuseConnections();

        Run run = record();

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err())
                .contains("sse record: ", "no server has answered yet")
                .contains("recorded 1 exchange");
        assertThat(Recording.read(file()).entries())
                .anyMatch(entry -> entry instanceof Entry.Failed failed && failed.phase() == Phase.CONNECT);
    }

    @Test
    void a_piece_that_is_longer_than_an_entry_may_be_is_divided() throws IOException {
        var out = new ByteArrayOutputStream();
        byte[] long1 = new byte[(1 << 20) + 5];
        try (var writer = dev.rivulet.sse.recording.RecordingWriter.to(out, java.time.Instant.EPOCH)) {
            new Recorder(writer).bytes(java.nio.ByteBuffer.wrap(long1));
        }
        Recording read = Recording.read(Files.write(file(), out.toByteArray()));

        assertThat(read.entries())
                .extracting(entry -> ((Entry.Bytes) entry).bytes().length)
                .containsExactly(1 << 20, 5);
    }

    @Test
    void a_file_that_cannot_be_written_is_named() throws IOException {
        Run missing = record(folder.resolve("no/file"));
        Path stream = Files.writeString(folder.resolve("stream"), "data: a\n\n");
        Run other = record(stream);

        assertThat(missing.exitCode()).isEqualTo(1);
        assertThat(missing.err()).startsWith("sse record: cannot record into " + folder.resolve("no/file") + ": ");
        assertThat(other.exitCode()).isEqualTo(1);
        assertThat(other.err()).contains("its first line is not that of a recording");
        assertThat(Files.readString(stream)).isEqualTo("data: a\n\n");
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void a_device_is_named_before_anything_is_sent() {
        assumeTrue(Files.exists(Path.of("/dev/full")), "has no /dev/full");

        Run run = record(Path.of("/dev/full"));

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).startsWith("sse record: cannot record into /dev/full: /dev/full is not a regular file");
        assertThat(server.requests()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "-o", "-o F --for soon", "-o F --for 1d", "-o F -n 0", "-o http://host/ ", "-o F --json"})
    void bad_usage_is_named(String options) {
        Run run = Run.sse(("record http://localhost/ " + options).strip().split(" "));

        assertThat(run.exitCode()).as(run.err()).isEqualTo(2);
    }

    @Test
    void a_terminal_has_a_status_line() {
        var connectingSeen = new Gate();
        server.respond(Response.stream().headAfter(connectingSeen).chunk("data: a\n\n"), Response.status(204));
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream() {
            @Override
            public synchronized void write(byte[] bytes, int offset, int length) {
                super.write(bytes, offset, length);
                if (toString(UTF_8).contains("connecting · attempt 1")) {
                    connectingSeen.open();
                }
            }
        };

        Main.run(
                new Terminal(
                        InputStream.nullInputStream(), new Output(out, true, true), new Output(err, true, true), true),
                "record",
                server.uri("/").toString(),
                "-o",
                file().toString());

        assertThat(out.size()).isZero();
        assertThat(err.toString(UTF_8)).contains("recorded 2 exchanges, 1 event and 9 bytes");
    }

    private Run record(String... options) {
        String[] all = java.util.stream.Stream.concat(
                        java.util.stream.Stream.of("record", server.uri("/").toString(), "-o", file().toString()),
                        java.util.stream.Stream.of(options))
                .toArray(String[]::new);
        return Run.sse(all);
    }

    private Run record(Path into) {
        return Run.sse("record", server.uri("/").toString(), "-o", into.toString());
    }

    private Path file() {
        return folder.resolve("recording");
    }
}
