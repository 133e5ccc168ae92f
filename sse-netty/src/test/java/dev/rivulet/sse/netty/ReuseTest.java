package dev.rivulet.sse.netty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.sse.http.Headers;
import dev.rivulet.sse.http.Phase;
import dev.rivulet.sse.spi.TransportRequest;
import dev.rivulet.sse.testkit.Gate;
import dev.rivulet.sse.testkit.Response;
import dev.rivulet.sse.testkit.ScriptedServer;
import dev.rivulet.sse.tests.support.Recording;
import java.net.URI;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** HTTP/1.1: whose connection is used again. */
@Timeout(600)
class ReuseTest {
    private static final Response WHOLE = Response.stream().chunk("data: a\n\n");

    @Test
    void each_stream_has_a_connection_of_its_own() {
        try (var setup = Setup.plain(NettyTransport.builder())) {
            setup.server.otherwise(Setup.EVENT);
            setup.get(5).forEach(stream -> stream.readBytes(Setup.EVENT_BYTES));
            assertThat(setup.server.openConnections()).isEqualTo(5);
        }
    }

    static Stream<Arguments> endsInOrder() {
        return Stream.of(
                Arguments.of("a last chunk", WHOLE),
                Arguments.of("a length", Response.status(200).chunk("data: a\n\n")),
                Arguments.of("no content", Response.status(204)),
                Arguments.of("trailers", WHOLE.trailer("Checksum", "7")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("endsInOrder")
    void it_is_used_again_after(String what, Response first) {
        for (boolean secure : new boolean[] {false, true}) {
            EventLoops loops = OwnLoops.nio(1);
            try (Setup setup = setup(secure, NettyTransport.builder().eventLoops(loops))) {
                setup.server.respond(first, Setup.EVENT);
                setup.get().readBody();
                Setup.settle(loops);
                setup.get().readBytes(Setup.EVENT_BYTES);
                assertThat(setup.server.awaitRequest(2).connection()).isEqualTo(1);
            }
        }
    }

    static Stream<Arguments> otherEnds() {
        Consumer<Recording> toTheEnd = Recording::readBody;
        Consumer<Recording> toTheFailure = recording -> {
            recording.read();
            recording.awaitFailed(Phase.BODY);
        };
        return Stream.of(
                Arguments.of("an end of which the server says close", WHOLE.header("Connection", "close"), toTheEnd),
                Arguments.of("a body that the end of the connection ends", WHOLE.closeDelimited(), toTheEnd),
                Arguments.of(
                        "HTTP/1.0",
                        Response.raw("HTTP/1.0 200 OK\r\nContent-Length: 1\r\n\r\na")
                                .hang(),
                        toTheEnd),
                Arguments.of(
                        "a response with more bytes than it should have",
                        Response.raw("HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\naHTTP/1.1 200 OK\r\n\r\n")
                                .hang(),
                        toTheEnd),
                Arguments.of(
                        "a broken chunk",
                        Response.stream().send("no number\r\n").hang(),
                        toTheFailure),
                Arguments.of("a cancelled stream", Setup.EVENT, (Consumer<Recording>) recording -> {
                    recording.readBytes(Setup.EVENT_BYTES);
                    recording.cancel();
                }),
                Arguments.of("a whole response that is not read", WHOLE, (Consumer<Recording>) Recording::awaitHead));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("otherEnds")
    void it_is_not_used_again_after(String what, Response first, Consumer<Recording> until) {
        for (boolean secure : new boolean[] {false, true}) {
            try (Setup setup = setup(secure)) {
                setup.server.respond(first, Setup.EVENT);
                until.accept(setup.get());
                assertThat(setup.get().readBytes(Setup.EVENT_BYTES)).isEqualTo("data: a\n\n");
                assertThat(setup.server.awaitRequest(2).connection()).isEqualTo(2);
            }
        }
    }

    @Test
    void a_kept_connection_that_the_server_has_closed_is_not_used() {
        var gate = new Gate();
        Response first = Response.raw("HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\na")
                .await(gate)
                .cut();
        for (boolean secure : new boolean[] {false, true}) {
            try (Setup setup = setup(secure)) {
                setup.server.respond(first, WHOLE);
                assertThat(setup.get().readBody()).isEqualTo("a");
                gate.open();
                setup.server.awaitDisconnect(1);
                Recording second = post(setup); // which would not be sent twice
                assertThat(second.readBody()).isEqualTo("data: a\n\n");
                assertThat(setup.server.awaitRequest(2).connection()).isEqualTo(2);
            }
        }
    }

    @Test
    void what_comes_on_a_kept_connection_unasked_is_no_response() {
        var gate = new Gate();
        Response first = Response.raw("HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\na")
                .await(gate)
                .send("HTTP/1.1 408 Too Late\r\nContent-Length: 0\r\n\r\n")
                .hang();
        try (Setup setup = setup(false)) {
            setup.server.respond(first, WHOLE);
            assertThat(setup.get().readBody()).isEqualTo("a");
            gate.open();
            setup.server.awaitDisconnect(1);
            assertThat(post(setup).readBody()).isEqualTo("data: a\n\n");
            assertThat(setup.server.awaitRequest(2).connection()).isEqualTo(2);
        }
    }

    @Test
    void it_is_not_used_for_another_origin() {
        try (Setup setup = setup(false);
                var other = ScriptedServer.start().respond(WHOLE)) {
            setup.server.respond(WHOLE, WHOLE);
            setup.get().readBody();
            setup.get(other.uri("/events")).readBody();
            setup.get(URI.create("http://localhost:" + setup.server.port() + "/events"))
                    .readBody();
            assertThat(other.connections()).isEqualTo(1);
            assertThat(setup.server.awaitRequest(2).connection()).isEqualTo(2);
        }
    }

    private static Recording post(Setup setup) {
        var recording = new Recording();
        recording.exchange.complete(setup.transport.open(
                new TransportRequest(
                        "POST",
                        setup.server.uri("/ask"),
                        Headers.none(),
                        new byte[] {1},
                        Duration.ofSeconds(60),
                        65_536),
                recording));
        return recording;
    }

    private static Setup setup(boolean secure) {
        return setup(secure, NettyTransport.builder());
    }

    private static Setup setup(boolean secure, NettyTransportBuilder builder) {
        return secure
                ? new Setup(
                        ScriptedServer.start(Setup.CERTIFICATE.server()),
                        builder.config(Setup.trusting(Setup.CERTIFICATE)))
                : Setup.plain(builder);
    }
}
