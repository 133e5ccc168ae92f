package dev.rivulet.sse.okhttp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.sse.http.Phase;
import dev.rivulet.sse.testkit.Response;
import dev.rivulet.sse.testkit.ScriptedServer;
import dev.rivulet.sse.testkit.SelfSigned;
import dev.rivulet.sse.tests.support.Recording;
import java.io.IOException;
import java.net.URI;
import java.util.concurrent.TimeUnit;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(600)
class PingTest {
    @Test
    void a_connection_that_answers_no_ping_fails_its_streams_and_the_next_gets_another() throws IOException {
        SelfSigned certificate = SelfSigned.localhost();
        var client = new OkHttpClient.Builder()
                .sslSocketFactory(certificate.client().getSocketFactory(), new ContextTrust())
                .pingInterval(2, TimeUnit.SECONDS)
                .build();
        try (var server = ScriptedServer.startHttp2(certificate.server());
                var relay = new Relay(server.port());
                var transport = OkHttpTransport.of(client)) {
            server.otherwise(Response.stream().chunk("a").hang());
            var setup = new Setup(server, transport);
            URI uri = URI.create("https://localhost:" + relay.port() + "/");
            Recording lost = setup.get(uri);
            lost.readBytes(1);
            lost.read();
            relay.loseAll();
            assertThat(lost.awaitFailed(Phase.BODY)).isInstanceOf(IOException.class);
            assertThat(setup.get(uri).readBytes(1)).isEqualTo("a");
            assertThat(relay.connections()).isEqualTo(2);
        }
    }
}
