package dev.rivulet.sse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class MainTest {
    @Test
    void help_names_every_command_and_exit_code() {
        Run run = Run.sse("--help");

        assertThat(run.exitCode()).isZero();
        assertThat(run.out())
                .contains("demo", "tail", "record", "replay", "parse", "dump", "doctor", "transports")
                .contains("Exit codes:", "130")
                .containsPattern(" 0 +the stream ended normally\n");
        assertThat(run.err()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"demo", "tail", "record", "replay", "parse", "dump", "doctor", "transports"})
    void every_command_has_help(String command) {
        Run run = Run.sse(command, "--help");

        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).startsWith("Usage: sse " + command);
        assertThat(run.outLines()).allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(80));
        assertThat(run.out()).doesNotContain("--stacktrace", "\u001b");
    }

    @Test
    void help_is_coloured_on_a_terminal() {
        assertThat(Run.onTerminal("--help").out()).contains("\u001b[");
    }

    @Test
    void version_names_java() {
        Run run = Run.sse("--version");

        assertThat(run.exitCode()).isZero();
        assertThat(run.out())
                .startsWith("sse ")
                .contains("Java " + Runtime.version().feature());
    }

    @Test
    void bad_usage_is_one_line_that_says_where_help_is() {
        for (String[] arguments :
                new String[][] {{}, {"what"}, {"tail"}, {"tail", "--what", "http://localhost"}, {"demo", "x"}}) {
            Run run = Run.sse(arguments);

            assertThat(run.exitCode()).as(List.of(arguments).toString()).isEqualTo(2);
            assertThat(run.out()).isEmpty();
            assertThat(run.errLines())
                    .singleElement()
                    .asString()
                    .startsWith("sse")
                    .contains("--help'");
        }
    }

    @ParameterizedTest
    @MethodSource("mistypedSecrets")
    void what_is_mistyped_is_not_repeated(List<String> arguments) {
        Run run = Run.sse(arguments.toArray(String[]::new));

        assertThat(run.exitCode()).as(run.toString()).isEqualTo(2);
        assertThat(run.err()).doesNotContain("hunter2").isNotBlank();
    }

    static Stream<List<String>> mistypedSecrets() {
        return Stream.of(
                List.of("tail", "http://user:hunter2@ho st/"),
                List.of("tail", "http://user:hunter2@/"),
                List.of("tail", "ftp://user:hunter2@host/?key=hunter2"),
                List.of("tail", "http://host/ ?key=hunter2"),
                List.of("tail", "http://user:pass/hunter2@host/"),
                List.of("tail", "http://host/", "-H", "Bearer hunter2"),
                List.of("tail", "http://host/", "-H", ": hunter2"),
                List.of("tail", "http://host/", "-H", "Authorization", "Bearer", "hunter2"),
                List.of("tail", "http://host/", "-H", "X-Key: hunter2\u0001"),
                List.of("tail", "http://host/", "--headr=X-Key: hunter2"),
                List.of("tail", "http://host/", "-uhunter2"),
                List.of("tail", "http://user:hunter2#1@host/"),
                List.of("tail", "http://user:1hunter2/x@host/"),
                List.of("tail", "http://host/", "-X", "http://user:hunter2@proxy:8080"),
                List.of("tail", "http://host/", "-H", "X-Key hunter2: value"),
                List.of("tail", "http://host/", "--http://user:hunter2@proxy:8080"),
                List.of("tail", "http://host/", "--proxy", "http://user:hunter2@"),
                List.of("tail", "http://host/", "--proxy", "ftp://user:hunter2@proxy"),
                List.of("tail", "http://host/", "--proxy", "http://user:hunter2%@proxy"),
                List.of("tail", "http://host/", "--max-time", "user:hunter2"),
                List.of("tail", "--max-events", "http://user:hunter2@host/"),
                List.of("tail", "http://host/", "--transport", "http://user:hunter2@host/"),
                List.of("tail", "http://host/", "--cursor", "http://user:hunter2@host/"),
                List.of("tail", "http://host/", "--cacert", "http://user:hunter2@host/"),
                List.of("tail", "http://host/", "--cert", "http://user:hunter2@host/"),
                List.of("tail", "http://host/", "-d", "@http://user:hunter2@host/"),
                List.of("tail", "http://host/", "--plugin", "http://user:hunter2@host/"),
                List.of("record", "http://user:hunter2@ho st/", "-o", "file"),
                List.of("record", "http://host/", "-o", "http://user:hunter2@host/"),
                List.of("record", "http://host/", "--for", "user:hunter2", "-o", "file"),
                List.of("replay", "http://user:hunter2@host/"),
                List.of("replay", "file", "--speed", "user:hunter2@host/"),
                List.of("replay", "file", "--chunks", "user:hunter2@host/"),
                List.of("doctor", "http://user:hunter2@ho st/"),
                List.of("doctor", "ftp://user:hunter2@host/?key=hunter2"),
                List.of("doctor", "http://host/", "--watch", "http://user:hunter2@host/"),
                List.of("doctor", "http://host/", "--origin", "http://user:hunter2@host/"),
                List.of("dump", "1", "-o", "http://user:hunter2@host/"),
                List.of("transports", "http://user:hunter2@host/"),
                List.of("parse", "http://user:hunter2@host/"),
                List.of("parse", "--chunk", "http://user:hunter2@host/"),
                List.of("demo", "--events", "http://user:hunter2@host/"),
                List.of("http://user:hunter2@host/"),
                List.of("http://user:hunter2@host/", "--help"),
                List.of("--stacktrace", "tail", "--max-events", "http://user:hunter2@host/"),
                List.of("hunter2"));
    }

    @Test
    void a_mistyped_option_or_command_is_named() {
        assertThat(Run.sse("tail", "--headr=a", "http://localhost").err())
                .contains("unknown option: --headr; did you mean '--header'? (");
        assertThat(Run.sse("tail", "--pigeon=a", "http://localhost").err()).contains("unknown option: --pigeon (");
        assertThat(Run.sse("tial", "http://localhost").err()).contains("there is no command 'tial'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"tial", "tial --help", "tial -h", "--help tial", "-V tial"})
    void an_unknown_command_is_named_and_the_nearest_suggested_also_next_to_help(String arguments) {
        Run run = Run.sse(arguments.split(" ", -1));

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).isEqualTo("sse: there is no command 'tial'; did you mean 'tail'? (see 'sse --help')\n");
    }

    @Test
    void nothing_is_suggested_for_a_command_that_is_like_none() {
        assertThat(Run.sse("pigeon", "--help").err())
                .isEqualTo("sse: there is no command 'pigeon' (see 'sse --help')\n");
    }

    @Test
    void a_url_without_a_command_is_pointed_to_tail() {
        assertThat(Run.sse("http://localhost/stream").err()).contains("sse tail URL");
    }

    @Test
    void a_stack_trace_is_for_who_asks() {
        assertThat(Run.sse("parse", "/no/such/file").err()).doesNotContain("\tat ");
        assertThat(Run.sse("parse", "/no/such/file", "--stacktrace").err()).contains("NoSuchFileException", "\tat ");
    }

    @Test
    void a_message_that_repeats_control_characters_is_harmless_on_a_terminal() {
        String file = "/no/such/\u001b]0;owned\u0007\u009b2J";

        for (Run run : List.of(Run.onTerminal("parse", file), Run.onTerminal("parse", file, "--stacktrace"))) {
            assertThat(run.err()).contains("owned").doesNotContain("\u001b]0", "\u0007", "\u009b");
        }
    }

    @Test
    void a_reader_that_is_gone_ends_it_quietly() {
        assertThat(writingTo("Broken pipe").exitCode()).isZero();
        assertThat(writingTo("Broken pipe").err()).isEmpty();
    }

    @Test
    void a_full_disk_is_a_failure() {
        Run run = writingTo("No space left on device");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).isEqualTo("sse: cannot write: No space left on device\n");
    }

    private static Run writingTo(String refusal) {
        var refusing = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException(refusal);
            }
        };
        var err = new java.io.ByteArrayOutputStream();
        int exitCode = Main.run(
                new Terminal(
                        InputStream.nullInputStream(),
                        new Output(refusing, false, false),
                        new Output(err, false, false)),
                "parse");
        return new Run(exitCode, "", err.toString(java.nio.charset.StandardCharsets.UTF_8));
    }
}
