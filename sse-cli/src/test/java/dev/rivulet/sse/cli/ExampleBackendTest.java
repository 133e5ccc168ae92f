package dev.rivulet.sse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.sse.testkit.RecordedRequest;
import dev.rivulet.sse.testkit.Response;
import dev.rivulet.sse.testkit.ScriptedServer;
import dev.rivulet.sse.tests.support.ExampleBackend;
import dev.rivulet.sse.tests.support.Forked;
import dev.rivulet.sse.tests.support.LeftToFull;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A backend that somebody wrote after the guide is chosen like ours. */
@LeftToFull
class ExampleBackendTest {
    @TempDir
    static Path folder;

    private static String jar;

    @BeforeAll
    static void make() throws IOException {
        jar = ExampleBackend.jar(folder).toString();
    }

    @Test
    void is_listed_after_ours() {
        Run run = Run.sse("transports", "--plugin", jar);

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.outLines())
                .anyMatch(line -> line.startsWith(Run.defaultTransport()) && line.contains("the default"))
                .last()
                .asString()
                .matches("urlconnection +1 +yes: http/1.1");
    }

    @Test
    void tails_across_losses_by_plugin() throws Exception {
        try (var server = server()) {
            Run run =
                    Run.sse("tail", "--plugin", jar, "--transport", "urlconnection", "--max-events", "3", uri(server));

            assertThat(run.exitCode()).as(run.err()).isZero();
            assertThat(run.outLines()).containsExactly("[1] a", "[2] b", "[3] c");
            isResumedByIt(server);
        }
    }

    @Test
    void tails_by_the_class_path() throws Exception {
        try (var server = server()) {
            Process tail =
                    startWithOnClassPath("tail", "--transport", "urlconnection", "--max-events", "3", uri(server));

            assertThat(lines(tail)).containsExactly("[1] a", "[2] b", "[3] c");
            assertThat(tail.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(tail.exitValue()).isZero();
            isResumedByIt(server);
        }
    }

    @Test
    void is_chosen_by_the_system_property() throws Exception {
        try (var server = server()) {
            Process tail = startWithOnClassPath(
                    List.of("-Drivulet.transport=urlconnection"), "tail", "--max-events", "1", uri(server));

            assertThat(lines(tail)).containsExactly("[1] a");
            assertThat(tail.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(server.requests().get(0).headers().first("Connection")).isEqualTo("close");
        }
    }

    @Test
    void streams_the_demo() {
        Run run = Run.sse("demo", "--events", "50", "--plugin", jar, "--transport", "urlconnection");

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out())
                .contains(" by transport urlconnection, ")
                .containsPattern("delivered +50, each once and in order");
    }

    /** Two events and a loss, then one more. */
    private static ScriptedServer server() {
        return ScriptedServer.start()
                .respond(
                        Response.stream()
                                .chunk("retry: 10\nid: 1\ndata: a\n\nid: 2\ndata: b\n\n")
                                .cut(),
                        Response.stream().chunk("id: 3\ndata: c\n\n").hang());
    }

    private static String uri(ScriptedServer server) {
        return server.uri("/").toString();
    }

    /** It asks to close the connection, as no other transport does. */
    private static void isResumedByIt(ScriptedServer server) {
        assertThat(server.requests())
                .hasSize(2)
                .allSatisfy(request ->
                        assertThat(request.headers().first("Connection")).isEqualTo("close"));
        assertThat(server.requests()).extracting(RecordedRequest::lastEventId).containsExactly("", "2");
    }

    private static Process startWithOnClassPath(String... arguments) throws IOException {
        return startWithOnClassPath(List.of(), arguments);
    }

    /** As the launcher starts it where SSE_CLASSPATH is set. */
    private static Process startWithOnClassPath(List<String> options, String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Forked.tool("java"));
        command.addAll(options);
        command.addAll(List.of("-cp", Forked.classPath() + File.pathSeparator + jar, Main.class.getName()));
        command.addAll(List.of(arguments));
        var process = new ProcessBuilder(command);
        process.environment().put("SSE_CLASSPATH", jar);
        return process.redirectError(ProcessBuilder.Redirect.INHERIT).start();
    }

    private static List<String> lines(Process process) {
        return process.inputReader(StandardCharsets.UTF_8).lines().toList();
    }
}
