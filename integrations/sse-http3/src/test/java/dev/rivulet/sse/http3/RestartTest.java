package dev.rivulet.sse.http3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rivulet.sse.SseClient;
import dev.rivulet.sse.SseRequest;
import dev.rivulet.sse.policy.ReconnectPolicy;
import dev.rivulet.sse.testkit.RecordedRequest;
import dev.rivulet.sse.testkit.Response;
import dev.rivulet.sse.testkit.ScriptedServer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Servers that end, and come again on their port. */
@Timeout(240)
class RestartTest {
    private final List<String> received = new CopyOnWriteArrayList<>();
    private ScriptedServer server = server(0, 3);

    /** Done while there is a server. */
    private volatile CompletableFuture<Void> listening = CompletableFuture.completedFuture(null);

    @AfterEach
    void close() {
        server.close();
    }

    /** Sends the events after the one that the client had last, up to this one. */
    private static ScriptedServer server(int port, int last) {
        return ScriptedServer.startHttp3(Opened.KEY, port).otherwise(request -> {
            String after = request.lastEventId();
            Response response = Response.stream();
            for (int i = after.isEmpty() ? 1 : Integer.parseInt(after) + 1; i <= last; i++) {
                response = response.chunk("id: " + i + "\ndata: " + i + "\n\n");
            }
            return response.hang();
        });
    }

    private SseClient subscribed(Http3TransportBuilder transport) throws Exception {
        return subscribed(transport, SseRequest.get(server.uri("/")));
    }

    private SseClient subscribed(Http3TransportBuilder transport, SseRequest request) throws Exception {
        var client = SseClient.builder().transport(transport.build()).build();
        var patient = ReconnectPolicy.defaults().initialDelay(Duration.ofMillis(10));
        client.subscribe(request.reconnect(patient), event -> received.add(event.data()));
        await().until(() -> received.size() == 3);
        return client;
    }

    private void restart() {
        int port = server.port();
        listening = new CompletableFuture<>();
        server.close();
        server = server(port, 6);
        listening.complete(null);
    }

    private void assertResumed() {
        await().until(() -> received.size() >= 6);
        assertThat(received).containsExactly("1", "2", "3", "4", "5", "6");
        assertThat(server.requests()).extracting(RecordedRequest::lastEventId).containsExactly("3");
    }

    @Test
    void a_session_resumes_after_the_server_has_closed_its_connections() throws Exception {
        try (var client = subscribed(Opened.transport())) {
            restart();
            assertResumed();
        }
    }

    /** A ticket counts once: an attempt that finds no server would use it up. */
    @Test
    void a_session_resumes_by_early_data_where_that_is_allowed() throws Exception {
        SseRequest waiting = SseRequest.get(server.uri("/"))
                .customizer((request, attempt, id, failure) -> listening.thenApply(there -> request));
        try (var client = subscribed(Opened.transport().earlyData(true), waiting)) {
            restart();
            assertResumed();
            assertThat(server.requests())
                    .extracting(RecordedRequest::isEarlyData)
                    .containsExactly(true);
        }
    }

    /** The new server knows nothing of the connection, and keep-alives find that out. */
    @Test
    void a_session_resumes_after_the_server_was_killed() throws Exception {
        try (var client = subscribed(Opened.transport().maxIdleTimeout(Duration.ofSeconds(3)))) {
            server.dropPackets(true);
            restart();
            assertResumed();
        }
    }
}
