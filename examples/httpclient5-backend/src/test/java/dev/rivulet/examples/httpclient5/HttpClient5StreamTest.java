package dev.rivulet.examples.httpclient5;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.rivulet.sse.Failure;
import dev.rivulet.sse.SseClient;
import dev.rivulet.sse.SseEvent;
import dev.rivulet.sse.SseException;
import dev.rivulet.sse.SseRequest;
import dev.rivulet.sse.SseStream;
import dev.rivulet.sse.policy.Limits;
import dev.rivulet.sse.spi.TransportConfig;
import dev.rivulet.sse.testkit.RecordedRequest;
import dev.rivulet.sse.testkit.Response;
import dev.rivulet.sse.testkit.ScriptedServer;
import dev.rivulet.sse.testkit.SelfSigned;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whole streams over the backend, which the client finds by its name. */
class HttpClient5StreamTest {
    private static final SelfSigned CERTIFICATE = SelfSigned.localhost();

    @Test
    void events_arrive_once_and_in_order_across_a_loss() {
        try (var server = ScriptedServer.start()) {
            streamsAcrossALoss(server);
        }
    }

    @Test
    void events_arrive_once_and_in_order_over_tls() {
        try (var server = ScriptedServer.start(CERTIFICATE.server())) {
            streamsAcrossALoss(server);
        }
    }

    private static void streamsAcrossALoss(ScriptedServer server) {
        server.respond(
                Response.stream()
                        .chunk("retry: 10\nid: 1\ndata: a\n\nid: 2\nda")
                        .chunk("ta: b\n\ndata: lost with the conn")
                        .cut(),
                Response.stream().chunk("id: 3\ndata: c\n\n"),
                Response.status(204));

        List<String> data = new ArrayList<>();
        try (SseClient client = client();
                SseStream<SseEvent> events = client.stream(SseRequest.get(server.uri("/events")))) {
            events.forEach(event -> data.add(event.data()));
        }

        assertEquals(List.of("a", "b", "c"), data);
        assertEquals(
                List.of("", "2", "3"),
                server.requests().stream().map(RecordedRequest::lastEventId).toList());
    }

    @Test
    void a_head_without_an_end_is_refused_at_the_limit() {
        try (var server = ScriptedServer.start()) {
            refusesAHeadWithoutAnEnd(server);
        }
    }

    @Test
    void a_head_without_an_end_is_refused_over_tls() {
        try (var server = ScriptedServer.start(CERTIFICATE.server())) {
            refusesAHeadWithoutAnEnd(server);
        }
    }

    private static void refusesAHeadWithoutAnEnd(ScriptedServer server) {
        server.respond(Response.raw("HTTP/1.1 200 OK\r\nX-Long: " + "x".repeat(100_000))
                .hang());
        SseRequest request =
                SseRequest.get(server.uri("/events")).limits(Limits.defaults().headBytes(2_000));

        try (SseClient client = client();
                SseStream<SseEvent> events = client.stream(request)) {
            SseException end = assertThrows(SseException.class, events::next);

            assertEquals(new Failure.LimitExceeded("Limits.headBytes", 2_000), end.failure());
        }
    }

    private static SseClient client() {
        return SseClient.builder()
                .transport("httpclient5")
                .transportConfig(TransportConfig.defaults().sslContext(CERTIFICATE.client()))
                .build();
    }
}
