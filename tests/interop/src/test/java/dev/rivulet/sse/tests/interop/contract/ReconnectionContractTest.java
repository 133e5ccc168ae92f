package dev.rivulet.sse.tests.interop.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.sse.testkit.Gate;
import dev.rivulet.sse.testkit.RecordedRequest;
import dev.rivulet.sse.testkit.Response;
import dev.rivulet.sse.testkit.ScriptedServer;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the suite's "reconnection" checks. */
class ReconnectionContractTest {
    private static final Response OPEN = Response.stream().hang();

    @RegisterExtension
    final Harness harness = new Harness();

    @AutoClose
    private final ScriptedServer server = ScriptedServer.start();

    ReconnectionContractTest() throws Exception {}

    @Test
    void a_restart_drops_the_connection_and_opens_another_without_an_error() throws Exception {
        server.respond(
                Response.stream().chunk("id: 1\ndata: Hello\n\n").hang(),
                Response.stream().chunk("data: Thanks\n\n").hang());
        HarnessStream stream = harness.open(server.uri("/"));
        stream.expectEvent("message", "Hello", "1");

        stream.restart();

        stream.expectEvent("message", "Thanks", "1");
        server.awaitDisconnect(1);
        assertThat(server.awaitRequest(2).lastEventId()).isEqualTo("1");
    }

    @Test
    void a_stream_can_be_restarted_again_and_again() throws Exception {
        server.otherwise(Response.stream().chunk("data: Hello\n\n").hang());
        HarnessStream stream = harness.open(server.uri("/"));

        for (int i = 0; i < 5; i++) {
            stream.expectEvent("Hello");
            stream.restart();
        }

        stream.expectEvent("Hello");
        assertThat(server.requests()).hasSize(6);
    }

    @Test
    void the_id_of_the_last_event_that_had_one_is_sent() throws Exception {
        server.respond(Response.stream().chunk("id: abc\ndata: Hello\n\n").chunk("data: World\n\n"), OPEN);
        HarnessStream stream = harness.open(server.uri("/"));
        stream.expectEvent("message", "Hello", "abc");
        stream.expectEvent("message", "World", "abc");

        assertThat(server.awaitRequest(1).headers().all("Last-Event-ID")).isEmpty();
        assertThat(server.awaitRequest(2).headers().all("Last-Event-ID")).containsExactly("abc");
    }

    @Test
    void an_empty_id_takes_the_header_away() throws Exception {
        server.respond(Response.stream().chunk("id: abc\ndata: Hello\n\n").chunk("id: \ndata: World\n\n"), OPEN);
        HarnessStream stream = harness.open(server.uri("/"), Map.of("initialDelayMs", 0, "lastEventId", "xyz"));
        stream.expectEvent("message", "Hello", "abc");
        stream.expectEvent("message", "World", "");

        assertThat(server.awaitRequest(1).headers().all("Last-Event-ID")).containsExactly("xyz");
        assertThat(server.awaitRequest(2).headers().all("Last-Event-ID")).isEmpty();
    }

    @Test
    void an_id_given_at_the_start_stands_until_the_stream_has_another() throws Exception {
        server.respond(Response.stream().chunk("data: Hello\n\n"), OPEN);
        HarnessStream stream = harness.open(server.uri("/"), Map.of("initialDelayMs", 0, "lastEventId", "xyz"));

        stream.expectEvent("message", "Hello", "xyz");
        assertThat(server.awaitRequest(2).lastEventId()).isEqualTo("xyz");
    }

    @Test
    void a_retry_field_is_obeyed_and_not_reported() throws Exception {
        server.respond(Response.stream().chunk("retry: 10\n\ndata: Hello\n\n"), OPEN);
        HarnessStream stream = harness.open(server.uri("/"));

        stream.expectEvent("Hello");
        server.awaitRequest(2);
        assertThat(stream.expectError()).isEqualTo("The server ended the stream.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "REPORT"})
    void a_body_is_sent_again(String method) throws Exception {
        server.respond(Response.stream(), Response.stream().cut(), OPEN);
        String type = "application/json; charset=utf-8";
        String body = "{\"hello\": \"world\"}";
        harness.open(
                server.uri("/"),
                Map.of("initialDelayMs", 0, "method", method, "body", body, "headers", Map.of("content-type", type)));

        assertThat(server.awaitRequests(3)).allSatisfy(request -> {
            assertThat(request.method()).isEqualTo(method);
            assertThat(request.headers().first("Content-Type")).isEqualTo(type);
            assertThat(request.text()).isEqualTo(body);
        });
    }

    @Test
    void a_silence_longer_than_the_read_time_out_is_an_error_and_opens_the_stream_again() throws Exception {
        server.respond(Response.stream().chunk("data: Hello\n\n").hang(), OPEN);
        HarnessStream stream = harness.open(server.uri("/"), Map.of("initialDelayMs", 0, "readTimeoutMs", 500));

        stream.expectEvent("Hello");
        assertThat(stream.expectError()).contains("No byte for 500 ms");
        server.awaitRequest(2);
        server.awaitDisconnect(1);
    }

    @Test
    void part_of_a_message_is_discarded_with_its_id() throws Exception {
        server.respond(
                Response.stream().chunk("id: abc\ndata: Hello\n\nid: def\ndata: Goodbye"),
                Response.stream().chunk("data: We meet again\n\n").hang());
        HarnessStream stream = harness.open(server.uri("/"));

        stream.expectEvent("message", "Hello", "abc");
        stream.expectError();
        stream.expectEvent("message", "We meet again", "abc");
        assertThat(server.awaitRequest(2).lastEventId()).isEqualTo("abc");
    }

    @Test
    void a_killed_connection_is_reported_once_and_the_next_one_works() throws Exception {
        Gate first = new Gate();
        server.respond(
                Response.stream().chunk("id: abc\ndata: Hello\n\n").await(first).reset(),
                Response.stream().chunk("id: def\ndata: World\n\n").hang());
        HarnessStream stream = harness.open(server.uri("/"));
        stream.expectEvent("message", "Hello", "abc");

        first.open();

        stream.expectError();
        stream.expectEvent("message", "World", "def");
        assertThat(server.requests()).extracting(RecordedRequest::lastEventId).containsExactly("", "abc");
    }

    @Test
    void an_unset_delay_is_short_too() throws Exception {
        server.respond(Response.stream(), Response.stream(), OPEN);
        harness.open(server.uri("/"), Map.of());
        server.awaitRequests(3);
    }
}
