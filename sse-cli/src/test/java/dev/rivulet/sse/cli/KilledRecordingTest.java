package dev.rivulet.sse.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.sse.recording.Entry;
import dev.rivulet.sse.recording.Recording;
import dev.rivulet.sse.testkit.Gate;
import dev.rivulet.sse.testkit.Response;
import dev.rivulet.sse.testkit.ScriptedServer;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A recording whose process is killed has what had been received. */
@Execution(ExecutionMode.CONCURRENT)
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
            server.respond(endless.await(more).repeat(1_000_000, "data: more\n\n"));
            Process record = ProcessTest.start("record", server.uri("/").toString(), "-o", file.toString());

            while (!body(file).contains("data: " + EVENTS + "\n")) {
                assertThat(record.isAlive()).isTrue();
                TimeUnit.MILLISECONDS.sleep(20);
            }
            more.open(); // it is killed while it writes
            while (!body(file).contains("data: more\n")) {
                assertThat(record.isAlive()).isTrue();
            }
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

    private static String body(Path file) throws java.io.IOException {
        if (!java.nio.file.Files.exists(file)) {
            return "";
        }
        return Recording.read(file).entries().stream()
                .filter(Entry.Bytes.class::isInstance)
                .map(entry -> new String(((Entry.Bytes) entry).bytes(), UTF_8))
                .collect(Collectors.joining());
    }
}
