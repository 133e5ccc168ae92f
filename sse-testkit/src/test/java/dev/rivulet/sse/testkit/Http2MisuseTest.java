package dev.rivulet.sse.testkit;

import static dev.rivulet.sse.testkit.Http2Client.hex;
import static dev.rivulet.sse.testkit.http2.Frame.END_HEADERS;
import static dev.rivulet.sse.testkit.http2.Frame.END_STREAM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rivulet.sse.testkit.http2.Frame;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What a client does wrong is seen, and reported. */
@Timeout(600)
class Http2MisuseTest {
    private final ScriptedServer server =
            ScriptedServer.startHttp2(Http2Rig.certificate().server());

    @RegisterExtension
    final LeavesNoThread after = new LeavesNoThread(server);

    record Misuse(int code, Frame... frames) {}

    static Stream<Named<Misuse>> misuses() {
        var get = new Frame(Frame.HEADERS, END_HEADERS | END_STREAM, 1, hex("828784"));
        var open = new Frame(Frame.HEADERS, END_HEADERS, 1, hex("838784"));
        return Stream.of(
                misuse("data on stream 0", 1, new Frame(Frame.DATA, 0, 0, hex("61"))),
                misuse("data on an idle stream", 1, new Frame(Frame.DATA, 0, 1, hex("61"))),
                misuse("data after the end", 1, get, new Frame(Frame.DATA, 0, 1, hex("61"))),
                misuse("a reset of an idle stream", 1, Frame.of(Frame.RST_STREAM, 0, 1, 8)),
                misuse("a reset of three octets", 6, get, new Frame(Frame.RST_STREAM, 0, 1, hex("000000"))),
                misuse("a window for an idle stream", 1, Frame.of(Frame.WINDOW_UPDATE, 0, 1, 8)),
                misuse("a window that does not grow", 1, Frame.of(Frame.WINDOW_UPDATE, 0, 0, 0)),
                misuse("a window that grows too much", 3, Frame.of(Frame.WINDOW_UPDATE, 0, 0, Integer.MAX_VALUE)),
                misuse("an initial window too large", 3, new Frame(Frame.SETTINGS, 0, 0, hex("000480000000"))),
                misuse("a frame size too small", 1, new Frame(Frame.SETTINGS, 0, 0, hex("000500003fff"))),
                misuse("settings of five octets", 6, new Frame(Frame.SETTINGS, 0, 0, new byte[5])),
                misuse("settings on a stream", 1, new Frame(Frame.SETTINGS, 0, 1, new byte[0])),
                misuse("an acknowledgement with settings", 6, new Frame(Frame.SETTINGS, 1, 0, new byte[6])),
                misuse("a ping of seven octets", 6, new Frame(Frame.PING, 0, 0, new byte[7])),
                misuse("a push", 1, new Frame(Frame.PUSH_PROMISE, END_HEADERS, 1, new byte[4])),
                misuse("a continuation of nothing", 1, new Frame(Frame.CONTINUATION, END_HEADERS, 1, hex("82"))),
                misuse("an even stream", 1, new Frame(Frame.HEADERS, END_HEADERS, 2, hex("828784"))),
                misuse(
                        "a header block with another frame within",
                        1,
                        new Frame(Frame.HEADERS, 0, 1, hex("82")),
                        new Frame(Frame.PING, 0, 0, new byte[8])),
                misuse(
                        "a header block of another stream within",
                        1,
                        new Frame(Frame.HEADERS, 0, 1, hex("82")),
                        new Frame(Frame.CONTINUATION, 4, 3, hex("8784"))),
                misuse(
                        "a stream below the newest",
                        1,
                        new Frame(Frame.HEADERS, END_HEADERS | END_STREAM, 3, hex("828784")),
                        get),
                misuse("headers in the midst", 1, open, open),
                misuse("more padding than frame", 1, open, new Frame(Frame.DATA, Frame.PADDED, 1, hex("0200"))),
                misuse("padding without its length", 1, open, new Frame(Frame.DATA, Frame.PADDED, 1, hex(""))),
                misuse("headers that cannot be decoded", 9, new Frame(Frame.HEADERS, END_HEADERS, 1, hex("80"))),
                misuse("a frame too large", 6, new Frame(Frame.DATA, 0, 1, new byte[16_385])));
    }

    @ParameterizedTest
    @MethodSource("misuses")
    void what_breaks_the_protocol_ends_the_connection(Misuse misuse) throws IOException {
        server.otherwise(Response.noAnswer());
        try (var client = Http2Client.greeted(server)) {
            for (Frame frame : misuse.frames()) {
                client.send(frame);
            }
            assertThat(client.goAwayThenEnd()).isEqualTo(misuse.code());
        }
    }

    @Test
    void what_does_not_begin_with_the_preface_and_settings_ends_the_connection() throws IOException {
        try (var client = new Http2Client(server, "h2")) {
            client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            assertThat(client.goAwayThenEnd()).isOne();
        }
        try (var client = new Http2Client(server, "h2")) {
            client.send("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            client.send(new Frame(Frame.PING, 0, 0, new byte[8]));
            assertThat(client.goAwayThenEnd()).isOne();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "no method, 8784",
        "no path, 8287",
        "no scheme, 8284",
        "two methods, 82828784",
        "a status, 82878488",
        "a pseudo-header after another, 828790" + "84",
        "a name in upper case, 828784" + "00" + "0141" + "0162",
        "Connection, 828784" + "00" + "0a636f6e6e656374696f6e" + "05636c6f7365",
        "TE: gzip, 828784" + "00" + "027465" + "04677a6970",
        "a length that is not that of the body, 828784" + "5c" + "0133"
    })
    void a_malformed_request_has_its_stream_reset(String what, String block) throws IOException {
        server.respond(Response.status(204));
        try (var client = Http2Client.greeted(server)) {
            client.send(new Frame(Frame.HEADERS, END_HEADERS | END_STREAM, 1, hex(block)));
            assertThat(client.expect(Frame.RST_STREAM, 0, 1).word()).isOne();
            client.get(3);
            client.headers(3, END_STREAM);
        }
        assertThat(server.requests()).as(what).hasSize(1);
    }

    @Test
    void a_malformed_request_with_a_body_is_refused_once() throws IOException {
        server.respond(Response.status(204));
        try (var client = Http2Client.greeted(server)) {
            client.send(new Frame(Frame.HEADERS, END_HEADERS, 1, hex("8784")));
            client.data(1, END_STREAM, "body");
            assertThat(client.expect(Frame.RST_STREAM, 0, 1).word()).isOne();
            client.expect(Frame.WINDOW_UPDATE, 0, 0);
            client.get(3);
            client.headers(3, END_STREAM);
        }
    }

    @Test
    void a_stream_too_many_is_refused() throws IOException {
        server.maxConcurrentStreams(2).otherwise(Response.noAnswer());
        try (var client = Http2Client.greeted(server)) {
            client.get(1);
            client.get(3);
            client.get(5);
            assertThat(client.expect(Frame.RST_STREAM, 0, 5).word()).isEqualTo(7);
            client.send(Frame.of(Frame.RST_STREAM, 0, 1, 8));
            client.get(7);
            assertThat(server.awaitRequests(3).get(2).stream()).isEqualTo(7);
        }
    }

    @Test
    void what_was_wrong_is_reported_where_something_is_awaited_in_vain() throws IOException {
        try (var client = Http2Client.greeted(server)) {
            client.send(new Frame(Frame.HEADERS, END_HEADERS | END_STREAM, 1, hex("8784")));
            client.expect(Frame.RST_STREAM, 0, 1);
            assertThatThrownBy(() -> server.awaitWithin(Duration.ofMillis(20)).awaitRequest(1))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("stream 1 is malformed: the method, scheme or path is missing");
        }
    }

    private static Named<Misuse> misuse(String name, int code, Frame... frames) {
        return Named.of(name, new Misuse(code, frames));
    }
}
