package dev.rivulet.sse.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.rivulet.sse.Failure;
import dev.rivulet.sse.SseException;
import dev.rivulet.sse.http.Headers;
import dev.rivulet.sse.http.Phase;
import dev.rivulet.sse.spi.Feature;
import dev.rivulet.sse.spi.TransportConfig;
import dev.rivulet.sse.testkit.RecordedRequest;
import dev.rivulet.sse.testkit.Response;
import dev.rivulet.sse.testkit.ScriptedServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.PasswordAuthentication;
import java.net.ProxySelector;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rules of {@code TransportConfig} and {@code Phase}: proxies. */
abstract class ProxyRules extends Topic {
    private static final URI ORIGIN = URI.create("http://origin.invalid/events?a=b");
    private static final URI SECURE_ORIGIN = URI.create("https://origin.invalid/events");
    private static final PasswordAuthentication CREDENTIALS = new PasswordAuthentication("user", "pa:ss".toCharArray());
    private static final String BASIC = "Basic dXNlcjpwYTpzcw==";

    ProxyRules(Subject subject) {
        super(subject);
    }

    @BeforeEach
    void needsProxies() {
        needs(Feature.PROXY);
    }

    @Test
    void proxy_1_plain_text_goes_in_absolute_form_with_its_own_authorization() {
        TckFixture stage = proxied(TransportConfig.defaults(), Response.stream().chunk("a"));
        Headers mine = Headers.none().add("Authorization", "Bearer mine");
        Recording recording = stage.open(TckFixture.request("GET", ORIGIN, mine, null));
        assertEquals("a", recording.readAll().awaitEnd().body());
        RecordedRequest request = stage.server.awaitRequest(1);
        assertEquals(ORIGIN.toString(), request.target());
        assertEquals("origin.invalid", request.headers().first("Host"));
        assertEquals(List.of("Bearer mine"), request.headers().all("Authorization"));
    }

    @ParameterizedTest
    @EnumSource(
            names = {"HTTP_1_1", "HTTP_3"},
            mode = EnumSource.Mode.EXCLUDE)
    void proxy_2_https_goes_through_a_tunnel(Lane lane) {
        try (var proxy = new ConnectProxy(200)) {
            TckFixture stage = stage(
                    lane,
                    lane.config().proxySelector(proxy.selector()),
                    Response.stream().chunk("a"));
            Headers secret = Headers.none().add("Authorization", "Bearer mine").add("X-Key", "secret");
            Recording recording = stage.open(TckFixture.request("GET", stage.uri(), secret, null));
            assertEquals("a", recording.readAll().awaitEnd().body());
            assertEquals("/events", stage.server.awaitRequest(1).target());
            String head = String.join("\n\n", proxy.heads());
            assertTrue(head.startsWith("CONNECT localhost:" + stage.server.port() + " HTTP/1.1"), head);
            assertFalse(head.contains("mine") || head.contains("secret") || head.contains("/events"), head);
        }
    }

    @Test
    void proxy_3_the_credentials_go_to_the_proxy_with_plain_text() {
        needs(Feature.PROXY_AUTHENTICATION);
        TckFixture stage = proxied(
                TransportConfig.defaults().proxyCredentials(CREDENTIALS),
                Response.status(407).header("Proxy-Authenticate", "Basic realm=\"a\""));
        stage.server.otherwise(Response.stream().chunk("a"));
        Recording recording = stage.get(ORIGIN);
        recording.awaitHeadOrOver();
        var last = stage.server.requests().get(stage.server.requests().size() - 1);
        assertEquals(List.of(BASIC), last.headers().all("Proxy-Authorization"));
    }

    @Test
    void proxy_3_the_credentials_go_to_the_proxy_with_a_tunnel() {
        needs(Feature.PROXY_AUTHENTICATION);
        Lane lane = Lane.HTTP_1_1_OVER_TLS;
        try (var proxy = new ConnectProxy(200)) {
            TckFixture stage = stage(
                    lane,
                    lane.config().proxySelector(proxy.selector()).proxyCredentials(CREDENTIALS),
                    Response.stream().chunk("a"));
            assertEquals("a", stage.get().readAll().awaitEnd().body());
            assertTrue(proxy.heads().get(0).contains(BASIC), "the credentials are not in " + proxy.heads());
            assertNull(stage.server.awaitRequest(1).headers().first("Proxy-Authorization"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void proxy_3_the_credentials_never_reach_an_origin(Lane lane) {
        mayRefuseCredentials();
        Response challenge = Response.status(401).header("WWW-Authenticate", "Basic realm=\"a\"");
        TckFixture stage = stage(lane, lane.config().proxyCredentials(CREDENTIALS), challenge, Response.status(204));
        stage.get().awaitEnd();
        stage.get().awaitEnd();
        for (RecordedRequest request : stage.server.awaitRequests(2)) {
            request.headers()
                    .lines()
                    .forEach(line -> assertFalse(line.getValue().contains(BASIC), line::toString));
        }
    }

    @Test
    void proxy_4_a_proxy_that_refuses_the_connection_fails_in_proxy() {
        TckFixture stage = proxied(TransportConfig.defaults());
        stage.server.refuseConnections();
        stage.get(ORIGIN).awaitFailed(Phase.PROXY);
        if (stage.features.has(Feature.TLS)) {
            stage.get(SECURE_ORIGIN).awaitFailed(Phase.PROXY);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {403, 502, 503})
    void proxy_4_a_tunnel_that_is_refused_fails_in_proxy_with_its_status(int status) {
        needs(Feature.TLS);
        try (var proxy = new ConnectProxy(status)) {
            TckFixture stage = stage(Lane.HTTP_1_1, TransportConfig.defaults().proxySelector(proxy.selector()));
            var reported = assertInstanceOf(
                    SseException.class, stage.get(SECURE_ORIGIN).awaitFailed(Phase.PROXY));
            var failure = assertInstanceOf(Failure.ProxyFailed.class, reported.failure());
            assertEquals(status, failure.status());
        }
    }

    @Test
    void proxy_5_a_407_to_plain_text_is_reported() {
        TckFixture stage = proxied(
                TransportConfig.defaults(), Response.status(407).header("Proxy-Authenticate", "Basic realm=\"a\""));
        isTold407(stage.get(ORIGIN).readAll());
        assertEquals(1, stage.server.requests().size());
    }

    @Test
    void proxy_5_a_407_to_a_tunnel_is_reported() {
        needs(Feature.TLS);
        try (var proxy = new ConnectProxy(407)) {
            TckFixture stage = stage(Lane.HTTP_1_1, TransportConfig.defaults().proxySelector(proxy.selector()));
            isTold407(stage.get(SECURE_ORIGIN).readAll());
        }
    }

    @Test
    void cancel_2_while_the_tunnel_is_asked_for() {
        needs(Feature.TLS);
        needs(Feature.CLOSES_AT_ONCE);
        TckFixture stage = proxied(TransportConfig.defaults(), Response.noAnswer());
        Recording recording = stage.get(SECURE_ORIGIN);
        stage.server.awaitRequests(1);
        recording.cancel();
        stage.server.awaitWithin(patience().dividedBy(6)).awaitDisconnect(1);
        assertEquals(List.of(), recording.calls());
    }

    /** As config-1 says, where it does not declare that it can use them. */
    private void mayRefuseCredentials() {
        if (!features().has(Feature.PROXY_AUTHENTICATION)) {
            assumeTrue(
                    isMade(TransportConfig.defaults().proxyCredentials(CREDENTIALS)),
                    "The transport refuses proxyCredentials, so that it has none to send.");
        }
    }

    private static void isTold407(Recording recording) {
        recording.awaitOver();
        if (recording.phase() == null) {
            assertEquals(407, recording.awaitHead().status());
        } else {
            var reported = assertInstanceOf(SseException.class, recording.awaitFailed(Phase.PROXY));
            assertEquals(
                    407,
                    assertInstanceOf(Failure.ProxyFailed.class, reported.failure())
                            .status());
        }
    }

    /** The server plays the proxy. */
    private TckFixture proxied(TransportConfig config, Response... script) {
        ScriptedServer server = ScriptedServer.start().respond(script);
        var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port());
        return stage(server, config.proxySelector(ProxySelector.of(address)));
    }
}
