package dev.rivulet.sse.okhttp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.sse.SseClient;
import dev.rivulet.sse.SseRequest;
import dev.rivulet.sse.policy.Delivery;
import dev.rivulet.sse.policy.ReconnectPolicy;
import dev.rivulet.sse.testkit.Gate;
import dev.rivulet.sse.testkit.Response;
import dev.rivulet.sse.testkit.ScriptedServer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(600)
class SessionTest {
    @Test
    void a_stream_over_the_applications_client_resumes_after_a_cut_and_is_authorized_each_time() throws Exception {
        var okHttp = new OkHttpClient.Builder()
                .addInterceptor(chain -> chain.proceed(chain.request()
                        .newBuilder()
                        .header("Authorization", "Bearer mine")
                        .build()))
                .build();
        try (var server = ScriptedServer.start();
                var transport = OkHttpTransport.of(okHttp);
                var client = SseClient.builder().transport(transport).build()) {
            server.respond(
                    Response.stream()
                            .chunk("id: 1\ndata: a\n\nid: 2\ndata: b\n\n")
                            .cut(),
                    Response.status(503).header("Retry-After", "0"),
                    Response.stream().chunk("id: 3\ndata: c\n\n"),
                    Response.status(204));
            List<String> seen = new CopyOnWriteArrayList<>();
            var policy = ReconnectPolicy.defaults().initialDelay(Duration.ofMillis(1));
            client.subscribe(SseRequest.get(server.uri("/")).reconnect(policy), event -> seen.add(event.data()));
            client.awaitClosed();
            assertThat(seen).containsExactly("a", "b", "c");
            assertThat(server.requests())
                    .hasSize(4)
                    .allSatisfy(request ->
                            assertThat(request.headers().all("Authorization")).containsExactly("Bearer mine"));
            assertThat(server.requests().stream().map(each -> each.headers().first("Last-Event-ID")))
                    .containsExactly(null, "2", "2", "3");
        }
    }

    @Test
    void an_interrupt_that_a_handler_leaves_does_not_end_the_connection() throws Exception {
        var handled = new CountDownLatch(1);
        var gate = new Gate();
        try (var server = ScriptedServer.start();
                var transport = OkHttpTransport.of(new OkHttpClient());
                var client = SseClient.builder().transport(transport).build()) {
            server.respond(
                    Response.stream().chunk("id: 1\ndata: a\n\n").await(gate).chunk("id: 2\ndata: b\n\n"),
                    Response.status(204));
            List<String> seen = new CopyOnWriteArrayList<>();
            var request = SseRequest.get(server.uri("/"))
                    .reconnect(ReconnectPolicy.defaults().initialDelay(Duration.ofMillis(1)))
                    .delivery(Delivery.inline());
            client.subscribe(request, event -> {
                seen.add(event.data());
                Thread.currentThread().interrupt();
                handled.countDown();
            });
            handled.await();
            gate.open();
            client.awaitClosed();
            assertThat(seen).containsExactly("a", "b");
            assertThat(server.requests()).hasSize(2);
        }
    }
}
