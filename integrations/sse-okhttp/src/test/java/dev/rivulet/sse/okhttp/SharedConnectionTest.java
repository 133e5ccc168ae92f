package dev.rivulet.sse.okhttp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.sse.http.Headers;
import dev.rivulet.sse.http.Phase;
import dev.rivulet.sse.spi.TransportConfig;
import dev.rivulet.sse.spi.TransportRequest;
import dev.rivulet.sse.testkit.Response;
import dev.rivulet.sse.testkit.ScriptedServer;
import dev.rivulet.sse.testkit.SelfSigned;
import dev.rivulet.sse.tests.support.Recording;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(600)
class SharedConnectionTest {
    private static final SelfSigned CERTIFICATE = SelfSigned.localhost();
    private static final TransportConfig CONFIG = TransportConfig.defaults().sslContext(CERTIFICATE.client());

    @Test
    void exchanges_that_begin_at_once_share_a_connection_of_http2() {
        try (var server = ScriptedServer.startHttp2(CERTIFICATE.server());
                var transport = OkHttpTransport.create(CONFIG)) {
            server.maxConcurrentStreams(100)
                    .otherwise(Response.stream().chunk("a").hang());
            var setup = new Setup(server, transport);
            List<Recording> streams = Stream.generate(setup::get).limit(50).toList();
            streams.forEach(stream -> stream.readBytes(1));
            assertThat(server.connections()).isOne();
        }
    }

    @Test
    void without_http2_each_has_its_own() {
        try (var server = ScriptedServer.start(CERTIFICATE.server());
                var transport = OkHttpTransport.create(CONFIG)) {
            server.otherwise(Response.stream().chunk("a").hang());
            var setup = new Setup(server, transport);
            List<Recording> streams = Stream.generate(setup::get).limit(10).toList();
            streams.forEach(stream -> stream.readBytes(1));
            assertThat(server.connections()).isEqualTo(10);
        }
    }

    @Test
    void one_that_cannot_connect_holds_the_others_back_no_longer_than_its_own_time() {
        try (var server = ScriptedServer.start()
                        .respond(Response.onAccept().hang(), Response.onAccept().hang());
                var transport = OkHttpTransport.create(CONFIG)) {
            var setup = new Setup(server, transport);
            URI uri = URI.create("https://localhost:" + server.port() + "/");
            var request = new TransportRequest("GET", uri, Headers.none(), null, Duration.ofMillis(100), 65_536);
            Recording first = setup.open(request);
            Recording second = setup.open(request);
            first.awaitFailed(Phase.CONNECT);
            second.awaitFailed(Phase.CONNECT);
            server.awaitNoConnections();
        }
    }

    @Test
    void one_with_a_shorter_time_waits_no_longer_than_that_for_another() {
        try (var server = ScriptedServer.start()
                        .respond(Response.onAccept().hang(), Response.onAccept().hang());
                var transport = OkHttpTransport.create(CONFIG)) {
            var setup = new Setup(server, transport);
            URI uri = URI.create("https://localhost:" + server.port() + "/");
            Recording patient = setup.get(uri);
            server.awaitConnections(1);
            setup.open(new TransportRequest("GET", uri, Headers.none(), null, Duration.ofMillis(100), 65_536))
                    .awaitFailed(Phase.CONNECT);
            assertThat(patient.isOver()).isFalse();
        }
    }

    @Test
    void one_that_is_cancelled_while_it_connects_lets_the_next_connect() {
        try (var server = ScriptedServer.start()
                        .respond(Response.onAccept().hang(), Response.onAccept().hang());
                var transport = OkHttpTransport.create(CONFIG)) {
            var setup = new Setup(server, transport);
            URI uri = URI.create("https://localhost:" + server.port() + "/");
            Recording first = setup.get(uri);
            server.awaitConnections(1);
            Recording second = setup.get(uri);
            first.cancel();
            server.awaitConnections(2);
            second.cancel();
            server.awaitNoConnections();
        }
    }
}
