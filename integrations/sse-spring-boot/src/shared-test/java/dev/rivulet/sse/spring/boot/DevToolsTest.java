package dev.rivulet.sse.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rivulet.sse.testkit.Response;
import dev.rivulet.sse.testkit.ScriptedServer;
import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** Restarts by the DevTools of Spring Boot. */
@Tag("full")
@EnabledIfSystemProperty(named = "rivulet.tests", matches = "full|rest", disabledReason = "left to -Pfull")
@Timeout(600)
class DevToolsTest {
    private static final int RESTARTS = 5;

    @AutoClose
    private final ScriptedServer server = ScriptedServer.start().awaitWithin(Duration.ofMinutes(5));

    @TempDir
    Path folder;

    @Test
    void leave_no_stream_open_and_each_continues_after_the_one_before() throws Exception {
        server.otherwise(request -> {
            int next = request.lastEventId().isEmpty() ? 1 : Integer.parseInt(request.lastEventId()) + 1;
            String data = next <= RESTARTS ? "restart" : "stay";
            return Response.stream()
                    .chunk("id: " + next + "\ndata: " + data + "\n\n")
                    .hang();
        });
        File log = folder.resolve("log").toFile();
        Process application = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        DevToolsApplication.class.getName(),
                        "--rivulet.streams.changes.url=" + server.uri("/changes"),
                        "--rivulet.streams.changes.cursor=" + folder.resolve("id"),
                        "--spring.main.keep-alive=true")
                .redirectErrorStream(true)
                .redirectOutput(log)
                .start();
        try {
            server.awaitRequests(RESTARTS + 1);
            await().atMost(Duration.ofMinutes(2))
                    .untilAsserted(() -> assertThat(server.openConnections()).isEqualTo(1));
            assertThat(server.requests()).hasSize(RESTARTS + 1);
            assertThat(server.requests().get(RESTARTS).lastEventId()).isEqualTo("" + RESTARTS);
            assertThat(application.isAlive()).isTrue();
        } catch (AssertionError | RuntimeException failed) {
            throw new AssertionError(java.nio.file.Files.readString(log.toPath()), failed);
        } finally {
            application.destroyForcibly().waitFor();
        }
    }
}
