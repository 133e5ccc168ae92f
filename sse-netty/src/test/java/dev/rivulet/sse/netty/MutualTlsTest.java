package dev.rivulet.sse.netty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.sse.Failure;
import dev.rivulet.sse.SessionState;
import dev.rivulet.sse.SseClient;
import dev.rivulet.sse.SseRequest;
import dev.rivulet.sse.spi.TransportConfig;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A server that wants to know who asks, by a certificate. */
@Timeout(20)
class MutualTlsTest {
    @Test
    void aContextWithAKeyShowsItsCertificate() {
        isLetIn(NettyTransport.builder().config(TransportConfig.defaults().withSslContext(Keys.ONE.showing())));
    }

    @Test
    void soDoesANettyContextWithAKey() throws Exception {
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
            assertThat(Setup.get(transport, server.uri("localhost")).readAll()).isEqualTo("data: a\n\n");
            assertThat(server.clients).containsExactly("CN=test");
        }
    }

    @Test
    void withoutACertificateTheSessionFailsForGoodByTls() throws Exception {
        isTurnedAway(NettyTransport.builder().config(TransportConfig.defaults().withSslContext(Keys.ONE.trusting())));
    }

    /** With TLS 1.3 the client learns it only behind its own handshake. */
    static void isTurnedAway(NettyTransportBuilder builder) throws Exception {
        try (var server = TlsServer.thatNeedsACertificate();
                var transport = Setup.built(builder);
                var client = SseClient.builder().transport(transport).build()) {
            var session = client.subscribe(SseRequest.get(server.uri("localhost")), event -> {});
            SessionState.Closed closed = session.closed().toCompletableFuture().get(10, TimeUnit.SECONDS);
            assertThat(closed.failure()).isInstanceOf(Failure.TlsFailed.class);
            assertThat(server.clients).isEmpty();
        }
    }
}
