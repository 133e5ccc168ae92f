package dev.rivulet.sse.tests.interop.servers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.sse.SseClient;
import dev.rivulet.sse.SseEvent;
import dev.rivulet.sse.SseRequest;
import dev.rivulet.sse.policy.Dedup;
import dev.rivulet.sse.policy.ReconnectPolicy;
import dev.rivulet.sse.tests.support.LeftToFull;
import dev.rivulet.sse.tests.support.OneOrEachTransport;
import dev.rivulet.sse.tests.support.TransportNames;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Scanner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Events in pieces, and ids that begin anew with each response, as npm's express-sse has them. */
@Execution(ExecutionMode.CONCURRENT)
@LeftToFull
class ExpressSseTest {
    private static final List<SseEvent> PIECES = List.of(
            SseEvent.of("tick", "{\"price\":1.5,\"of\":\"日本\"}", "a-7"),
            SseEvent.of("message", "\"without type and id\"", "0"));

    @Test
    void the_server_sends_an_event_in_three_chunks() throws Exception {
        try (NodeServer server = start();
                Socket socket = new Socket("127.0.0.1", server.port())) {
            socket.setSoTimeout(120_000);
            socket.getOutputStream()
                    .write("GET /pieces HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII));

            var body = new Scanner(socket.getInputStream(), StandardCharsets.UTF_8).useDelimiter("price");

            assertThat(body.next()).contains("\r\n8\r\nid: a-7\n\r\nc\r\nevent: tick\n\r\n23\r\ndata: {");
        }
    }

    @OneOrEachTransport
    void an_event_in_three_chunks_is_one_event(String transport) throws Exception {
        try (NodeServer server = start();
                SseClient client = TransportNames.client(transport)) {
            assertThat(Seen.all(client, SseRequest.get(server.uri("/pieces"))).events())
                    .isEqualTo(PIECES);
        }
    }

    @OneOrEachTransport
    void an_event_byte_by_byte_is_one_event(String transport) throws Exception {
        try (NodeServer server = start();
                Relay relay = Relay.byteByByte(server.port());
                SseClient client = TransportNames.client(transport)) {
            assertThat(Seen.all(client, SseRequest.get(relay.uri("/pieces"))).events())
                    .isEqualTo(PIECES);
        }
    }

    @OneOrEachTransport
    void new_events_with_the_ids_of_old_ones_are_no_duplicates(String transport) throws Exception {
        try (NodeServer server = start();
                SseClient client = TransportNames.client(transport)) {
            Seen seen = Seen.all(client, restarting(server));

            assertThat(seen.events())
                    .extracting(SseEvent::id)
                    .containsExactly("0", "1", "2", "0", "1", "2", "0", "1", "2", "0", "1", "2", "0", "1", "2");
            assertThat(seen.events())
                    .extracting(SseEvent::data)
                    .startsWith("\"a1\"", "\"b1\"", "\"c1\"", "\"a2\"")
                    .endsWith("\"c4\"", "\"a5\"", "\"b5\"", "\"c5\"");
        }
    }

    /** What the rule for duplicates is there for. */
    @OneOrEachTransport
    void by_their_ids_alone_new_events_would_be_lost(String transport) throws Exception {
        try (NodeServer server = start();
                SseClient client = TransportNames.client(transport)) {
            Seen seen = Seen.all(client, restarting(server).dedup(Dedup.byId()));

            assertThat(seen.events()).extracting(SseEvent::data).containsExactly("\"a1\"", "\"b1\"", "\"c1\"");
        }
    }

    private static SseRequest restarting(NodeServer server) {
        return SseRequest.get(server.uri("/restarting"))
                .reconnect(ReconnectPolicy.defaults().initialDelay(Duration.ofMillis(1)));
    }

    private static NodeServer start() throws Exception {
        return NodeServer.start("express-sse.js", "express-sse");
    }
}
