package dev.rivulet.sse.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.rivulet.sse.recording.Entry;
import dev.rivulet.sse.recording.Recording;
import dev.rivulet.sse.testkit.Gate;
import dev.rivulet.sse.testkit.Response;
import dev.rivulet.sse.testkit.ScriptedServer;
import dev.rivulet.sse.tests.support.LeftToFull;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A recording whose process is killed, or can write no more, has what had been received. */
@Execution(ExecutionMode.CONCURRENT)
@LeftToFull
class KilledRecordingTest {
    private static final int EVENTS = 300;

    @TempDir
    Path folder;

    @Test
    void what_was_received_before_a_kill_is_recorded_and_the_recording_can_be_continued() throws Exception {
        Path file = folder.resolve("recording");
        var more = new Gate();
        try (var server = ScriptedServer.start()) {
            Response endless = Response.stream();
            for (int i = 1; i <= EVENTS; i++) {
                endless = endless.chunk("id: " + i + "\ndata: " + i + "\n\n");
            }
            server.respond(
                    endless.await(more).repeat(1_000_000, "data: more\n\n").hang());
            Process record = ProcessTest.start("record", server.uri("/").toString(), "-o", file.toString());

            await().until(() -> !record.isAlive() || body(file).contains("data: " + EVENTS + "\n"));
            more.open(); // it is killed while it writes
            await().until(() -> !record.isAlive() || body(file).contains("data: more\n"));
            record.toHandle().destroyForcibly();

            assertThat(record.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(record.exitValue()).isEqualTo(128 + 9);
            assertThat(body(file)).startsWith("id: 1\n").contains("data: " + EVENTS + "\n", "data: more\n");
        }
        try (var server = ScriptedServer.start().respond(Response.stream().chunk("data: again\n\n"))) {
            Run run = Run.sse("record", server.uri("/").toString(), "-o", file.toString(), "--no-reconnect");
            assertThat(run.exitCode()).as(run.err()).isZero();
        }
        assertThat(Recording.read(file).isCut()).isFalse();
        assertThat(Recording.read(file).sessions()).containsExactly(1, 2);
    }

    /** As where the disk is full. */
    @Test
    void a_file_that_cannot_grow_ends_the_recording_with_a_failure_and_is_whole() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/bin/sh")), "needs /bin/sh");
        Path file = folder.resolve("recording");
        try (var server = ScriptedServer.start()) {
            server.respond(
                    Response.stream().repeat(1_000_000, "data: some text\n\n").hang());
            List<String> command = new ArrayList<>(List.of("/bin/sh", "-c", "ulimit -f 16; exec \"$@\"", "sh"));
            command.addAll(ProcessTest.command(
                    List.of("-XX:-UsePerfData"),
                    "record",
                    server.uri("/").toString(),
                    "--transport=jdkhttp", // which unpacks no native code
                    "-o",
                    file.toString()));
            Process record = new ProcessBuilder(command).start();
            String err = new String(record.getErrorStream().readAllBytes(), UTF_8);

            assertThat(record.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(record.exitValue()).as(err).isEqualTo(1);
            assertThat(err).startsWith("sse record: cannot record into " + file + ": ");
        }
        Recording read = Recording.read(file);
        assertThat(read.isCut()).isFalse();
        assertThat(body(file)).startsWith("data: some text\n\n");
    }

    private static String body(Path file) throws IOException {
        if (!Files.exists(file)) {
            return "";
        }
        return Recording.read(file).entries().stream()
                .filter(Entry.Bytes.class::isInstance)
                .map(entry -> new String(((Entry.Bytes) entry).bytes(), UTF_8))
                .collect(Collectors.joining());
    }
}
