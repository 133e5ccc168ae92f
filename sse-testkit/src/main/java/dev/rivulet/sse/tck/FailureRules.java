package dev.rivulet.sse.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rivulet.sse.http.Headers;
import dev.rivulet.sse.http.Phase;
import dev.rivulet.sse.spi.Feature;
import dev.rivulet.sse.spi.TransportRequest;
import dev.rivulet.sse.testkit.Gate;
import dev.rivulet.sse.testkit.Response;
import dev.rivulet.sse.testkit.SelfSigned;
import java.io.EOFException;
import java.net.SocketException;
import java.net.URI;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rules of {@code Phase}: how far an exchange had come when it failed. */
abstract class FailureRules extends Topic {
    private static final Duration SHORT = Duration.ofMillis(300);

    /** Less than the default of many libraries, and far more than a slow machine needs, unless it stands still. */
    private static final Duration LATE = Duration.ofSeconds(9);

    FailureRules(Subject subject) {
        super(subject);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http", "https"})
    void fail_1_an_unknown_host_fails_in_resolve(String scheme) {
        if (scheme.equals("https")) {
            needs(Feature.TLS);
        }
        stage(Lane.HTTP_1_1)
                .get(URI.create(scheme + "://no-such-host.invalid/"))
                .awaitFailed(Phase.RESOLVE);
    }

    @Test
    void fail_2_a_refused_connection_fails_in_connect() {
        TckFixture stage = stage(Lane.HTTP_1_1);
        stage.server.refuseConnections();
        stage.get().awaitFailed(Phase.CONNECT);
    }

    @Test
    void fail_3_an_unanswered_connection_fails_in_connect_after_the_requests_time() {
        needsSilentConnections();
        TckFixture stage = stage(Lane.HTTP_1_1);
        stage.server.ignoreConnections();
        failsWithin(SHORT, stage, stage.uri());
    }

    @Test
    void fail_3_so_does_an_unanswered_tls_handshake() {
        needs(Feature.TLS);
        Response silent = Response.onAccept().hang();
        TckFixture stage = stage(Lane.HTTP_1_1, silent, silent);
        failsWithin(SHORT, stage, stage.uri("https://localhost"));
        stage.server.awaitDisconnect(1);
    }

    @ParameterizedTest
    @EnumSource
    void fail_3_the_time_does_not_cover_the_response(Lane lane) {
        for (Duration time = SHORT; !responseTakesLongerThan(time, lane); time = time.multipliedBy(2)) {
            assertTrue(time.compareTo(patience()) < 0, "it does not connect");
        }
    }

    /** Returns false where a slow machine did not connect in this time, which shows nothing. */
    private boolean responseTakesLongerThan(Duration connectTimeout, Lane lane) {
        var head = new Gate();
        var body = new Gate();
        TckFixture stage =
                stage(lane, Response.stream().headAfter(head).await(body).chunk("a"));
        Recording recording = stage.open(request(stage.uri(), connectTimeout));
        eventually(() -> head.isReached() || recording.isOver(), () -> recording);
        if (!head.isReached()) {
            recording.awaitFailed(Phase.CONNECT);
            return false;
        }
        pause(connectTimeout.plusMillis(50));
        head.open();
        recording.awaitHead();
        recording.read();
        pause(connectTimeout.plusMillis(50));
        body.open();
        assertEquals("a", recording.readAll().awaitEnd().body());
        return true;
    }

    @ParameterizedTest
    @EnumSource(names = "HTTP_1_1", mode = EnumSource.Mode.EXCLUDE)
    void fail_4_a_certificate_that_is_not_trusted_fails_in_tls(Lane lane) {
        TckFixture stage =
                stage(lane, lane.config().sslContext(SelfSigned.localhost().client()));
        isNotCut(stage.get().awaitFailed(Phase.TLS));
        stage.server.awaitDisconnect(1);
    }

    @ParameterizedTest
    @EnumSource(names = "HTTP_1_1", mode = EnumSource.Mode.EXCLUDE)
    void fail_4_a_certificate_for_another_host_fails_in_tls(Lane lane) {
        SelfSigned other = SelfSigned.forHosts("elsewhere.example");
        TckFixture stage = stage(lane, other);
        isNotCut(stage.get().awaitFailed(Phase.TLS));
        stage.server.awaitDisconnect(1);
    }

    @Test
    void fail_5_an_end_of_file_in_the_handshake_is_reported_as_such() {
        needs(Feature.TLS);
        TckFixture stage = stage(
                Lane.HTTP_1_1, Response.onAccept().cut(), Response.onAccept().cut());
        isCut(stage.get(stage.uri("https://localhost")).awaitFailed(Phase.TLS));
    }

    @Test
    void fail_5_a_reset_in_the_handshake_is_reported_as_such() {
        needs(Feature.TLS);
        TckFixture stage = stage(Lane.HTTP_1_1);
        try (var visitor = new Visitor(patience())) {
            Recording recording = stage.get(visitor.uri("https"));
            visitor.resetAfterFirstByte(() -> {}); // the client's greeting has begun
            isCut(recording.awaitFailed(Phase.TLS));
        }
    }

    @Test
    void fail_6_what_is_not_tls_fails_in_tls() {
        needs(Feature.TLS);
        TckFixture stage = stage(
                Lane.HTTP_1_1,
                Response.onAccept().send("HTTP/1.1 400 Bad Request\r\n\r\n").hang());
        isNotCut(stage.get(stage.uri("https://localhost")).awaitFailed(Phase.TLS));
    }

    @Test
    void fail_7_a_reset_while_the_request_is_sent_fails_in_send() {
        TckFixture stage = stage(Lane.HTTP_1_1);
        try (var visitor = new Visitor(patience())) {
            Recording recording =
                    stage.open(TckFixture.request("POST", visitor.uri("http"), Headers.none(), new byte[64 << 20]));
            visitor.resetAfterFirstByte(recording::assertSilent); // all buffers on the way are full, or nearly
            recording.awaitFailed(Phase.SEND);
        }
    }

    @ParameterizedTest
    @EnumSource
    void fail_9_a_connection_that_ends_before_the_head_fails_in_head(Lane lane) {
        for (Response silent :
                new Response[] {Response.raw("").cut(), Response.raw("").reset()}) {
            TckFixture stage = stage(lane);
            stage.server.otherwise(silent);
            stage.post(new byte[10]).awaitFailed(Phase.HEAD);
        }
    }

    @Test
    void open_2_a_uri_that_cannot_be_asked_fails_in_send_and_nothing_is_thrown() {
        TckFixture stage = stage(Lane.HTTP_1_1);
        for (String uri : new String[] {"ftp://127.0.0.1/", "http:///nowhere"}) {
            stage.get(URI.create(uri)).awaitFailed(Phase.SEND);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"refused", "cut", "garbage", "long"})
    void open_2_no_message_has_the_query_or_a_secret(String fault) {
        Response response = switch (fault) {
            case "cut" -> Response.raw("").cut();
            case "garbage" -> Response.raw("SSE/9 what?\r\n\r\n").cut();
            default -> Response.stream().header("X", "x".repeat(70_000));
        };
        TckFixture stage = stage(Lane.HTTP_1_1);
        stage.server.otherwise(response);
        if (fault.equals("refused")) {
            stage.server.refuseConnections();
        }
        Headers secret = Headers.none().add("Authorization", "Bearer SECRET");
        Recording recording =
                stage.open(TckFixture.request("POST", stage.server.uri("/?token=SECRET"), secret, new byte[0]));
        recording.awaitOver();
        for (Throwable at = recording.cause(); at != null; at = at.getCause()) {
            assertFalse(at.toString().contains("SECRET"), at::toString);
        }
        assertTrue(recording.phase() != null, "it should have failed");
    }

    private static TransportRequest request(URI uri, Duration connectTimeout) {
        return new TransportRequest("GET", uri, Headers.none(), null, connectTimeout, TckFixture.HEAD_BYTES);
    }

    /** What is late is measured once more: a transport with a time of its own is late again, a machine is not. */
    private static void failsWithin(Duration timeout, TckFixture stage, URI uri) {
        Duration first = timeToFail(timeout, stage, uri);
        Duration took = first.compareTo(LATE) < 0 ? first : timeToFail(timeout, stage, uri);
        assertTrue(took.compareTo(LATE) < 0, () -> "it took " + first + ", and then " + took);
    }

    private static Duration timeToFail(Duration timeout, TckFixture stage, URI uri) {
        long began = System.nanoTime();
        stage.open(request(uri, timeout)).awaitFailed(Phase.CONNECT);
        Duration took = Duration.ofNanos(System.nanoTime() - began);
        assertTrue(took.compareTo(timeout) >= 0, () -> "it took " + took);
        return took;
    }

    private static void isCut(Throwable cause) {
        assertTrue(chain(cause).anyMatch(FailureRules::isCutByItself), () -> "no end of file or reset in " + cause);
    }

    private static void isNotCut(Throwable cause) {
        assertFalse(chain(cause).anyMatch(FailureRules::isCutByItself), () -> "no cut, but " + cause);
    }

    private static boolean isCutByItself(Throwable cause) {
        return cause instanceof EOFException || cause instanceof SocketException;
    }

    private static Stream<Throwable> chain(Throwable cause) {
        return Stream.iterate(cause, at -> at != null, Throwable::getCause).limit(20);
    }
}
