package dev.rivulet.sse.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class Http2Test {
    private final Http2Rig rig = new Http2Rig();

    @AfterEach
    void no_thread_is_left() {
        rig.close();
        assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(thread -> thread.getName().startsWith("scripted-server-" + rig.server.port()));
    }

    @Test
    void a_stream_is_played_over_http2() throws Exception {
        rig.server.respond(
                Response.stream().header("X-A", "b").chunk("data: a\n\n").chunk("data: ä\n\n"));
        HttpResponse<String> response = rig.get("/a?b=c");
        assertThat(response.version()).isEqualTo(HttpClient.Version.HTTP_2);
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().map()).containsOnlyKeys(":status", "content-type", "x-a");
        assertThat(response.body()).isEqualTo("data: a\n\ndata: ä\n\n");
        RecordedRequest request = rig.server.awaitRequest(1);
        assertThat(request.protocol()).isEqualTo("h2");
        assertThat(request.target()).isEqualTo("/a?b=c");
        assertThat(request.headers().first("Host")).isEqualTo("localhost:" + rig.server.port());
        assertThat(request).hasToString("GET /a?b=c on connection 1, stream 1");
    }

    @Test
    void a_client_that_cancels_is_seen_with_its_error_code() throws Exception {
        var gate = new Gate();
        rig.server.respond(Response.stream().chunk("a").await(gate).hang());
        try (InputStream body = rig.open("/").body()) {
            assertThat(body.read()).isEqualTo('a');
        }
        assertThat(rig.server.awaitReset(1)).hasValue(8);
        gate.open();
        assertThat(rig.server.openConnections()).isOne();
    }
}
