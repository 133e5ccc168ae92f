package dev.rivulet.sse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.sse.recording.Entry;
import dev.rivulet.sse.recording.Recording;
import dev.rivulet.sse.tests.support.Forked;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DumpCommandTest {
    @TempDir
    Path folder;

    private Process application;

    private String start(String... arguments) throws IOException {
        List<String> command = Forked.java("-cp", Forked.classPath(), RecordingApplication.class.getName());
        command.addAll(List.of(arguments));
        application = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        BufferedReader out = application.inputReader(StandardCharsets.UTF_8);
        assertThat(out.readLine()).isEqualTo("ready");
        return Long.toString(application.pid());
    }

    @AfterEach
    void end() {
        if (application != null) {
            application.destroyForcibly();
        }
    }

    @Test
    void the_flight_recorder_of_another_jvm_is_written_to_a_file() throws Exception {
        Path file = folder.resolve("other.rec");
        Run run = Run.sse("dump", start(), "-o", file.toString());

        assertThat(run.err()).isEmpty();
        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).isEqualTo(file + " (1 client)\n");
        assertThat(Recording.read(file).entries())
                .filteredOn(Entry.Bytes.class::isInstance)
                .extracting(entry -> new String(((Entry.Bytes) entry).bytes(), StandardCharsets.UTF_8))
                .containsExactly("data: recorded in another process\n\n");
    }

    @Test
    void a_jvm_without_a_recorder_says_what_turns_it_on() throws Exception {
        Run run = Run.sse("dump", start("off"), "-o", folder.resolve("none.rec").toString());

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("no client with a flight recorder").contains("flightRecorder");
    }

    @Test
    void a_file_that_the_other_jvm_cannot_write_is_named() throws Exception {
        Run run = Run.sse("dump", start(), "-o", folder.toString());

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("could not write " + folder);
    }

    @Test
    void jvms_are_listed_without_their_arguments() throws Exception {
        String pid = start("a-secret-argument");
        Run run = Run.sse("dump");

        assertThat(run.outLines()).contains(pid + " " + RecordingApplication.class.getName());
        assertThat(run.out()).doesNotContain("a-secret-argument");
    }

    @Test
    void a_process_that_is_none_is_a_failure_in_one_line() {
        Run run = Run.sse("dump", "1999999999");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err())
                .startsWith("sse dump: cannot attach to the JVM 1999999999: ")
                .hasLineCount(1);
    }
}
