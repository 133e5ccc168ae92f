package dev.rivulet.sse.netty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.sse.http.Phase;
import dev.rivulet.sse.spi.TransportConfig;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.net.URI;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** TLS of the JDK: by the neutral configuration, and by a Netty context of the user's. */
@Timeout(600)
class TlsTest {
    private static final Names RESOLVER = Names.with(Keys.NAME, "127.0.0.1").and("other.example.test", "127.0.0.1");

    static Stream<NettyTransportBuilder> bothWays() throws SSLException {
        SslContext nettys = SslContextBuilder.forClient()
                .sslProvider(SslProvider.JDK)
                .trustManager(Keys.ONE.trustManagers())
                .build();
        TransportConfig neutral = TransportConfig.defaults().sslContext(Keys.ONE.trusting());
        return Stream.of(
                NettyTransport.builder().resolver(RESOLVER).config(neutral),
                NettyTransport.builder().resolver(RESOLVER).sslContext(nettys));
    }

    @ParameterizedTest
    @MethodSource("bothWays")
    void the_server_gets_the_name_that_is_asked_for(NettyTransportBuilder builder) {
        try (var server = TlsServer.start();
                var transport = Setup.built(builder)) {
            assertThat(Setup.get(transport, server.uri(Keys.NAME)).readBody()).isEqualTo("data: a\n\n");
            assertThat(server.names).singleElement().asString().contains(Keys.NAME);
        }
    }

    @ParameterizedTest
    @MethodSource("bothWays")
    void an_address_is_verified_and_is_no_name(NettyTransportBuilder builder) {
        try (var server = TlsServer.start();
                var transport = Setup.built(builder)) {
            assertThat(Setup.get(transport, server.uri("127.0.0.1")).readBody()).isEqualTo("data: a\n\n");
            assertThat(server.names).containsExactly("[]");
        }
    }

    @ParameterizedTest
    @MethodSource("bothWays")
    void a_certificate_for_another_name_fails_in_tls(NettyTransportBuilder builder) {
        try (var server = TlsServer.start();
                var transport = Setup.built(builder)) {
            isRefused(transport, server.uri("other.example.test"));
        }
    }

    @ParameterizedTest
    @MethodSource("bothWays")
    void a_certificate_without_the_address_fails_in_tls(NettyTransportBuilder builder) {
        try (var server = TlsServer.on("127.0.0.2");
                var transport = Setup.built(builder)) {
            isRefused(transport, server.uri("127.0.0.2"));
        }
    }

    static void isRefused(NettyTransport transport, URI uri) {
        assertThat(Setup.get(transport, uri).awaitFailed(Phase.TLS))
                .isInstanceOf(SSLException.class)
                .rootCause()
                .hasMessageMatching("(?i).*(" + uri.getHost() + "|name|hostname).*");
    }
}
