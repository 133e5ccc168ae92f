package dev.rivulet.sse.tests.interop.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.sse.testkit.RecordedRequest;
import dev.rivulet.sse.testkit.Response;
import dev.rivulet.sse.testkit.ScriptedServer;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the suite's "HTTP behavior" checks, and what the client makes of the answers that the suite leaves out. */
class HttpContractTest {
    private static final Response HELLO =
            Response.stream().chunk("data: hello\n\n").hang();

    @RegisterExtension
    final Harness harness = new Harness();

    @AutoClose
    private final ScriptedServer server = ScriptedServer.start();

    HttpContractTest() throws Exception {}

    @Test
    void a_request_is_a_get_that_accepts_event_streams_past_caches() throws Exception {
        RecordedRequest request = requestWith(Map.of());

        assertThat(request.method()).isEqualTo("GET");
        assertThat(request.headers().all("Accept")).containsExactly("text/event-stream");
        assertThat(request.headers().all("Cache-Control")).containsExactly("no-cache");
        assertThat(request.headers().all("Last-Event-ID")).isEmpty();
    }

    @Test
    void the_first_request_carries_the_headers_and_the_id_that_are_asked_for() throws Exception {
        RecordedRequest request = requestWith(Map.of(
                "lastEventId", "abc", "headers", Map.of("header-name-1", "value-1", "header-name-2", "value-2")));

        assertThat(request.headers().first("header-name-1")).isEqualTo("value-1");
        assertThat(request.headers().first("header-name-2")).isEqualTo("value-2");
        assertThat(request.lastEventId()).isEqualTo("abc");
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "REPORT"})
    void a_body_goes_with_the_method_and_the_type_that_are_asked_for(String method) throws Exception {
        String type = "application/json; charset=utf-8";
        String body = "{\"hello\": \"wörld\"}";
        RecordedRequest request =
                requestWith(Map.of("method", method, "body", body, "headers", Map.of("content-type", type)));

        assertThat(request.method()).isEqualTo(method);
        assertThat(request.headers().all("Content-Type")).containsExactly(type);
        assertThat(request.text()).isEqualTo(body);
    }

    @Test
    void a_body_without_a_type_is_plain_text() throws Exception {
        RecordedRequest request = requestWith(Map.of("method", "POST", "body", "x"));
        assertThat(request.headers().all("Content-Type")).containsExactly("text/plain");
    }

    @Test
    void a_204_ends_the_stream_without_an_error_or_another_request() throws Exception {
        server.respond(Response.status(204)).otherwise(HELLO);
        HarnessStream done = harness.open(server.uri("/done"));
        server.awaitRequest(1);
        HarnessStream other = harness.open(server.uri("/other"));
        other.expectEvent("hello");

        assertThat(server.requests()).extracting(RecordedRequest::target).containsExactly("/done", "/other");
        assertThat(done.callbacks()).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void a_redirect_is_followed(int status) throws Exception {
        server.respond(
                Response.status(status).header("Location", server.uri("/there").toString()), HELLO);

        harness.open(server.uri("/here")).expectEvent("hello");

        assertThat(server.awaitRequest(2).target()).isEqualTo("/there");
    }

    @ParameterizedTest
    @CsvSource({"301, GET", "302, GET", "303, GET", "307, POST", "308, POST"})
    void a_redirected_post_keeps_its_method_and_body_where_the_status_says_so(int status, String method)
            throws Exception {
        server.respond(Response.status(status).header("Location", "/there"), HELLO);

        harness.open(server.uri("/here"), Map.of("method", "POST", "body", "x")).expectEvent("hello");

        assertThat(server.awaitRequest(2).method()).isEqualTo(method);
        assertThat(server.awaitRequest(2).text()).isEqualTo(method.equals("POST") ? "x" : "");
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 307})
    void a_redirect_without_a_location_is_an_error_and_the_end(int status) throws Exception {
        server.respond(Response.status(status)).otherwise(HELLO);
        HarnessStream stream = harness.open(server.uri("/"));

        assertThat(stream.expectError()).contains("Redirect " + status, "no Location");
        assertNothingFollows(stream);
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 307})
    void a_redirect_to_an_empty_location_is_an_error_and_the_end(int status) throws Exception {
        server.respond(Response.status(status).header("Location", "")).otherwise(HELLO);
        HarnessStream stream = harness.open(server.uri("/"));

        assertThat(stream.expectError()).contains("Redirect " + status, "Location is empty");
        assertNothingFollows(stream);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 404, 410, 501})
    void a_refusal_is_an_error_and_the_end(int status) throws Exception {
        server.respond(Response.status(status)).otherwise(HELLO);
        HarnessStream stream = harness.open(server.uri("/"));

        assertThat(stream.expectError()).contains("" + status);
        assertNothingFollows(stream);
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 425, 429, 500, 502, 503, 504})
    void a_trouble_that_passes_is_an_error_and_tried_again(int status) throws Exception {
        server.respond(Response.status(status)).otherwise(HELLO);
        HarnessStream stream = harness.open(server.uri("/"));

        assertThat(stream.expectError()).contains("" + status);
        stream.expectEvent("hello");
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/json", "text/html; charset=utf-8"})
    void another_type_is_an_error_and_the_end(String type) throws Exception {
        server.respond(Response.status(200).header("Content-Type", type).chunk("data: x\n\n"))
                .otherwise(HELLO);
        HarnessStream stream = harness.open(server.uri("/"));

        assertThat(stream.expectError()).contains(type);
        assertNothingFollows(stream);
    }

    @Test
    void parameters_of_the_type_do_not_matter() throws Exception {
        server.respond(Response.status(200)
                .header("Content-Type", "text/event-stream; charset=iso-8859-1")
                .chunk("data: €\n\n"));
        harness.open(server.uri("/")).expectEvent("€");
    }

    private RecordedRequest requestWith(Map<String, ?> parameters) throws Exception {
        server.respond(HELLO);
        assertThat(harness.open(server.uri("/"), parameters).nextData()).isEqualTo("hello");
        return server.awaitRequest(1);
    }

    /** What would come has come when a stream opened later has been through. */
    private void assertNothingFollows(HarnessStream stream) throws Exception {
        int requests = server.requests().size();
        int callbacks = stream.callbacks();
        harness.open(server.uri("/later")).expectEvent("hello");

        assertThat(server.requests()).hasSize(requests + 1);
        assertThat(stream.callbacks()).isEqualTo(callbacks);
    }
}
