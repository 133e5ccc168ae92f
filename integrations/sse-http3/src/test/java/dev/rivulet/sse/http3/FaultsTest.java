package dev.rivulet.sse.http3;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.sse.Failure;
import dev.rivulet.sse.SseClient;
import dev.rivulet.sse.SseException;
import dev.rivulet.sse.SseRequest;
import dev.rivulet.sse.http.Phase;
import dev.rivulet.sse.policy.ReconnectPolicy;
import dev.rivulet.sse.testkit.Gate;
import dev.rivulet.sse.testkit.Response;
import dev.rivulet.sse.testkit.ScriptedServer;
import dev.rivulet.sse.tests.support.Recording;
import java.io.IOException;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Servers that break HTTP/3's rules. */
@Timeout(240)
class FaultsTest {
    private static final int DATA = 0;
    private static final int HEADERS = 1;
    private static final int SETTINGS = 4;
    private static final int PRIORITY = 2; // HTTP/2's, reserved in HTTP/3
    private static final int RESERVED = 0x21 + 0x1f * 3;
    private static final int NO_ERROR = 0x100;
    private static final int INTERNAL_ERROR = 0x102;
    private static final int FLOW_CONTROL_ERROR = 3; // QUIC's
    private static final int LARGER_THAN_THE_WINDOW = 4 << 20;

    private final ScriptedServer server = ScriptedServer.startHttp3(Opened.KEY);
    private final Http3Transport transport;

    FaultsTest() throws Exception {
        transport = Opened.transport().build();
    }

    @AfterEach
    void close() {
        transport.close();
        server.close();
    }

    @Test
    void a_stream_that_ends_within_a_frame_is_not_taken_for_whole_and_the_connection_stays() {
        server.respond(
                Response.stream().chunk("data: a\n\n").send("\0\40cut off"), // DATA of 32 bytes
                Response.status(200).chunk("b"));
        Recording cut = Opened.get(transport, server.uri("/"));
        assertThat(cut.readBytes(9)).isEqualTo("data: a\n\n");
        assertThat(cut.readAll().awaitFailed(Phase.BODY))
                .isInstanceOf(ProtocolException.class)
                .hasMessageContaining("within a frame");
        assertThat(Opened.get(transport, server.uri("/")).readBody()).isEqualTo("b");
        assertThat(server.connections()).isEqualTo(1);
    }

    @Test
    void a_stream_that_is_reset_fails_and_the_connection_stays() {
        var read = new Gate();
        server.respond(
                Response.stream().chunk("a").await(read).resetStream(INTERNAL_ERROR),
                Response.status(200).chunk("b"));
        Recording reset = Opened.get(transport, server.uri("/"));
        reset.readBytes(1);
        read.open();
        assertThat(reset.readAll().awaitFailed(Phase.BODY))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("H3_INTERNAL_ERROR");
        assertThat(Opened.get(transport, server.uri("/")).readBody()).isEqualTo("b");
        assertThat(server.connections()).isEqualTo(1);
    }

    @Test
    void after_a_goaway_the_stream_continues_and_the_next_request_gets_another_connection() {
        var second = new Gate();
        server.respond(Response.stream().chunk("a").goAwayAfter(0).await(second).chunk("b"));
        server.otherwise(Response.status(200).chunk("c"));
        Recording first = Opened.get(transport, server.uri("/"));
        first.readBytes(1);
        // A request that was sent before the GOAWAY came is not processed.
        Awaitility.await()
                .untilAsserted(
                        () -> assertThat(Opened.get(transport, server.uri("/")).readBody())
                                .isEqualTo("c"));
        assertThat(server.connections()).isEqualTo(2);
        second.open();
        assertThat(first.readBody()).isEqualTo("ab");
    }

    @Test
    void a_request_that_a_goaway_excludes_is_reported_as_not_processed() {
        server.respond(Response.noHead().goAwayBefore(0).hang());
        assertThat(Opened.get(transport, server.uri("/")).awaitFailed(Phase.HEAD))
                .isInstanceOfSatisfying(
                        SseException.class,
                        e -> assertThat(e.failure()).isInstanceOf(Failure.RequestNotProcessed.class));
    }

    /** Else a POST that was processed would be sent again. */
    @Test
    void a_goaway_that_excludes_a_stream_which_was_answered_is_against_the_rules() {
        var read = new Gate();
        server.respond(Response.stream().chunk("a").await(read).goAwayBefore(0).hang());
        Recording answered = Opened.open(transport, new Recording(), "POST", server.uri("/"), new byte[1]);
        answered.readBytes(1);
        read.open();
        assertThat(answered.readAll().awaitFailed(Phase.BODY)).isInstanceOf(ProtocolException.class);
    }

    @Test
    void a_server_that_stops_the_request_is_heard_all_the_same() {
        server.answerBeforeBody()
                .respond(Response.status(413).stopSending(NO_ERROR).chunk("too large"));
        Recording stopped =
                Opened.open(transport, new Recording(), "POST", server.uri("/"), new byte[LARGER_THAN_THE_WINDOW]);
        assertThat(stopped.awaitHead().status()).isEqualTo(413);
        assertThat(stopped.readBody()).isEqualTo("too large");
    }

    @Test
    void a_request_whose_window_is_never_opened_holds_back_no_other_and_can_be_cancelled() {
        server.answerBeforeBody()
                .respond(Response.noAnswer(), Response.status(200).chunk("b"));
        Recording stalled =
                Opened.open(transport, new Recording(), "POST", server.uri("/"), new byte[LARGER_THAN_THE_WINDOW]);
        server.awaitRequest(1);
        assertThat(Opened.get(transport, server.uri("/")).readBody()).isEqualTo("b");
        assertThat(stalled.isOver()).isFalse();
        stalled.cancel();
        server.awaitReset(1);
        assertThat(server.connections()).isEqualTo(1);
    }

    @Test
    void a_connection_that_ends_by_an_error_of_quic_names_it() {
        var read = new Gate();
        server.respond(Response.stream().chunk("a").await(read).closeConnection(FLOW_CONTROL_ERROR));
        Recording broken = Opened.get(transport, server.uri("/"));
        broken.readBytes(1);
        read.open();
        assertThat(broken.readAll().awaitFailed(Phase.BODY))
                .isInstanceOf(IOException.class)
                .isNotInstanceOf(ProtocolException.class)
                .hasMessageContaining("FLOW_CONTROL_ERROR");
    }

    /** As servers on an old quiche do under load, which counts empty STREAM frames twice. */
    @Test
    void a_session_whose_connection_ends_by_a_wrong_count_of_flow_control_resumes() throws Exception {
        server.respond(
                Response.stream().chunk("id: 1\ndata: a\n\n").closeConnection(FLOW_CONTROL_ERROR),
                Response.stream().chunk("id: 2\ndata: b\n\n").hang());
        List<String> received = new CopyOnWriteArrayList<>();
        try (var client = SseClient.builder().transport(transport).build()) {
            client.subscribe(
                    SseRequest.get(server.uri("/"))
                            .reconnect(ReconnectPolicy.defaults().initialDelay(Duration.ofMillis(10))),
                    event -> received.add(event.data()));
            Awaitility.await().until(() -> received.contains("b"));
        }
        // QUIC ends a connection at once, and what was not read yet is lost with it: then the event is sent again
        assertThat(received).endsWith("b").doesNotHaveDuplicates();
        assertThat(server.awaitRequest(2).lastEventId()).isEqualTo(received.size() == 2 ? "1" : "");
    }

    @Test
    void settings_on_a_request_stream_are_against_the_rules() {
        server.respond(
                Response.stream().chunk("a").frame(SETTINGS, 0, new byte[0]).hang());
        assertThat(Opened.get(transport, server.uri("/")).readAll().awaitFailed(Phase.BODY))
                .isInstanceOf(ProtocolException.class);
    }

    @Test
    void a_head_that_cannot_be_decoded_is_against_the_rules() {
        byte[] unknownTableEntry = {0, 0, (byte) 0xff, (byte) 0xff, (byte) 0xff, 0x7f};
        server.respond(Response.noHead().frame(HEADERS, 0, unknownTableEntry).hang());
        assertThat(Opened.get(transport, server.uri("/")).awaitFailed(Phase.HEAD))
                .isInstanceOf(ProtocolException.class);
    }

    @Test
    void a_frame_of_http2_is_against_the_rules() {
        var read = new Gate();
        server.respond(Response.stream()
                .chunk("a")
                .await(read)
                .frame(PRIORITY, 0, new byte[5])
                .hang());
        Recording broken = Opened.get(transport, server.uri("/"));
        broken.readBytes(1);
        read.open();
        assertThat(broken.readAll().awaitFailed(Phase.BODY)).isInstanceOf(ProtocolException.class);
    }

    @Test
    void data_before_the_head_is_against_the_rules() {
        server.respond(Response.noHead().frame(DATA, 0, new byte[3]).hang());
        Recording broken = Opened.get(transport, server.uri("/"));
        assertThat(broken.awaitFailed(Phase.HEAD)).isInstanceOf(ProtocolException.class);
    }

    @Test
    void frames_of_unknown_types_are_skipped() {
        server.respond(Response.stream()
                .chunk("a")
                .frame(RESERVED, 0, "grease".getBytes(StandardCharsets.US_ASCII))
                .chunk("b"));
        assertThat(Opened.get(transport, server.uri("/")).readBody()).isEqualTo("ab");
    }

    @Test
    void plain_text_is_refused_before_anything_is_sent() {
        Recording plain = Opened.get(transport, java.net.URI.create("http://localhost:" + server.port() + "/"));
        assertThat(plain.awaitFailed(Phase.SEND))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("https");
        assertThat(server.connections()).isZero();
    }
}
