package dev.rivulet.sse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rivulet.sse.testkit.Response;
import dev.rivulet.sse.testkit.ScriptedServer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code -v} shows what goes over the wire, as far as the session knows it. */
@Execution(ExecutionMode.CONCURRENT)
class TailVerboseTest {
    private final ScriptedServer server = ScriptedServer.start();

    @AfterEach
    void close() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"netty", "jdkhttp"}) // which has names in lower case, and sorted
    void theHeadsOfEachAttemptAreShownAsCurlDoes(String transport) {
        server.respond(
                Response.status(503).header("Retry-After", "0").header("x-reason", "busy"),
                Response.stream().header("set-cookie", "session=hunter2").chunk("retry: 10\nid: 7\ndata: a\n\n"),
                Response.status(204));

        Run run = tail(
                "-v",
                "-H",
                "X-One: 1",
                "-H",
                "X-One: 2",
                "-H",
                "Authorization: Bearer hunter2",
                "--transport",
                transport);

        assertThat(run.out()).isEqualTo("[7] a\n");
        assertThat(run.errLines())
                .startsWith(
                        "* transport " + transport, "> GET " + server.uri("/stream") + "?…", "> X-One: 1", "> X-One: 2")
                .contains("> Authorization: ***", "> Accept: text/event-stream", ">", "<")
                .containsSubsequence("> GET " + server.uri("/stream") + "?…", "< HTTP/1.1 503", "< x-reason: busy")
                .containsSubsequence("< HTTP/1.1 503", "> GET " + server.uri("/stream") + "?…", "< HTTP/1.1 200")
                .contains("< set-cookie: ***")
                .containsSubsequence("< HTTP/1.1 200", "> Last-Event-ID: 7", "< HTTP/1.1 204");
        assertThat(run.err()).doesNotContain("hunter2");
    }

    @Test
    void each_redirect_is_shown() {
        server.respond(
                Response.status(307).header("Location", "/there?key=hunter2"),
                Response.stream().chunk("data: a\n\n"));

        Run run = tail("-v", "--no-reconnect");

        assertThat(run.errLines())
                .containsSubsequence(
                        "< HTTP/1.1 307",
                        "< Location: /there?…",
                        "> GET " + server.uri("/there") + "?…",
                        "< HTTP/1.1 200");
        assertThat(run.err()).doesNotContain("hunter2");
    }

    @Test
    void with_json_the_heads_are_objects_too() throws Exception {
        server.respond(Response.stream().header("x-two", "2").chunk("data: a\n\n"));

        Run run = tail("-v", "--json", "--no-reconnect", "-u", "ann:hunter2");

        List<JsonNode> lines = new ArrayList<>();
        for (String line : run.errLines()) {
            lines.add(new ObjectMapper().readTree(line));
        }
        assertThat(lines).hasSize(3);
        assertThat(lines.get(0).get("transport").asText()).isEqualTo(Run.defaultTransport());
        JsonNode request = lines.get(1).get("request");
        assertThat(request.get("method").asText()).isEqualTo("GET");
        assertThat(request.get("uri").asText()).isEqualTo(server.uri("/stream") + "?…");
        assertThat(request.get("headers").toString())
                .contains("\"Authorization: ***\"", "\"Accept: text/event-stream\"");
        JsonNode response = lines.get(2).get("response");
        assertThat(response.get("status").asInt()).isEqualTo(200);
        assertThat(response.get("protocol").asText()).isEqualTo("http/1.1");
        assertThat(response.get("headers").toString()).contains("\"x-two: 2\"");
    }

    @Test
    void a_terminal_gets_no_control_characters_from_a_header() {
        server.respond(Response.stream().header("x-two", "a\u009bb").chunk("data: a\n\n"));

        Run run = Run.onTerminal("tail", url(), "-v", "--no-reconnect", "--transport=netty");

        assertThat(run.err()).contains("x-two: a\uFFFDb").doesNotContain("\u009b");
    }

    @Test
    void a_transport_that_does_not_work_is_reported_as_without_it() {
        assertThat(tail("-v", "--transport", "pigeon").err())
                .isEqualTo(tail("--transport", "pigeon").err());
    }

    private String url() {
        return server.uri("/stream?key=hunter2").toString();
    }

    private Run tail(String... options) {
        List<String> arguments = new ArrayList<>(List.of("tail", url()));
        arguments.addAll(List.of(options));
        return Run.sse(arguments.toArray(String[]::new));
    }
}
