package dev.rivulet.sse.testkit;

import static dev.rivulet.sse.testkit.Http2Client.hex;
import static dev.rivulet.sse.testkit.http2.Frame.END_HEADERS;
import static dev.rivulet.sse.testkit.http2.Frame.END_STREAM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.rivulet.sse.testkit.http2.Frame;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The server's frames, one by one. */
@Timeout(600)
class Http2FramesTest {
    private final ScriptedServer server =
            ScriptedServer.startHttp2(Http2Rig.certificate().server());

    @RegisterExtension
    final LeavesNoThread after = new LeavesNoThread(server);

    @Test
    void the_settings_say_how_many_streams_there_may_be() throws IOException {
        server.maxConcurrentStreams(7);
        try (var client = new Http2Client(server, "h2")) {
            assertThat(client.expect(Frame.SETTINGS, 0, 0).payload()).isEqualTo(hex("000300000007"));
        }
    }

    @Test
    void http2_is_chosen_where_it_is_offered() throws IOException {
        try (var both = new Http2Client(server, "http/1.1", "h2");
                var old = new Http2Client(server, "http/1.1");
                var other = new Http2Client(server, "spdy/3");
                var none = new Http2Client(server)) {
            assertThat(both.protocol()).isEqualTo("h2");
            assertThat(old.protocol()).isEqualTo("http/1.1");
            assertThat(other.protocol()).isEmpty();
            assertThat(none.protocol()).isEmpty();
            server.respond(Response.status(204).close());
            none.send("GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            assertThat(server.awaitRequest(1).protocol()).isEqualTo("http/1.1");
        }
    }

    @Test
    void a_response_is_headers_data_and_an_end() throws IOException {
        server.respond(Response.stream()
                .header("X-A", "B")
                .header("Connection", "keep-alive")
                .header("Keep-Alive", "1")
                .header("Transfer-Encoding", "chunked")
                .chunk("a")
                .chunk("")
                .chunk("bc"));
        try (var client = Http2Client.greeted(server)) {
            client.get(1);
            assertThat(client.headers(1, 0))
                    .containsExactly(
                            entry(":status", "200"), entry("content-type", "text/event-stream"), entry("x-a", "B"));
            assertThat(client.text(1, 0)).isEqualTo("a");
            assertThat(client.text(1, 0)).isEmpty();
            assertThat(client.text(1, 0)).isEqualTo("bc");
            assertThat(client.text(1, END_STREAM)).isEmpty();
        }
    }

    @Test
    void a_head_that_stands_alone_ends_the_stream() throws IOException {
        server.respond(
                Response.status(204), Response.status(200), Response.status(204).chunk(""));
        try (var client = Http2Client.greeted(server)) {
            client.get(1);
            assertThat(client.headers(1, END_STREAM)).containsExactly(entry(":status", "204"));
            client.get(3);
            assertThat(client.headers(3, END_STREAM))
                    .containsExactly(entry(":status", "200"), entry("content-length", "0"));
            client.get(5);
            client.headers(5, 0);
            client.text(5, 0);
            assertThat(client.text(5, END_STREAM)).isEmpty();
        }
    }

    @Test
    void interim_responses_come_first_and_trailers_last() throws IOException {
        server.respond(Response.stream()
                .interim(100)
                .interim(103, "Link: </a>")
                .chunk("a")
                .trailer("X-Sum", "1"));
        try (var client = Http2Client.greeted(server)) {
            client.get(1);
            assertThat(client.headers(1, 0)).containsExactly(entry(":status", "100"));
            assertThat(client.headers(1, 0)).containsExactly(entry(":status", "103"), entry("link", "</a>"));
            assertThat(client.headers(1, 0)).containsEntry(":status", "200");
            assertThat(client.text(1, 0)).isEqualTo("a");
            assertThat(client.headers(1, END_STREAM)).containsExactly(entry("x-sum", "1"));
        }
    }

    @Test
    void a_ping_is_answered() throws IOException {
        try (var client = Http2Client.greeted(server)) {
            client.send(new Frame(Frame.PING, 0, 0, hex("0102030405060708")));
            assertThat(client.expect(Frame.PING, Frame.ACK, 0).payload()).isEqualTo(hex("0102030405060708"));
        }
    }

    @Test
    void what_is_padded_split_or_unknown_is_understood() throws IOException {
        server.respond(Response.status(204));
        try (var client = Http2Client.greeted(server)) {
            client.send(new Frame(Frame.PRIORITY, 0, 3, hex("0000000010")));
            client.send(new Frame(0xBE, 0xFF, 0, hex("00")));
            client.send(Frame.of(Frame.GOAWAY, 0, 0, 0, 0));
            int flags = Frame.PADDED | Frame.WITH_PRIORITY;
            client.send(new Frame(Frame.HEADERS, flags, 1, hex("02" + "0000000010" + "83" + "0000")));
            client.send(new Frame(Frame.CONTINUATION, 0, 1, hex("8784" + "0001")));
            client.send(new Frame(Frame.CONTINUATION, END_HEADERS, 1, hex("61" + "0162")));
            client.send(new Frame(Frame.DATA, Frame.PADDED, 1, hex("01" + "6869" + "00")));
            assertThat(client.expect(Frame.WINDOW_UPDATE, 0, 0).word()).isEqualTo(4);
            assertThat(client.expect(Frame.WINDOW_UPDATE, 0, 1).word()).isEqualTo(4);
            client.send(new Frame(Frame.DATA, END_STREAM, 1, new byte[0]));
            client.headers(1, END_STREAM);
        }
        RecordedRequest request = server.awaitRequest(1);
        assertThat(request.method()).isEqualTo("POST");
        assertThat(request.headers().first("a")).isEqualTo("b");
        assertThat(request.text()).isEqualTo("hi");
    }

    @Test
    void a_request_may_have_trailers() throws IOException {
        server.respond(Response.status(204));
        try (var client = Http2Client.greeted(server)) {
            client.send(new Frame(Frame.HEADERS, END_HEADERS, 1, hex("838784")));
            client.data(1, 0, "a");
            client.send(new Frame(Frame.HEADERS, END_HEADERS | END_STREAM, 1, hex("00" + "0161" + "0162")));
            assertThat(server.awaitRequest(1).text()).isEqualTo("a");
        }
    }

    @Test
    void large_headers_are_split_as_the_client_asks() throws IOException {
        server.respond(Response.status(204).header("x", "v".repeat(40_000)));
        try (var client = Http2Client.greeted(server)) {
            client.get(1);
            byte[] first = client.expect(Frame.HEADERS, END_STREAM, 1).payload();
            byte[] second = client.expect(Frame.CONTINUATION, 0, 1).payload();
            byte[] third = client.expect(Frame.CONTINUATION, END_HEADERS, 1).payload();
            assertThat(first).hasSize(16_384);
            assertThat(second).hasSize(16_384);
            assertThat(client.fields(Http2Client.joined(first, second, third)).get("x"))
                    .hasSize(40_000);
        }
    }

    @Test
    void larger_frames_are_sent_where_they_are_allowed() throws IOException {
        server.respond(Response.stream().chunk(new byte[40_000]));
        try (var client = Http2Client.greeted(server, 5, 30_000)) {
            client.get(1);
            client.headers(1, 0);
            assertThat(client.expect(Frame.DATA, 0, 1).payload()).hasSize(30_000);
            assertThat(client.expect(Frame.DATA, 0, 1).payload()).hasSize(10_000);
        }
    }

    @Test
    void a_client_with_a_smaller_header_table_learns_that_it_is_not_exceeded() throws IOException {
        server.respond(Response.status(204), Response.status(204));
        try (var client = Http2Client.greeted(server, 1, 0)) {
            client.get(1);
            assertThat(client.expect(Frame.HEADERS, END_HEADERS | END_STREAM, 1).payload())
                    .startsWith(0x20);
            client.get(3);
            assertThat(client.expect(Frame.HEADERS, END_HEADERS | END_STREAM, 3).payload())
                    .startsWith(0);
        }
    }

    @Test
    void the_body_waits_for_the_window_of_its_stream() throws IOException {
        server.respond(Response.stream().chunk("abcdefgh"), Response.stream().chunk("other"));
        try (var client = Http2Client.greeted(server, 4, 5)) {
            client.get(1);
            client.headers(1, 0);
            assertThat(client.text(1, 0)).isEqualTo("abcde");
            client.get(3);
            client.headers(3, 0);
            assertThat(client.text(3, 0)).isEqualTo("other");
            assertThat(client.text(3, END_STREAM)).isEmpty();
            client.send(Frame.of(Frame.WINDOW_UPDATE, 0, 1, 2));
            assertThat(client.text(1, 0)).isEqualTo("fg");
            client.send(Frame.of(Frame.WINDOW_UPDATE, 0, 1, 2));
            assertThat(client.text(1, 0)).isEqualTo("h");
            assertThat(client.text(1, END_STREAM)).isEmpty();
        }
    }

    @Test
    void a_new_initial_window_may_make_windows_negative() throws IOException {
        server.respond(Response.stream().chunk("abcdefgh"));
        try (var client = Http2Client.greeted(server, 4, 5)) {
            client.get(1);
            client.headers(1, 0);
            assertThat(client.text(1, 0)).isEqualTo("abcde");
            client.settings(4, 3); // minus 2
            client.expect(Frame.SETTINGS, Frame.ACK, 0);
            client.send(Frame.of(Frame.WINDOW_UPDATE, 0, 1, 2)); // nothing
            client.send(new Frame(Frame.PING, 0, 0, new byte[8]));
            client.expect(Frame.PING, Frame.ACK, 0);
            client.settings(4, 4);
            assertThat(List.of(client.next(), client.next())) // on two threads
                    .extracting(Frame::type)
                    .containsExactlyInAnyOrder(Frame.SETTINGS, Frame.DATA);
            client.send(Frame.of(Frame.WINDOW_UPDATE, 0, 1, 1));
            assertThat(client.text(1, 0)).isEqualTo("g");
        }
    }

    @Test
    void all_streams_share_the_window_of_the_connection() throws IOException {
        server.respond(
                Response.stream().chunk(new byte[65_535]), Response.stream().chunk("b"));
        try (var client = Http2Client.greeted(server, 4, 1_000_000)) {
            client.get(1);
            client.headers(1, 0);
            for (int got = 0; got < 65_535; ) {
                got += client.expect(Frame.DATA, 0, 1).payload().length;
            }
            client.expect(Frame.DATA, END_STREAM, 1);
            client.get(3);
            client.headers(3, 0);
            client.send(new Frame(Frame.PING, 0, 0, new byte[8]));
            client.expect(Frame.PING, Frame.ACK, 0);
            client.send(Frame.of(Frame.WINDOW_UPDATE, 0, 0, 1));
            assertThat(client.text(3, 0)).isEqualTo("b");
        }
    }

    @Test
    void a_stream_that_the_client_has_reset_waits_for_no_window() throws IOException {
        var after = new Gate();
        server.respond(
                Response.stream().chunk("abcdefgh").await(after),
                Response.stream().chunk("12345"));
        try (var client = Http2Client.greeted(server, 4, 5)) {
            client.get(1);
            client.headers(1, 0);
            assertThat(client.text(1, 0)).isEqualTo("abcde");
            client.send(Frame.of(Frame.RST_STREAM, 0, 1, 5));
            assertThat(server.awaitReset(1)).hasValue(5);
            client.send(Frame.of(Frame.WINDOW_UPDATE, 0, 1, 100)); // late, and harmless
            client.get(3);
            client.headers(3, 0);
            assertThat(client.text(3, 0)).isEqualTo("12345");
            assertThat(after.isReached()).isFalse();
        }
    }

    @Test
    void many_cancelled_streams_leave_the_connections_window_whole() throws IOException {
        int streams = 20;
        int window = 65_535; // RFC 9113, 6.9.2
        for (int i = 0; i < streams; i++) {
            server.respond(Response.stream().repeat(20, new byte[10_000]).hang()); // more than the window
        }
        server.respond(Response.status(200).chunk("z".repeat(window)));
        try (var client = Http2Client.greeted(server)) {
            for (int i = 0; i < streams; i++) {
                int stream = 2 * i + 1;
                client.get(stream);
                int taken = client.readUntilData(stream);
                client.send(Frame.of(Frame.RST_STREAM, 0, stream, 8));
                assertThat(server.awaitReset(i + 1)).hasValue(8);
                client.send(Frame.of(Frame.WINDOW_UPDATE, 0, 0, taken));
            }
            client.get(2 * streams + 1);
            for (int whole = 0; whole < window; ) {
                Frame frame = client.next();
                if (frame.type() == Frame.DATA && frame.stream() == 2 * streams + 1) {
                    whole += frame.payload().length;
                } else if (frame.type() == Frame.DATA && frame.payload().length > 0) { // on its way when it was reset
                    client.send(Frame.of(Frame.WINDOW_UPDATE, 0, 0, frame.payload().length));
                }
            }
        }
    }

    @Test
    void what_a_gate_holds_back_is_not_sent_on_a_stream_that_was_reset() throws IOException {
        var gate = new Gate();
        server.respond(Response.stream().chunk("a").await(gate).chunk("b"), Response.status(204));
        try (var client = Http2Client.greeted(server)) {
            client.get(1);
            client.headers(1, 0);
            client.text(1, 0);
            client.send(Frame.of(Frame.RST_STREAM, 0, 1, 8));
            server.awaitReset(1);
            gate.open();
            client.get(3);
            client.headers(3, END_STREAM);
        }
    }

    @Test
    void streams_can_be_reset_before_and_after_the_head() throws IOException {
        server.respond(
                Response.noHead().resetStream(7), Response.stream().chunk("a").resetStream(2));
        try (var client = Http2Client.greeted(server)) {
            client.get(1);
            assertThat(client.expect(Frame.RST_STREAM, 0, 1).word()).isEqualTo(7);
            client.get(3);
            client.headers(3, 0);
            client.text(3, 0);
            assertThat(client.expect(Frame.RST_STREAM, 0, 3).word()).isEqualTo(2);
            client.send(new Frame(Frame.PING, 0, 0, new byte[8]));
            client.expect(Frame.PING, Frame.ACK, 0);
        }
        assertThat(server.awaitReset(1)).isEmpty();
    }

    @Test
    void goaway_leaves_the_stream_and_ignores_newer_ones() throws IOException {
        var gate = new Gate();
        server.respond(Response.stream().goAwayAfter(11).await(gate).chunk("a"));
        try (var client = Http2Client.greeted(server)) {
            client.get(5);
            client.headers(5, 0);
            assertThat(client.expect(Frame.GOAWAY, 0, 0).payload()).isEqualTo(hex("000000050000000b"));
            client.get(7);
            client.send(new Frame(Frame.PING, 0, 0, new byte[8]));
            client.expect(Frame.PING, Frame.ACK, 0);
            gate.open();
            assertThat(client.text(5, 0)).isEqualTo("a");
            assertThat(client.text(5, END_STREAM)).isEmpty();
        }
        server.awaitDisconnect(1);
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void goaway_says_which_was_not_processed_and_any_number() throws IOException {
        server.respond(
                Response.noHead().goAway(Integer.MAX_VALUE, 0).keepAlive(),
                Response.noHead().goAwayBefore(0).goAway(0, 2));
        try (var client = Http2Client.greeted(server)) {
            client.get(1);
            assertThat(client.expect(Frame.GOAWAY, 0, 0).payload()).isEqualTo(hex("7fffffff00000000"));
            client.get(3);
            assertThat(client.expect(Frame.GOAWAY, 0, 0).payload()).isEqualTo(hex("0000000100000000"));
            assertThat(client.expect(Frame.GOAWAY, 0, 0).payload()).isEqualTo(hex("0000000000000002"));
            assertThat(client.expect(Frame.GOAWAY, 0, 0).payload()).isEqualTo(hex("0000000000000000"));
            assertThat(client.isAtEnd()).isTrue();
        }
    }

    @Test
    void bytes_and_frames_go_past_all_framing() throws IOException {
        server.respond(Response.stream()
                .send(new Frame(Frame.PING, 0, 0, new byte[3]).bytes())
                .frame(Frame.WINDOW_UPDATE, 0, new byte[4])
                .frame(Frame.DATA, END_STREAM, new byte[] {'x'})
                .keepAlive());
        try (var client = Http2Client.greeted(server)) {
            client.get(1);
            client.headers(1, 0);
            assertThat(client.expect(Frame.PING, 0, 0).payload()).hasSize(3);
            client.expect(Frame.WINDOW_UPDATE, 0, 1);
            assertThat(client.text(1, END_STREAM)).isEqualTo("x");
            client.send(new Frame(Frame.PING, 0, 0, new byte[8]));
            client.expect(Frame.PING, Frame.ACK, 0);
        }
    }

    @Test
    void a_close_ends_the_stream_then_the_connection() throws IOException {
        server.respond(Response.status(200).chunk("a").close());
        try (var client = Http2Client.greeted(server)) {
            client.get(1);
            client.headers(1, 0);
            client.text(1, 0);
            client.expect(Frame.DATA, END_STREAM, 1);
            assertThat(client.expect(Frame.GOAWAY, 0, 0).payload()).isEqualTo(hex("0000000100000000"));
            assertThat(client.isAtEnd()).isTrue();
        }
    }

    @Test
    void a_cut_comes_after_a_whole_frame() throws IOException {
        server.respond(Response.stream().chunk("abc").chunk("defg").chunk("h").cutAt(5));
        try (var client = Http2Client.greeted(server)) {
            client.get(1);
            client.headers(1, 0);
            assertThat(client.text(1, 0)).isEqualTo("abc");
            assertThat(client.text(1, 0)).isEqualTo("de");
            assertThat(client.isAtEnd()).isTrue();
        }
    }

    @Test
    void what_is_scripted_for_acceptance_comes_before_tls() throws IOException {
        server.respond(Response.onAccept().keepAlive(), Response.status(204));
        try (var client = Http2Client.greeted(server)) {
            client.get(1);
            client.headers(1, END_STREAM);
        }
    }
}
