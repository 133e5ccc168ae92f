package dev.rivulet.sse.tests.kits;

import dev.rivulet.sse.Failure;
import dev.rivulet.sse.SseException;
import dev.rivulet.sse.http.Phase;
import dev.rivulet.sse.http.ResponseHead;
import dev.rivulet.sse.spi.Exchange;
import dev.rivulet.sse.spi.Feature;
import dev.rivulet.sse.spi.Receiver;
import dev.rivulet.sse.spi.Transport;
import dev.rivulet.sse.spi.TransportConfig;
import dev.rivulet.sse.spi.TransportRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Breaks the rules of proxies. */
final class BrokenProxying {
    private static final String BASIC = "Basic dXNlcjpwYTpzcw==";

    private BrokenProxying() {}

    static Stream<Broken> all() {
        return Stream.of(
                new Broken(
                        "proxy_1",
                        "asks the origin itself",
                        "failed in RESOLVE",
                        Flaw.ofConfig(BrokenProxying::direct)),
                new Broken(
                        "proxy_1",
                        "leaves the request's own credentials out",
                        "Bearer mine",
                        BrokenRequests.headers(headers -> headers.remove("Authorization"))),
                new Broken(
                        "proxy_2", "asks the origin itself", "expected: <true>", Flaw.ofConfig(BrokenProxying::direct)),
                new Broken("proxy_2", "shows the proxy the request's headers", "Bearer mine", Showing.flaw()),
                new Broken(
                        "proxy_3_the_credentials_go_to_the_proxy_with_plain",
                        "keeps the credentials to itself",
                        "expected: <\\[" + BASIC,
                        Flaw.ofConfig(config -> config.proxyCredentials(null)).declaring(Feature.PROXY_AUTHENTICATION)),
                new Broken(
                        "proxy_3_the_credentials_go_to_the_proxy_with_a_tunnel",
                        "keeps the credentials to itself where there is a tunnel",
                        "the credentials are not in",
                        Flaw.ofConfig(config -> config.proxyCredentials(null)).declaring(Feature.PROXY_AUTHENTICATION)),
                new Broken(
                        "proxy_3_the_credentials_never",
                        "shows the origin the proxy's credentials",
                        BASIC,
                        BrokenRequests.headers(headers -> headers.add("Authorization", BASIC))),
                new Broken(
                        "proxy_4",
                        "takes the proxy for the origin",
                        "expected: <PROXY> but was: <CONNECT>",
                        Flaw.reports(Phase.CONNECT, Phase.PROXY)),
                new Broken(
                        "proxy_4_a_tunnel",
                        "says not with which status a tunnel was refused",
                        "expected: <[0-9]+> but was: <0>",
                        failing(cause -> new SseException(new Failure.ProxyFailed(0, cause, false)))),
                new Broken("proxy_5", "takes a 407 for no answer", "expected: <PROXY> but was: <HEAD>", unanswered()));
    }

    private static TransportConfig direct(TransportConfig config) {
        return config.proxySelector() == null ? config : config.proxySelector(ProxySelector.of(null));
    }

    private static Flaw failing(UnaryOperator<Throwable> reported) {
        return Flaw.ofExchange((request, to, line) -> new Passing(to, line) {
            @Override
            public void failed(Phase phase, Throwable cause) {
                to.failed(phase, reported.apply(cause));
            }
        });
    }

    private static Flaw unanswered() {
        return Flaw.ofExchange((request, to, line) -> new Passing(to, line) {
            @Override
            public void head(ResponseHead head) {
                line.cancel();
                to.failed(Phase.HEAD, new IOException("no answer"));
            }

            @Override
            public void failed(Phase phase, Throwable cause) {
                to.failed(Phase.HEAD, cause);
            }
        });
    }

    /** Asks the proxy for a tunnel by a request of its own, which has the headers of the one for the origin. */
    private static final class Showing extends PassingTransport {
        private final ProxySelector proxies;

        private Showing(Transport inner, ProxySelector proxies) {
            super(inner);
            this.proxies = proxies;
        }

        static Flaw flaw() {
            var proxies = new AtomicReference<ProxySelector>();
            return new Flaw(
                    config -> {
                        proxies.set(config.proxySelector());
                        return config;
                    },
                    inner -> new Showing(inner, proxies.get()));
        }

        @Override
        public Exchange open(TransportRequest request, Receiver to) {
            show(request.uri(), request.headers().lines().toString());
            return inner.open(request, to);
        }

        private void show(URI uri, String headers) {
            var address = (InetSocketAddress) proxies.select(uri).get(0).address();
            String connect = "CONNECT " + uri.getAuthority() + " HTTP/1.1\r\nX: " + headers + "\r\n\r\n";
            try (var socket = new Socket(address.getAddress(), address.getPort())) {
                socket.getOutputStream().write(connect.getBytes(StandardCharsets.US_ASCII));
                socket.getInputStream().read();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
