package dev.rivulet.sse.tests.interop.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rivulet.sse.testkit.Gate;
import dev.rivulet.sse.testkit.Response;
import dev.rivulet.sse.testkit.ScriptedServer;
import dev.rivulet.sse.tests.support.Forked;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The service's own side of the protocol. */
class ContractServiceTest {
    @RegisterExtension
    final Harness harness = new Harness();

    ContractServiceTest() throws Exception {}

    @Test
    void the_status_names_the_client_and_what_it_can_do() throws Exception {
        var status = new ObjectMapper().readTree(harness.send("GET", "/").body());

        assertThat(status.get("name").textValue()).isEqualTo("rivulet");
        assertThat(status.get("capabilities"))
                .extracting(node -> node.textValue())
                .containsExactlyInAnyOrder(
                        "bom",
                        "comments",
                        "event-type-listeners",
                        "headers",
                        "last-event-id",
                        "post",
                        "read-timeout",
                        "report",
                        "restart",
                        "server-directed-shutdown-request");
    }

    @Test
    void the_location_of_a_stream_is_a_path() throws Exception {
        try (var server = ScriptedServer.start()) {
            server.otherwise(Response.stream().hang());
            assertThat(harness.open(server.uri("/")).path()).isEqualTo("/streams/1");
            assertThat(harness.open(server.uri("/")).path()).isEqualTo("/streams/2");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "{",
                "{}",
                "{'streamUrl':'http://localhost/'}",
                "{'callbackUrl':'http://localhost/'}",
                "{'streamUrl':'ftp://localhost/','callbackUrl':'http://localhost/'}",
                "{'streamUrl':'http://localhost/','callbackUrl':'http://localhost/','method':'A B'}",
                "{'streamUrl':'http://localhost/','callbackUrl':'http://localhost/','initialDelayMs':-1}",
                "{'streamUrl':'http://localhost/','callbackUrl':'http://localhost/','readTimeoutMs':'soon'}",
                "{'streamUrl':'http://localhost/','callbackUrl':'http://localhost/','headers':{'a':'b\\nc'}}",
                "{'streamUrl':'http://localhost/','callbackUrl':'http://localhost/','headers':{'a':null}}"
            })
    void parameters_that_make_no_request_are_refused_with_a_reason(String parameters) throws Exception {
        var response = harness.send("POST", "/", parameters.replace('\'', '"'));

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).isNotBlank();
    }

    @Test
    void parameters_that_are_null_or_unknown_count_as_absent() throws Exception {
        try (var server = ScriptedServer.start()) {
            server.respond(Response.stream().chunk("data: a\n\n").hang());
            Map<String, Object> parameters = new HashMap<>(Map.of("tag", "a test", "more", List.of(1)));
            for (String name : List.of("initialDelayMs", "readTimeoutMs", "lastEventId", "headers", "method", "body")) {
                parameters.put(name, null);
            }

            harness.open(server.uri("/"), parameters).expectEvent("a");

            assertThat(server.awaitRequest(1).method()).isEqualTo("GET");
        }
    }

    @Test
    void an_unknown_command_is_refused_and_an_unknown_stream_not_found() throws Exception {
        try (var server = ScriptedServer.start()) {
            server.otherwise(Response.stream().hang());
            String stream = harness.open(server.uri("/")).path();

            assertThat(harness.post(stream, Map.of("command", "dance")).statusCode())
                    .isEqualTo(400);
            assertThat(harness.post(stream, Map.of()).statusCode()).isEqualTo(400);
            assertThat(harness.post("/streams/9", Map.of("command", "restart")).statusCode())
                    .isEqualTo(404);
            assertThat(harness.send("PUT", stream).statusCode()).isEqualTo(405);
            assertThat(harness.send("PUT", "/").statusCode()).isEqualTo(405);
        }
    }

    @Test
    void deleting_a_stream_ends_its_connection_and_forgets_it() throws Exception {
        try (var server = ScriptedServer.start()) {
            server.otherwise(Response.stream().chunk("data: a\n\n").hang());
            HarnessStream stream = harness.open(server.uri("/"));
            stream.expectEvent("a");

            stream.close();

            server.awaitNoConnections();
            assertThat(harness.send("DELETE", stream.path()).statusCode()).isEqualTo(404);
            assertThat(stream.callbacks()).isEqualTo(1);
        }
    }

    @Test
    void callbacks_are_numbered_from_one_in_order() throws Exception {
        try (var server = ScriptedServer.start()) {
            server.respond(Response.stream().repeat(100, ": c\ndata: a\n\n").hang());
            HarnessStream stream = harness.open(server.uri("/"));

            for (int i = 0; i < 100; i++) {
                stream.expectComment("c");
                stream.expectEvent("a");
            }

            assertThat(stream.callbacks()).isEqualTo(200);
        }
    }

    @Test
    void a_callback_waits_for_the_answer_to_the_one_before() throws Exception {
        Gate held = new Gate();
        try (var server = ScriptedServer.start()) {
            server.respond(Response.stream()
                            .await(held)
                            .chunk("data: a\n\ndata: b\n\n")
                            .hang())
                    .otherwise(Response.stream().chunk("data: c\n\n").hang());
            HarnessStream slow = harness.open(server.uri("/slow"));
            slow.hold();
            held.open();
            slow.expectEvent("a");

            harness.open(server.uri("/quick")).expectEvent("c");
            assertThat(slow.callbacks()).isEqualTo(1);

            slow.release();
            slow.expectEvent("b");
        }
    }

    @Test
    void a_stream_outlives_a_harness_that_does_not_listen() throws Exception {
        try (var server = ScriptedServer.start();
                var deaf = ScriptedServer.start()) {
            deaf.refuseConnections();
            server.respond(
                    Response.stream().chunk("id: 1\ndata: a\n\n"),
                    Response.stream().hang());
            harness.post("/", Map.of("streamUrl", server.uri("/"), "callbackUrl", deaf.uri("/")));

            assertThat(server.awaitRequest(2).lastEventId()).isEqualTo("1");
        }
    }

    @Test
    void deleting_the_service_ends_its_process() throws Exception {
        Process process = start("--port", "0", "--transport", "jdkhttp");
        try (var out = process.inputReader(StandardCharsets.UTF_8)) {
            String listening = out.readLine();
            assertThat(listening).matches("listening at http://localhost:\\d+, transport jdkhttp");
            var delete = HttpRequest.newBuilder(URI.create(listening.split("[ ,]")[2]))
                    .DELETE()
                    .build();

            assertThat(HttpClient.newHttpClient()
                            .send(delete, BodyHandlers.discarding())
                            .statusCode())
                    .isEqualTo(204);

            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isZero();
        } finally {
            process.destroy();
        }
    }

    @Test
    void a_transport_that_is_not_there_is_a_failure() throws Exception {
        Process process = start("--port", "0", "--transport", "pigeon");
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isNotZero();
        assertThat(new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8))
                .contains("pigeon");
    }

    private static Process start(String... arguments) throws Exception {
        List<String> command = Forked.java("-cp", Forked.classPath(), ContractMain.class.getName());
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).start();
    }
}
