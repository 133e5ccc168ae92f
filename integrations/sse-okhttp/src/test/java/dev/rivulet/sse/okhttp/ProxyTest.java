package dev.rivulet.sse.okhttp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.sse.http.Phase;
import dev.rivulet.sse.spi.TransportConfig;
import dev.rivulet.sse.testkit.Response;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.PasswordAuthentication;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.List;
import java.util.function.Supplier;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(600)
class ProxyTest {
    @ParameterizedTest
    @ValueSource(classes = {IllegalArgumentException.class, UnsupportedOperationException.class})
    void a_selector_that_throws_fails_in_proxy_and_the_origin_is_not_connected_to(
            Class<? extends RuntimeException> type) throws Exception {
        RuntimeException thrown = type.getConstructor(String.class).newInstance("no proxy today");
        var selector = selector(() -> {
            throw thrown;
        });
        try (var setup = Setup.with(TransportConfig.defaults().proxySelector(selector))) {
            assertThat(setup.get().awaitFailed(Phase.PROXY)).hasStackTraceContaining("no proxy today");
            assertThat(setup.server.connections()).isZero();
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
    void a_socks_proxy_that_refuses_the_connection_fails_in_proxy() {
        var socks = new Proxy(Proxy.Type.SOCKS, new InetSocketAddress(InetAddress.getLoopbackAddress(), 1));
        try (var setup = Setup.with(TransportConfig.defaults().proxySelector(selector(() -> List.of(socks))))) {
            setup.get().awaitFailed(Phase.PROXY);
            assertThat(setup.server.connections()).isZero();
        }
    }

    @Test
    void a_host_that_okhttp_would_not_ask_the_selector_about_is_refused() {
        try (var setup = Setup.plain()) {
            var proxy = new InetSocketAddress(InetAddress.getLoopbackAddress(), setup.server.port());
            var client = new OkHttpClient.Builder()
                    .proxySelector(selector(() -> List.of(new Proxy(Proxy.Type.HTTP, proxy))))
                    .dns(name -> List.of(InetAddress.getLoopbackAddress()));
            var underscored = URI.create("http://my_service:" + setup.server.port() + "/");
            try (var over = OkHttpTransport.of(client.build())) {
                assertThat(new Setup(setup.server, over).get(underscored).awaitFailed(Phase.SEND))
                        .hasMessageContaining("my_service");
                assertThat(setup.server.connections()).isZero();
            }
            try (var over = OkHttpTransport.of(client.proxy(Proxy.NO_PROXY).build())) {
                setup.server.respond(Response.status(204));
                new Setup(setup.server, over).get(underscored).awaitEnd();
                assertThat(setup.server.awaitRequest(1).headers().first("Host")).startsWith("my_service:");
            }
        }
    }

    @Test
    void a_selector_that_throws_for_such_a_host_fails_the_exchange() {
        var thrown = new UnsupportedOperationException("no proxy today");
        var client = new OkHttpClient.Builder()
                .proxySelector(selector(() -> {
                    throw thrown;
                }))
                .build();
        try (var setup = Setup.over(client)) {
            var underscored = URI.create("http://my_service:" + setup.server.port() + "/");
            assertThat(setup.get(underscored).awaitFailed(Phase.RESOLVE)).isSameAs(thrown);
        }
    }

    @Test
    void a_post_through_a_proxy_that_wants_credentials_is_sent_once() {
        try (var setup = Setup.plain(Response.status(204))) {
            var proxy = new InetSocketAddress(InetAddress.getLoopbackAddress(), setup.server.port());
            var config = TransportConfig.defaults()
                    .proxySelector(ProxySelector.of(proxy))
                    .proxyCredentials(new PasswordAuthentication("user", "pa:ss".toCharArray()));
            try (var proxied = OkHttpTransport.create(config)) {
                var request = Setup.request(
                        "POST", URI.create("http://origin.invalid/"), dev.rivulet.sse.http.Headers.none(), new byte[] {1
                        });
                new Setup(setup.server, proxied).open(request).awaitEnd();
            }
            assertThat(setup.server.requests())
                    .singleElement()
                    .satisfies(sent -> assertThat(sent.headers().all("Proxy-Authorization"))
                            .containsExactly("Basic dXNlcjpwYTpzcw=="));
        }
    }
}
