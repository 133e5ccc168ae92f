package dev.rivulet.sse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.sse.testkit.Gate;
import dev.rivulet.sse.testkit.Response;
import dev.rivulet.sse.testkit.ScriptedServer;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The status line of a tail on a terminal that has both outputs. */
class TailStatusLineTest {
    @ParameterizedTest
    @ValueSource(strings = {"--no-reconnect", "--json"})
    void it_is_drawn_below_the_events_and_gone_at_the_end(String option) {
        Gate connectingSeen = new Gate();
        Gate statusSeen = new Gate();
        var screen = new Screen();
        try (var server = ScriptedServer.start()) {
            server.respond(Response.stream()
                    .headAfter(connectingSeen)
                    .chunk("retry: 10\ndata: a\n\ndata: b\n\n")
                    .await(statusSeen)
                    .chunk("data: c\n\n"));
            server.otherwise(Response.status(204));

            Map<String, Gate> gates = Map.of("connecting · attempt 1", connectingSeen, "open · 2 events", statusSeen);
            int exitCode = Main.run(
                    terminal(screen, opening(gates, screen)),
                    "tail",
                    server.uri("/").toString(),
                    option,
                    "--type=message");

            assertThat(exitCode).isZero();
            assertThat(screen.lines().stream()
                            .filter(line -> !line.startsWith("sse tail:") && !line.startsWith("{\"state")))
                    .hasSize(4)
                    .last()
                    .isEqualTo("");
            assertThat(screen.lines().get(0)).contains("a");
            assertThat(screen.lines().get(1)).contains("b");
            assertThat(screen.written()).contains("connecting · attempt 1", "open · 2 events · ");
        }
    }

    @Test
    void a_failure_stands_on_a_line_of_its_own() {
        var screen = new Screen();
        try (var server = ScriptedServer.start()) {
            server.otherwise(Response.status(404));

            Main.run(terminal(screen, screen), "tail", server.uri("/").toString());

            assertThat(screen.lines()).hasSize(2).last().isEqualTo("");
            assertThat(screen.lines().get(0)).startsWith("sse tail: The server answered 404");
        }
    }

    @Test
    void there_is_none_in_a_pipe() {
        try (var server = ScriptedServer.start()) {
            server.otherwise(Response.stream().chunk("data: a\n\n"));

            Run run = Run.sse("tail", server.uri("/").toString(), "--no-reconnect");

            assertThat(run).isEqualTo(new Run(0, "a\n", ""));
        }
    }

    private static Terminal terminal(OutputStream out, OutputStream err) {
        return new Terminal(
                InputStream.nullInputStream(), new Output(out, true, false), new Output(err, true, false), true);
    }

    /** Opens each gate when the status line has shown its text. */
    private static OutputStream opening(Map<String, Gate> gates, Screen screen) {
        return new OutputStream() {
            @Override
            public void write(int b) {
                screen.write(b);
            }

            @Override
            public void write(byte[] bytes, int offset, int length) {
                screen.writeBytes(bytes, offset, length);
                String written = new String(bytes, offset, length, StandardCharsets.UTF_8);
                gates.forEach((text, gate) -> {
                    if (written.contains(text)) {
                        gate.open();
                    }
                });
            }
        };
    }
}
