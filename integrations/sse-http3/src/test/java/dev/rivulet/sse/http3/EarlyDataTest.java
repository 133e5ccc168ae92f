package dev.rivulet.sse.http3;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.sse.http.Headers;
import dev.rivulet.sse.http.Phase;
import dev.rivulet.sse.spi.TransportRequest;
import dev.rivulet.sse.testkit.RecordedRequest;
import dev.rivulet.sse.testkit.Response;
import dev.rivulet.sse.testkit.ScriptedServer;
import dev.rivulet.sse.testkit.SelfSigned;
import dev.rivulet.sse.tests.support.Recording;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Requests with the first packets of a connection, to an origin that was connected before. */
@Timeout(240)
class EarlyDataTest {
    private static final int TOO_EARLY = 425;

    private ScriptedServer server = ScriptedServer.startHttp3(Opened.KEY);
    private Http3Transport transport;

    EarlyDataTest() throws Exception {
        transport = Opened.transport().earlyData(true).build();
    }

    @AfterEach
    void close() {
        transport.close();
        server.close();
    }

    private URI uri() {
        return server.uri("/events");
    }

    /** One request, after which the server has given a ticket and closed the connection. */
    private void connectOnce() {
        server.respond(Response.status(200).chunk("first").close());
        assertThat(Opened.get(transport, uri()).readBody()).isEqualTo("first");
        server.awaitDisconnect(1);
    }

    private void restart(SelfSigned key) {
        int port = server.port();
        server.close();
        server = ScriptedServer.startHttp3(key, port);
    }

    private Recording open(String method, byte[] body, Duration connectTimeout) {
        var recording = new Recording();
        var request = new TransportRequest(method, uri(), Headers.none(), body, connectTimeout, 65_536);
        recording.exchange.complete(transport.open(request, recording));
        return recording;
    }

    @Test
    void a_get_on_a_second_connection_arrives_before_the_handshake_is_done() {
        connectOnce();
        server.respond(Response.stream().chunk("second"));
        assertThat(Opened.get(transport, uri()).readBody()).isEqualTo("second");
        assertThat(server.requests()).extracting(RecordedRequest::isEarlyData).containsExactly(false, true);
        assertThat(server.connections()).isEqualTo(2);
    }

    @Test
    void a_connection_with_early_data_is_used_by_those_that_follow() {
        connectOnce();
        server.otherwise(Response.stream().chunk("more"));
        for (int i = 0; i < 5; i++) {
            assertThat(Opened.get(transport, uri()).readBody()).isEqualTo("more");
        }
        assertThat(server.connections()).isEqualTo(2);
    }

    @Test
    void without_the_option_nothing_is_sent_before_the_handshake() throws Exception {
        transport.close();
        transport = Opened.transport().build();
        connectOnce();
        server.respond(Response.stream().chunk("second"));
        assertThat(Opened.get(transport, uri()).readBody()).isEqualTo("second");
        assertThat(server.awaitRequest(2).isEarlyData()).isFalse();
    }

    @Test
    void other_methods_and_bodies_wait_for_the_handshake() {
        connectOnce();
        server.respond(Response.status(200).chunk("posted").close());
        assertThat(Opened.open(transport, new Recording(), "POST", uri(), new byte[] {1})
                        .readBody())
                .isEqualTo("posted");
        server.awaitDisconnect(2);
        server.respond(Response.status(200).chunk("with a body").close());
        assertThat(Opened.open(transport, new Recording(), "GET", uri(), new byte[] {1})
                        .readBody())
                .isEqualTo("with a body");
        assertThat(server.requests()).noneMatch(RecordedRequest::isEarlyData);
    }

    @Test
    void a_request_that_came_too_early_is_sent_once_more_after_the_handshake() {
        connectOnce();
        server.respond(Response.status(TOO_EARLY), Response.stream().chunk("in time"));
        Recording again = Opened.get(transport, uri());
        assertThat(again.readBody()).isEqualTo("in time");
        assertThat(again.awaitHead().status()).isEqualTo(200);
        assertThat(server.requests()).extracting(RecordedRequest::isEarlyData).containsExactly(false, true, false);
        assertThat(server.connections()).isEqualTo(2);
    }

    @Test
    void a_server_that_always_finds_it_too_early_is_not_asked_a_third_time() {
        connectOnce();
        server.otherwise(Response.status(TOO_EARLY).chunk("too early"));
        Recording refused = Opened.get(transport, uri());
        assertThat(refused.awaitHead().status()).isEqualTo(TOO_EARLY);
        assertThat(refused.readBody()).isEqualTo("too early");
        assertThat(server.requests()).hasSize(3);
    }

    @Test
    void too_early_is_an_answer_like_others_to_what_was_sent_after_the_handshake() {
        server.respond(Response.status(TOO_EARLY).chunk("too early"));
        assertThat(Opened.get(transport, uri()).awaitHead().status()).isEqualTo(TOO_EARLY);
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void early_data_that_tls_rejects_is_sent_after_the_handshake_and_arrives_once() {
        connectOnce();
        restart(Opened.KEY);
        server.earlyData(false);
        server.respond(Response.stream().chunk("second"));
        assertThat(Opened.get(transport, uri()).readBody()).isEqualTo("second");
        assertThat(server.requests()).extracting(RecordedRequest::isEarlyData).containsExactly(false);
    }

    @Test
    void early_data_for_a_server_that_does_not_know_the_ticket_arrives_once() throws Exception {
        SelfSigned other = SelfSigned.localhost();
        transport.close();
        transport = Http3Transport.builder()
                .trust(SelfSigned.trustOf(SelfSigned.trusting(Opened.KEY, other)))
                .earlyData(true)
                .build();
        connectOnce();
        restart(other);
        server.respond(Response.stream().chunk("second"));
        assertThat(Opened.get(transport, uri()).readBody()).isEqualTo("second");
        assertThat(server.requests()).extracting(RecordedRequest::isEarlyData).containsExactly(false);
    }

    @Test
    void what_was_sent_early_to_a_server_that_is_not_trusted_any_more_fails_and_then_says_why() {
        connectOnce();
        restart(SelfSigned.localhost());
        assertThat(Opened.get(transport, uri()).awaitFailed(Phase.HEAD)).isInstanceOf(javax.net.ssl.SSLException.class);
        Opened.get(transport, uri()).awaitFailed(Phase.TLS);
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void where_no_connection_is_made_a_request_that_was_sent_fails_within_its_time() {
        connectOnce();
        server.dropPackets(true);
        open("GET", null, Duration.ofSeconds(2)).awaitFailed(Phase.HEAD);
        open("POST", new byte[] {1}, Duration.ofMillis(500)).awaitFailed(Phase.CONNECT);
    }

    @Test
    void a_cancel_before_the_handshake_is_done_ends_the_attempt() throws Exception {
        connectOnce();
        server.dropPackets(true);
        Recording cancelled = Opened.get(transport, uri());
        cancelled.cancel();
        cancelled.assertSilent();
        server.dropPackets(false);
        server.respond(Response.stream().chunk("next"));
        assertThat(Opened.get(transport, uri()).readBody()).isEqualTo("next");
        assertThat(server.requests()).hasSizeBetween(2, 3); // the first may have come late
    }

    @Test
    void many_at_once_are_each_served_once_in_part_after_the_handshake() {
        connectOnce();
        Set<String> expected = new HashSet<>();
        server.otherwise(request -> Response.stream().chunk(request.target()));
        List<Recording> all = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            all.add(Opened.get(transport, server.uri("/" + i)));
            expected.add("/" + i);
        }
        Set<String> received = new HashSet<>();
        all.forEach(each -> received.add(each.readBody()));
        assertThat(received).isEqualTo(expected);
        assertThat(server.requests()).hasSize(61);
    }

    @Test
    void more_than_the_server_has_streams_for_get_another_connection() {
        server.maxConcurrentStreams(2);
        connectOnce();
        server.otherwise(Response.stream().chunk("a").hang());
        List<Recording> streams = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            streams.add(Opened.get(transport, uri()));
        }
        streams.forEach(each -> each.readBytes(1));
        assertThat(server.requests()).hasSize(6);
        streams.forEach(Recording::cancel);
    }

    /** One stream too many in early data, then the end of the connection, once made QUIC's library send for ever. */
    @Test
    void with_one_stream_a_connection_some_that_are_cancelled_stop_no_others() throws Exception {
        transport.close();
        transport = Opened.transport()
                .earlyData(true)
                .keepIdle(Duration.ofMillis(5))
                .build();
        server.maxConcurrentStreams(1);
        server.otherwise(request -> Response.stream().chunk(request.target()));
        for (int round = 0; round < 3; round++) {
            List<Recording> all = new ArrayList<>();
            for (int i = 0; i < 9; i++) {
                all.add(Opened.get(transport, server.uri("/" + i)));
                if (i % 3 == 0) {
                    all.get(i).cancel();
                }
            }
            for (int i = 0; i < 9; i++) {
                if (i % 3 != 0) {
                    assertThat(all.get(i).readBody()).isEqualTo("/" + i);
                }
            }
        }
    }

    @Test
    void closing_the_transport_ends_what_was_sent_early() throws Exception {
        connectOnce();
        server.respond(Response.noAnswer());
        Recording open = Opened.get(transport, uri());
        assertThat(server.awaitRequest(2).isEarlyData()).isTrue();
        transport.close();
        open.assertSilent();
    }
}
