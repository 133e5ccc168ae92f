package dev.rivulet.sse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MainTest {
    @Test
    void helpNamesEveryCommandAndExitCode() {
        Run run = Run.sse("--help");

        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).contains("demo", "tail", "parse", "transports", "Exit codes:", "130");
        assertThat(run.err()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"demo", "tail", "parse", "transports"})
    void everyCommandHasHelp(String command) {
        Run run = Run.sse(command, "--help");

        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).startsWith("Usage: sse " + command);
        assertThat(run.outLines()).allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(80));
        assertThat(run.out()).doesNotContain("--stacktrace", "\u001b");
    }

    @Test
    void helpIsColouredOnATerminal() {
        assertThat(Run.onTerminal("--help").out()).contains("\u001b[");
    }

    @Test
    void versionNamesJava() {
        Run run = Run.sse("--version");

        assertThat(run.exitCode()).isZero();
        assertThat(run.out())
                .startsWith("sse ")
                .contains("Java " + Runtime.version().feature());
    }

    @Test
    void badUsageIsOneLineThatSaysWhereHelpIs() {
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

    @Test
    void aStackTraceIsForWhoAsks() {
        assertThat(Run.sse("parse", "/no/such/file").err()).doesNotContain("\tat ");
        assertThat(Run.sse("parse", "/no/such/file", "--stacktrace").err()).contains("NoSuchFileException", "\tat ");
    }

    @Test
    void aReaderThatIsGoneEndsItQuietly() {
        assertThat(writingTo("Broken pipe").exitCode()).isZero();
        assertThat(writingTo("Broken pipe").err()).isEmpty();
    }

    @Test
    void aFullDiskIsAFailure() {
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
