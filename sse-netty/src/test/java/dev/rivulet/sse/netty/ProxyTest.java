package dev.rivulet.sse.netty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.sse.Failure;
import dev.rivulet.sse.SseException;
import dev.rivulet.sse.http.Phase;
import dev.rivulet.sse.spi.TransportConfig;
import dev.rivulet.sse.testkit.Response;
import dev.rivulet.sse.testkit.ScriptedServer;
import dev.rivulet.sse.tests.support.Recording;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.PasswordAuthentication;
import java.net.Proxy;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Tunnels. The origins' names are known to the proxies only. */
@Timeout(600)
class ProxyTest {
    private static final PasswordAuthentication BOB = new PasswordAuthentication("bob", "guess".toCharArray());
    private static final Duration SOON = Duration.ofMillis(300);

    @ParameterizedTest
    @CsvSource({"HTTP, false", "HTTP, true", "SOCKS, false", "SOCKS, true"})
    void https_goes_through_a_tunnel(Proxy.Type type, boolean guarded) {
        try (var proxy = guarded ? TunnelProxy.guarded(type) : TunnelProxy.open(type);
                var server = TlsServer.start();
                var transport = Setup.built(through(proxy, guarded ? TunnelProxy.ANN : null))) {
            URI uri = server.uri(Keys.NAME);
            assertThat(Setup.get(transport, uri).readBody()).isEqualTo("data: a\n\n");
            assertThat(proxy.asked).containsExactly(Keys.NAME + ":" + uri.getPort());
            assertThat(server.names).singleElement().asString().contains(Keys.NAME);
        }
    }

    @ParameterizedTest
    @CsvSource({"false", "true"})
    void plain_text_goes_through_socks_in_origin_form(boolean guarded) {
        try (var proxy = guarded ? TunnelProxy.guarded(Proxy.Type.SOCKS) : TunnelProxy.open(Proxy.Type.SOCKS);
                var server = ScriptedServer.start().otherwise(Setup.EVENT);
                var transport = Setup.built(through(proxy, guarded ? TunnelProxy.ANN : null))) {
            var uri = URI.create("http://origin.invalid:" + server.port() + "/events?a=1");
            assertThat(Setup.get(transport, uri).readBytes(Setup.EVENT_BYTES)).isEqualTo("data: a\n\n");
            assertThat(proxy.asked).containsExactly("origin.invalid:" + server.port());
            assertThat(server.awaitRequest(1).target()).isEqualTo("/events?a=1");
            assertThat(server.awaitRequest(1).headers().first("Host")).isEqualTo("origin.invalid:" + server.port());
            assertThat(server.awaitRequest(1).headers().first("Proxy-Authorization"))
                    .isNull();
        }
    }

    @ParameterizedTest
    @EnumSource(value = Proxy.Type.class, names = "DIRECT", mode = EnumSource.Mode.EXCLUDE)
    void http2_streams_share_a_tunnel(Proxy.Type type) {
        try (var proxy = TunnelProxy.open(type);
                var server = ScriptedServer.startHttp2(Keys.ONE.showing()).otherwise(Setup.EVENT);
                var setup = new Setup(server, through(proxy, null))) {
            setup.get(5).forEach(stream -> {
                stream.readBytes(Setup.EVENT_BYTES);
                assertThat(stream.awaitHead().protocol()).isEqualTo("h2");
            });
            assertThat(proxy.asked).hasSize(1);
        }
    }

    @Test
    void an_http_proxy_that_does_not_know_the_login_fails_the_exchange_by407() {
        for (PasswordAuthentication login : new PasswordAuthentication[] {BOB, null}) {
            try (var proxy = TunnelProxy.guarded(Proxy.Type.HTTP);
                    var transport = Setup.built(through(proxy, login))) {
                Throwable cause = Setup.get(transport, URI.create("https://origin.invalid/"))
                        .awaitFailed(Phase.PROXY);
                assertThat(((SseException) cause).failure())
                        .isInstanceOfSatisfying(
                                Failure.ProxyFailed.class,
                                failed -> assertThat(failed.status()).isEqualTo(407));
                assertThat(proxy.asked).isEmpty();
            }
        }
    }

    @Test
    void a_socks_proxy_that_does_not_know_the_login_fails_the_exchange() {
        for (PasswordAuthentication login : new PasswordAuthentication[] {BOB, null}) {
            try (var proxy = TunnelProxy.guarded(Proxy.Type.SOCKS);
                    var transport = Setup.built(through(proxy, login))) {
                assertThat(Setup.get(transport, URI.create("http://origin.invalid/"))
                                .awaitFailed(Phase.PROXY))
                        .hasMessageNotContaining("guess");
                assertThat(proxy.asked).isEmpty();
            }
        }
    }

    @ParameterizedTest
    @EnumSource(value = Proxy.Type.class, names = "DIRECT", mode = EnumSource.Mode.EXCLUDE)
    void a_proxy_that_hangs_fails_within_the_connect_timeout(Proxy.Type type) {
        try (var hanging = ScriptedServer.start().respond(Response.onAccept().hang())) {
            var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), hanging.port());
            var config = TransportConfig.defaults().proxySelector(TunnelProxy.selector(type, address));
            try (var transport = Setup.built(NettyTransport.builder().config(config))) {
                long start = System.nanoTime();
                var recording = new Recording();
                Setup.get(transport, URI.create("https://origin.invalid/"), SOON, recording);
                assertThat(recording.awaitFailed(Phase.PROXY)).isInstanceOf(SocketTimeoutException.class);
                assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(SOON, SOON.plusSeconds(50));
                hanging.awaitDisconnect(1);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(value = Proxy.Type.class, names = "DIRECT", mode = EnumSource.Mode.EXCLUDE)
    void a_proxy_that_is_not_there_fails_in_proxy(Proxy.Type type) {
        try (var gone = ScriptedServer.start().refuseConnections()) {
            var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), gone.port());
            var config = TransportConfig.defaults().proxySelector(TunnelProxy.selector(type, address));
            try (var transport = Setup.built(NettyTransport.builder().config(config))) {
                assertThat(Setup.get(transport, URI.create("https://origin.invalid/"))
                                .awaitFailed(Phase.PROXY))
                        .hasMessageContaining("refused");
            }
        }
    }

    private static NettyTransportBuilder through(TunnelProxy proxy, PasswordAuthentication login) {
        return NettyTransport.builder()
                .config(TransportConfig.defaults()
                        .sslContext(Keys.ONE.trusting())
                        .proxySelector(proxy.selector())
                        .proxyCredentials(login));
    }
}
