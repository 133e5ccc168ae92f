package dev.rivulet.sse.netty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.sse.Failure;
import dev.rivulet.sse.SessionState;
import dev.rivulet.sse.SseClient;
import dev.rivulet.sse.SseRequest;
import dev.rivulet.sse.spi.TransportConfig;
import dev.rivulet.sse.tests.support.Recording;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.net.URI;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A server that wants to know who asks, by a certificate. */
@Timeout(600)
class MutualTlsTest {
    @Test
    void a_context_with_a_key_shows_its_certificate() {
        isLetIn(NettyTransport.builder().config(TransportConfig.defaults().sslContext(Keys.ONE.showing())));
    }

    @Test
    void so_does_a_netty_context_with_a_key() throws Exception {
        isLetIn(NettyTransport.builder()
                .sslContext(SslContextBuilder.forClient()
                        .sslProvider(SslProvider.JDK)
                        .trustManager(Keys.ONE.trustManagers())
                        .keyManager(Keys.ONE.keyManagers())
                        .build()));
    }

    static void isLetIn(NettyTransportBuilder builder) {
        try (var server = TlsServer.thatNeedsACertificate();
                var transport = Setup.built(builder)) {
            assertThat(Setup.get(transport, server.uri("localhost")).readBody()).isEqualTo("data: a\n\n");
            assertThat(server.clients).containsExactly("CN=test");
        }
    }

    @Test
    void without_a_certificate_the_session_fails_for_good_by_tls() throws Exception {
        isTurnedAway(NettyTransport.builder().config(TransportConfig.defaults().sslContext(Keys.ONE.trusting())));
    }

    @Test
    void so_it_is_over_http2() throws Exception {
        var config = TransportConfig.defaults();
        try (var server = Http2Server.thatNeedsACertificate()) {
            try (var transport = Setup.built(NettyTransport.builder().config(config.sslContext(Keys.ONE.showing())))) {
                Recording recording = Setup.get(transport, server.uri("https", "/whole"));
                assertThat(recording.awaitHead().protocol()).isEqualTo("h2");
                assertThat(recording.readBody()).isEqualTo("data: whole\n\n");
            }
            isTurnedAway(
                    NettyTransport.builder().config(config.sslContext(Keys.ONE.trusting())),
                    server.uri("https", "/whole"));
        }
    }

    static void isTurnedAway(NettyTransportBuilder builder) throws Exception {
        try (var server = TlsServer.thatNeedsACertificate()) {
            isTurnedAway(builder, server.uri("localhost"));
            assertThat(server.clients).isEmpty();
        }
    }

    /** With TLS 1.3 the client learns it only after its own handshake. */
    private static void isTurnedAway(NettyTransportBuilder builder, URI uri) throws Exception {
        try (var transport = Setup.built(builder);
                var client = SseClient.builder().transport(transport).build()) {
            var session = client.subscribe(SseRequest.get(uri), event -> {});
            SessionState.Closed closed = session.closed().toCompletableFuture().get(60, TimeUnit.SECONDS);
            assertThat(closed.failure()).isInstanceOf(Failure.TlsFailed.class);
        }
    }
}
