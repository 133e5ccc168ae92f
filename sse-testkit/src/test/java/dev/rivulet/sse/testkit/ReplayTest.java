package dev.rivulet.sse.testkit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rivulet.sse.http.Headers;
import dev.rivulet.sse.http.Phase;
import dev.rivulet.sse.http.ResponseHead;
import dev.rivulet.sse.recording.Entry;
import dev.rivulet.sse.recording.Recording;
import dev.rivulet.sse.recording.RecordingWriter;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(600)
class ReplayTest {
    private static final String GET = "GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
    private static final Headers STREAM = Headers.none().add("Content-Type", "text/event-stream");
    private static final String HEAD =
            "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n";

    private final ScriptedServer server = ScriptedServer.start();

    @RegisterExtension
    final LeavesNoThread after = new LeavesNoThread(server);

    @TempDir
    Path folder;

    @Test
    void a_body_comes_in_its_pieces_and_is_completed() throws IOException {
        replay(Replay.of(recorded(attempt(1), head(1, 200, STREAM), bytes(1, "ab"), bytes(1, "c"), end(1))));

        assertThat(answer()).isEqualTo(HEAD + "2\r\nab\r\n1\r\nc\r\n0\r\n\r\n");
    }

    @Test
    void a_recording_that_was_continued_after_centuries_is_served() throws IOException {
        Path file = folder.resolve("recording");
        try (var writer = RecordingWriter.open(file, Instant.EPOCH)) {
            writer.write(attempt(1));
            writer.write(head(1, 200, STREAM));
        }
        try (var writer = RecordingWriter.open(file, Instant.parse("2400-01-01T00:00:00Z"))) {
            writer.write(bytes(1, "ab"));
            writer.write(end(1));
        }

        replay(Replay.of(Recording.read(file)));

        assertThat(answer()).isEqualTo(HEAD + "2\r\nab\r\n0\r\n\r\n");
    }

    @Test
    void pieces_are_divided() throws IOException {
        var recording = recorded(attempt(1), head(1, 200, STREAM), bytes(1, "abcde"), end(1));
        replay(Replay.of(recording).pieces(2));

        assertThat(answer()).isEqualTo(HEAD + "2\r\nab\r\n2\r\ncd\r\n1\r\ne\r\n0\r\n\r\n");
    }

    @Test
    void a_failure_is_a_cut_after_the_body_or_no_answer() throws IOException {
        replay(Replay.of(recorded(
                attempt(1),
                head(1, 200, STREAM),
                bytes(1, "a"),
                failed(1, Phase.BODY),
                attempt(1),
                failed(1, Phase.CONNECT))));

        assertThat(answer()).isEqualTo(HEAD + "1\r\na\r\n");
        assertThat(answer()).isEmpty();
    }

    @Test
    void what_the_last_exchange_of_a_session_left_open_is_cut() throws IOException {
        replay(Replay.of(recorded(
                attempt(1),
                head(1, 200, STREAM),
                bytes(1, "a"),
                attempt(2),
                head(2, 200, STREAM),
                bytes(2, "b"),
                cancelled(2))));

        assertThat(answer()).isEqualTo(HEAD + "1\r\na\r\n");
        assertThat(answer()).isEqualTo(HEAD + "1\r\nb\r\n");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void what_was_given_up_stays_open_or_is_cut(boolean cuts) throws IOException {
        var replay = Replay.of(recorded(
                attempt(1),
                head(1, 200, STREAM),
                bytes(1, "a"),
                cancelled(1),
                attempt(1),
                head(1, 204, Headers.none()),
                end(1)));
        replay(cuts ? replay.cutWhereGivenUp() : replay);

        try (Socket socket = asking()) {
            byte[] first = socket.getInputStream().readNBytes((HEAD + "1\r\na\r\n").length());
            assertThat(new String(first, ISO_8859_1)).isEqualTo(HEAD + "1\r\na\r\n");
            if (cuts) {
                assertThat(socket.getInputStream().read()).isEqualTo(-1);
            } else {
                socket.setSoTimeout(50);
                assertThatThrownBy(() -> socket.getInputStream().read()).hasMessageContaining("timed out");
            }
        }
        assertThat(answer()).isEqualTo("HTTP/1.1 204 Scripted\r\n\r\n");
    }

    @Test
    void headers_are_the_recorded_ones_without_framing_and_secrets_and_redirects_stay_here() throws IOException {
        Headers headers = Headers.none()
                .add("Location", "https://other.host:99/moved/there?key=1")
                .add("Content-Length", "99")
                .add("transfer-encoding", "chunked")
                .add("Connection", "close")
                .add("Set-Cookie", "a=b")
                .add("Link", "<http://a/>; rel=next")
                .add("X-Kept", "1")
                .add("X-Kept", "2");
        replay(Replay.of(recorded(attempt(1), head(1, 302, headers), end(1))));

        assertThat(answer())
                .isEqualTo("HTTP/1.1 302 Scripted\r\nLocation: /moved/there\r\nX-Kept: 1\r\nX-Kept: 2\r\n"
                        + "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n");
    }

    @Test
    void exchanges_of_several_sessions_come_in_the_order_in_which_they_began() throws IOException {
        var recording = recorded(
                attempt(1),
                head(1, 200, STREAM),
                attempt(2),
                head(2, 200, STREAM),
                bytes(1, "a"),
                bytes(2, "b"),
                end(2),
                attempt(2),
                head(2, 200, STREAM),
                end(1),
                bytes(2, "c"),
                end(2));
        assertThat(Replay.of(recording.session(1)).responses()).hasSize(1);
        replay(Replay.of(recording));

        assertThat(answer()).contains("1\r\na\r\n0");
        assertThat(answer()).contains("1\r\nb\r\n0");
        assertThat(answer()).contains("1\r\nc\r\n0");
    }

    @Test
    void a_recording_that_begins_in_the_middle_of_a_stream_has_a_usual_head() throws IOException {
        replay(Replay.of(recorded(new Entry.State(1, micros(1), "open"), bytes(1, "a"), end(1))));

        assertThat(answer()).isEqualTo(HEAD + "1\r\na\r\n0\r\n\r\n");
    }

    @Test
    void the_time_is_that_of_the_recording_if_it_is_wanted() throws IOException {
        var recording = recorded(
                attempt(1),
                new Entry.Head(1, micros(100_000), new ResponseHead(200, STREAM, "http/1.1")),
                new Entry.Bytes(1, micros(200_000), new byte[] {'a'}),
                new Entry.End(1, micros(400_000)));
        replay(Replay.of(recording).speed(2));

        long began = System.nanoTime();
        assertThat(answer()).endsWith("1\r\na\r\n0\r\n\r\n");
        assertThat(System.nanoTime() - began).isGreaterThanOrEqualTo(200_000_000 - 1_000_000);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, Double.NaN})
    void a_speed_is_positive(double speed) throws IOException {
        Replay replay = Replay.of(recorded());
        assertThatThrownBy(() -> replay.speed(speed)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> replay.pieces(0)).isInstanceOf(IllegalArgumentException.class);
        assertThat(replay.responses()).isEmpty();
    }

    private void replay(Replay replay) {
        server.respond(replay.responses());
    }

    /** All that comes for a request whose connection is not used again. */
    private String answer() throws IOException {
        try (Socket socket = asking()) {
            return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
        }
    }

    private Socket asking() throws IOException {
        var socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
        socket.getOutputStream().write(GET.getBytes(UTF_8));
        return socket;
    }

    private Recording recorded(Entry... entries) throws IOException {
        Path file = folder.resolve("recording");
        try (var writer = RecordingWriter.open(file)) {
            for (Entry entry : entries) {
                writer.write(entry);
            }
        }
        return Recording.read(file);
    }

    private static Entry attempt(int session) {
        return new Entry.Attempt(session, micros(0), 1, "GET", "http://h/", Headers.none());
    }

    private static Entry head(int session, int status, Headers headers) {
        return new Entry.Head(session, micros(0), new ResponseHead(status, headers, "http/1.1"));
    }

    private static Entry bytes(int session, String text) {
        return new Entry.Bytes(session, micros(0), text.getBytes(UTF_8));
    }

    private static Entry end(int session) {
        return new Entry.End(session, micros(0));
    }

    private static Entry failed(int session, Phase phase) {
        return new Entry.Failed(session, micros(0), phase, "failed");
    }

    private static Entry cancelled(int session) {
        return new Entry.Cancelled(session, micros(0));
    }

    private static Duration micros(long count) {
        return Duration.ofNanos(1_000 * count);
    }
}
