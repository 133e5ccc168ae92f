package dev.rivulet.sse.jdkhttp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.sse.SessionState;
import dev.rivulet.sse.SseClient;
import dev.rivulet.sse.SseRequest;
import dev.rivulet.sse.policy.ReconnectPolicy;
import dev.rivulet.sse.testkit.ScriptedServer;
import dev.rivulet.sse.tests.support.Upgrades;
import java.net.http.HttpClient;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What went wrong in other clients on the wire itself, where the JDK's client is the user's. */
@Timeout(600)
class WireCasesTest {
    @Test
    void a_client_that_prefers_http_2_makes_no_offer_of_an_upgrade_to_a_server_that_cannot_stand_it() throws Exception {
        HttpClient users =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build();
        List<String> data = new ArrayList<>();
        try (var server = ScriptedServer.start().otherwise(Upgrades::failing);
                var client = SseClient.builder()
                        .transport(JdkHttpTransport.over(users))
                        .build()) {
            var request = SseRequest.post(server.uri("/ask"), "{\"q\":1}").reconnect(ReconnectPolicy.never());
            SessionState.Closed closed = client.subscribe(request, event -> data.add(event.data()))
                    .closed()
                    .toCompletableFuture()
                    .get(60, TimeUnit.SECONDS);
            assertThat(closed.reason()).isEqualTo(SessionState.Closed.Reason.SERVER_ENDED);
            assertThat(data).containsExactly("{\"q\":1}");
        }
    }
}
