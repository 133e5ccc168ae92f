package dev.rivulet.sse.jdkhttp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.sse.Failure;
import dev.rivulet.sse.SseException;
import dev.rivulet.sse.http.Headers;
import dev.rivulet.sse.http.Phase;
import dev.rivulet.sse.spi.TransportConfig;
import dev.rivulet.sse.testkit.RecordedRequest;
import dev.rivulet.sse.testkit.Response;
import dev.rivulet.sse.testkit.ScriptedServer;
import dev.rivulet.sse.tests.support.Recording;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.PasswordAuthentication;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(600)
class ProxyTest {
    private static final URI ORIGIN = URI.create("http://origin.invalid/events");
    private static final URI SECURE_ORIGIN = URI.create("https://origin.invalid/events");
    private static final PasswordAuthentication CREDENTIALS = new PasswordAuthentication("user", "pa:ss".toCharArray());

    @Test
    void plain_text_goes_through_the_proxy_with_credentials_and_the_users_own_authorization() {
        try (var setup = proxied(Response.stream().chunk("a"))) {
            Recording recording =
                    setup.open(Setup.request("GET", ORIGIN, Headers.none().add("Authorization", "Bearer mine"), null));
            recording.readAll().awaitEnd();
            RecordedRequest request = setup.server.awaitRequest(1);
            assertThat(request.target()).isEqualTo("http://origin.invalid/events");
            assertThat(request.headers().all("Proxy-Authorization")).containsExactly("Basic dXNlcjpwYTpzcw==");
            assertThat(request.headers().first("Authorization")).isEqualTo("Bearer mine");
        }
    }

    @Test
    void the_credentials_never_reach_an_origin() {
        try (var setup = Setup.with(TransportConfig.defaults().proxyCredentials(CREDENTIALS), Response.status(204))) {
            setup.get().awaitEnd();
            assertThat(setup.server.awaitRequest(1).headers().first("Proxy-Authorization"))
                    .isNull();
        }
    }

    @Test
    void a_401_of_the_origin_is_passed_up_though_there_are_credentials_for_the_proxy() {
        try (var setup =
                proxied(Response.status(401).header("WWW-Authenticate", "Basic realm=\"a\""), Response.status(401))) {
            for (int i = 0; i < 2; i++) {
                assertThat(setup.get(ORIGIN).awaitEnd().awaitHead().status()).isEqualTo(401);
            }
        }
    }

    @Test
    void a_407_is_passed_up() {
        try (var setup = proxied(Response.status(407)
                .header("Proxy-Authenticate", "Basic realm=\"a\"")
                .chunk("who are you?"))) {
            Recording recording = setup.get(ORIGIN);
            recording.readAll().awaitEnd();
            assertThat(recording.awaitHead().status()).isEqualTo(407);
            assertThat(recording.body()).isEqualTo("who are you?");
            assertThat(setup.server.requests()).hasSize(1);
        }
    }

    @Test
    void a_407_to_the_tunnel_is_passed_up_as_a_head_and_an_end() {
        try (var setup = proxied(Response.status(407).header("Proxy-Authenticate", "Basic realm=\"a\""))) {
            Recording recording = setup.get(SECURE_ORIGIN).awaitEnd();
            assertThat(recording.awaitHead().status()).isEqualTo(407);
            assertThat(recording.awaitHead().headers().first("Proxy-Authenticate"))
                    .startsWith("Basic");
            assertThat(recording.calls()).containsExactly("head", "end");
            RecordedRequest connect = setup.server.awaitRequest(1);
            assertThat(connect.method()).isEqualTo("CONNECT");
            assertThat(connect.target()).isEqualTo("origin.invalid:443");
        }
    }

    @Test
    void a_tunnel_that_is_refused_fails_in_proxy() {
        try (var setup = proxied(Response.status(502))) {
            assertThat(setup.get(SECURE_ORIGIN).awaitFailed(Phase.PROXY)).hasMessageContaining("502");
        }
    }

    @Test
    void a_proxy_that_refuses_the_connection_fails_in_proxy() {
        try (var setup = proxied()) {
            setup.server.refuseConnections();
            setup.get(ORIGIN).awaitFailed(Phase.PROXY);
            setup.get(SECURE_ORIGIN).awaitFailed(Phase.PROXY);
        }
    }

    @Test
    void a_socks_proxy_is_refused_and_the_origin_not_connected_to_directly() {
        var socks = new Proxy(Proxy.Type.SOCKS, InetSocketAddress.createUnresolved("127.0.0.1", 1));
        try (var setup = Setup.with(TransportConfig.defaults().proxySelector(selector(() -> List.of(socks))))) {
            assertThat(setup.get().awaitFailed(Phase.PROXY))
                    .isInstanceOfSatisfying(
                            SseException.class, e -> assertThat(e.failure()).isInstanceOf(Failure.ProxyFailed.class))
                    .hasMessageContaining("SOCKS");
            assertThat(setup.server.requests()).isEmpty();
        }
    }

    @Test
    void a_selector_that_throws_fails_the_exchange_in_proxy() {
        var thrown = new UnsupportedOperationException("no proxy today");
        try (var setup = Setup.with(TransportConfig.defaults().proxySelector(selector(() -> {
            throw thrown;
        })))) {
            assertThat(setup.get().awaitFailed(Phase.PROXY)).isSameAs(thrown);
        }
    }

    private static ProxySelector selector(Supplier<List<Proxy>> proxies) {
        return new ProxySelector() {
            @Override
            public List<Proxy> select(URI uri) {
                return proxies.get();
            }

            @Override
            public void connectFailed(URI uri, SocketAddress address, IOException failure) {}
        };
    }

    @Test
    void cancelling_while_the_tunnel_is_asked_for_closes_the_connection() {
        try (var setup = proxied(Response.noAnswer())) {
            Recording recording = setup.get(SECURE_ORIGIN);
            setup.server.awaitRequests(1);
            recording.cancel();
            setup.server.awaitDisconnect(1);
            assertThat(recording.calls()).isEmpty();
        }
    }

    private static Setup proxied(Response... script) {
        var proxy = ScriptedServer.start().respond(script);
        var address = new InetSocketAddress("127.0.0.1", proxy.port());
        return new Setup(
                proxy,
                JdkHttpTransport.create(TransportConfig.defaults()
                        .proxySelector(ProxySelector.of(address))
                        .proxyCredentials(CREDENTIALS)));
    }
}
