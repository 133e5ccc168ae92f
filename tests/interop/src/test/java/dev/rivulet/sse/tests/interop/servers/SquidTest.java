package dev.rivulet.sse.tests.interop.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.rivulet.sse.Failure;
import dev.rivulet.sse.SessionState;
import dev.rivulet.sse.SseClient;
import dev.rivulet.sse.SseEvent;
import dev.rivulet.sse.SseRequest;
import dev.rivulet.sse.policy.ReconnectPolicy;
import dev.rivulet.sse.spi.Feature;
import dev.rivulet.sse.spi.Features;
import dev.rivulet.sse.spi.TransportConfig;
import dev.rivulet.sse.testkit.Gate;
import dev.rivulet.sse.testkit.Response;
import dev.rivulet.sse.testkit.ScriptedServer;
import dev.rivulet.sse.testkit.SelfSigned;
import dev.rivulet.sse.tests.support.TransportNames;
import java.net.PasswordAuthentication;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Streams through squid, which wants a name and a password: plain text, and tunnels with HTTP/1.1 and HTTP/2 in them. */
@Tag("transports")
class SquidTest {
    /** What lies behind the proxy. */
    enum Origin {
        PLAIN,
        TLS,
        HTTP_2;

        ScriptedServer start() {
            return switch (this) {
                case PLAIN -> ScriptedServer.start();
                case TLS -> ScriptedServer.start(CERTIFICATE.server());
                case HTTP_2 -> ScriptedServer.startHttp2(CERTIFICATE.server());
            };
        }
    }

    private static final SelfSigned CERTIFICATE = SelfSigned.localhost();

    @RegisterExtension
    static final Squid SQUID = new Squid();

    static Stream<Arguments> everyTransportAndOrigin() {
        return TransportNames.all()
                .flatMap(name -> Stream.of(Origin.values()).map(origin -> Arguments.of(name, origin)));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("everyTransportAndOrigin")
    void a_stream_is_followed_and_resumed(String name, Origin origin) throws Exception {
        try (ScriptedServer server = origin.start();
                SseClient client = client(name, origin, Squid.USER)) {
            server.respond(
                    Response.stream().chunk("id: 1\ndata: a\n\n").chunk("id: 2\ndata: b\n\n"),
                    Response.stream().chunk("id: 3\ndata: c\n\n").chunk("event: end\ndata: the last\n\n"));

            Seen seen = Seen.all(client, request(server));

            assertThat(seen.events()).extracting(SseEvent::data).containsExactly("a", "b", "c");
            assertThat(server.awaitRequest(2).lastEventId()).isEqualTo("2");
            assertThat(server.requests())
                    .allSatisfy(request -> assertThat(request.headers().first("Proxy-Authorization"))
                            .isNull());
        }
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("everyTransportAndOrigin")
    void an_event_does_not_wait_for_the_next(String name, Origin origin) throws Exception {
        var seen = new Gate();
        try (ScriptedServer server = origin.start();
                SseClient client = client(name, origin, Squid.USER)) {
            server.respond(Response.stream().chunk("data: a\n\n").await(seen).chunk("data: b\n\n"));
            try (var stream = client.stream(request(server))) {
                assertThat(stream.next().data()).isEqualTo("a");
                seen.open();
                assertThat(stream.next().data()).isEqualTo("b");
            }
        }
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("everyTransportAndOrigin")
    void a_wrong_password_is_a_failure_that_says_so(String name, Origin origin) throws Exception {
        var wrong = new PasswordAuthentication("ann", "guess".toCharArray());
        try (ScriptedServer server = origin.start();
                SseClient client = client(name, origin, wrong)) {
            SessionState.Closed closed = Seen.start(client, request(server)).awaitEnd();

            assertThat(closed.failure())
                    .isInstanceOfSatisfying(
                            Failure.ProxyFailed.class,
                            failure -> assertThat(failure.status()).isEqualTo(407));
            assertThat(server.connections()).isZero();
        }
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("everyTransportAndOrigin")
    void closing_the_session_reaches_the_origin(String name, Origin origin) throws Exception {
        try (ScriptedServer server = origin.start();
                SseClient client = client(name, origin, Squid.USER)) {
            server.respond(Response.stream().chunk("data: a\n\n").hang());
            try (var stream = client.stream(request(server))) {
                assertThat(stream.next().data()).isEqualTo("a");
            }
            server.awaitReset(1);
        }
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("everyTransportAndOrigin")
    void an_origin_that_is_not_there_is_reported_and_tried_again(String name, Origin origin) throws Exception {
        try (ScriptedServer server = origin.start();
                SseClient client = client(name, origin, Squid.USER)) {
            server.refuseConnections();
            ReconnectPolicy twice = ReconnectPolicy.defaults()
                    .maxAttempts(2)
                    .initialDelay(Duration.ofMillis(1))
                    .maxDelay(Duration.ofMillis(1));

            SessionState.Closed closed =
                    Seen.start(client, request(server).reconnect(twice)).awaitEnd();

            Supplier<String> reported = () -> String.valueOf(closed.failure());
            assertThat(closed.failure())
                    .as(reported)
                    .isInstanceOfAny(Failure.ProxyFailed.class, Failure.HttpError.class);
            assertThat(closed.failure().retryable()).as(reported).isTrue();
        }
    }

    private static SseRequest request(ScriptedServer server) {
        return SseRequest.get(server.uri("/events?q=1"))
                .reconnect(ReconnectPolicy.defaults()
                        .initialDelay(Duration.ofMillis(1))
                        .maxDelay(Duration.ofMillis(1))
                        .minServerDelay(Duration.ofMillis(1)));
    }

    private static SseClient client(String name, Origin origin, PasswordAuthentication credentials) throws Exception {
        TransportConfig config =
                TransportConfig.defaults().proxySelector(SQUID.selector()).proxyCredentials(credentials);
        if (origin != Origin.PLAIN) {
            config = config.sslContext(CERTIFICATE.client());
        }
        Features features = TransportNames.features(name, config);
        for (Feature needed : List.of(Feature.TLS, Feature.PROXY, Feature.PROXY_AUTHENTICATION)) {
            assumeTrue(features.has(needed), () -> name + " does not declare Feature." + needed);
        }
        assumeTrue(origin != Origin.HTTP_2 || features.protocols().contains("h2"), name + " does not speak HTTP/2");
        return TransportNames.client(name, config);
    }
}
