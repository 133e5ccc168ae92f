package dev.rivulet.sse.testkit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@Timeout(600)
class ScriptedServerTest {
    private static final String GET = "GET /a?b=c HTTP/1.1\r\nHost: x\r\n\r\n";

    private final ScriptedServer server = ScriptedServer.start();

    @RegisterExtension
    final LeavesNoThread after = new LeavesNoThread(server);

    @Test
    void a_stream_is_chunked_as_its_chunks_are_given() throws IOException {
        server.respond(Response.stream().chunk("data: ä\n").chunk("\n").close());
        assertThat(answerTo(GET))
                .isEqualTo("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n"
                        + "9\r\ndata: ä\n\r\n" + "1\r\n\n\r\n" + "0\r\n\r\n");
    }

    @Test
    void a_request_that_is_too_long_ends_its_connection() throws IOException {
        try (Socket client = connect()) {
            client.setSoTimeout(60_000);
            client.getOutputStream().write(new byte[RequestReader.LONGEST_HEAD + 1]); // all of it is read

            assertThat(client.getInputStream().read()).isEqualTo(-1);
        }
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void trailers_come_after_the_last_chunk() throws IOException {
        server.respond(Response.stream().chunk("a").trailer("X-Sum", "1").close());
        assertThat(answerTo(GET)).endsWith("\r\n\r\n1\r\na\r\n0\r\nX-Sum: 1\r\n\r\n");
    }

    @Test
    void a_status_has_the_length_of_its_chunks() throws IOException {
        server.respond(Response.status(503)
                .header("Retry-After", "1")
                .chunk("busy")
                .chunk("!")
                .close());
        assertThat(answerTo(GET))
                .isEqualTo("HTTP/1.1 503 Scripted\r\nRetry-After: 1\r\nContent-Length: 5\r\n\r\nbusy!");
    }

    @Test
    void a_status_without_body_has_no_length() throws IOException {
        server.respond(Response.status(204).close());
        assertThat(answerTo(GET)).isEqualTo("HTTP/1.1 204 Scripted\r\n\r\n");
    }

    @Test
    void another_length_than_the_true_one_can_be_said() throws IOException {
        server.respond(
                Response.status(200).header("Content-Length", "10").chunk("abc").cut());
        assertThat(answerTo(GET)).isEqualTo("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc");
    }

    @Test
    void a_close_delimited_body_ends_with_the_connection() throws IOException {
        server.respond(Response.statusLine("HTTP/1.0 200 Fine").closeDelimited().chunk("abc"));
        assertThat(answerTo(GET)).isEqualTo("HTTP/1.0 200 Fine\r\n\r\nabc");
    }

    @Test
    void raw_bytes_are_sent_as_they_are() throws IOException {
        server.respond(Response.raw("ICY 200\n\n").send(new byte[] {(byte) 0xFF, 0}));
        assertThat(bytesTo(GET)).isEqualTo("ICY 200\n\n\u00FF\0".getBytes(ISO_8859_1));
    }

    @Test
    void interim_responses_come_first() throws IOException {
        server.respond(
                Response.status(204).interim(100).interim(103, "Link: </a>").close());
        assertThat(answerTo(GET))
                .isEqualTo("HTTP/1.1 100 Interim\r\n\r\nHTTP/1.1 103 Interim\r\nLink: </a>\r\n\r\n"
                        + "HTTP/1.1 204 Scripted\r\n\r\n");
    }

    @Test
    void a_cut_comes_at_the_byte_within_a_chunk() throws IOException {
        server.respond(Response.stream().chunk("abc").chunk("defg").chunk("h").cutAt(5));
        assertThat(answerTo(GET)).endsWith("\r\n\r\n3\r\nabc\r\n4\r\nde");
    }

    @Test
    void a_cut_at_a_chunks_end_lets_it_be_whole() throws IOException {
        server.respond(Response.stream().chunk("abc").chunk("defg").cutAt(3));
        assertThat(answerTo(GET)).endsWith("\r\n\r\n3\r\nabc\r\n");
    }

    @Test
    void a_reset_is_seen_as_one() throws IOException {
        var gate = new Gate();
        server.respond(Response.stream().chunk("abc").await(gate).reset());
        try (Socket client = connect()) {
            client.getOutputStream().write(GET.getBytes(UTF_8));
            gate.awaitReached();
            client.getInputStream().readNBytes(70);
            gate.open();
            assertThatThrownBy(() -> client.getInputStream().readAllBytes()).isInstanceOf(SocketException.class);
        }
    }

    @Test
    void a_connection_can_be_reset_or_cut_on_acceptance() throws IOException {
        server.respond(
                Response.onAccept().reset(),
                Response.onAccept().send("hi").cut(),
                Response.status(204).close());
        assertThatThrownBy(() -> {
                    try (Socket first = connect()) { // it may be reset before this has returned
                        first.getInputStream().read();
                    }
                })
                .isInstanceOf(SocketException.class);
        assertThat(answerTo("")).isEqualTo("hi");
        assertThat(answerTo(GET)).startsWith("HTTP/1.1 204");
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void a_gate_holds_back_what_is_after_it() throws IOException {
        var head = new Gate();
        var body = new Gate();
        server.respond(Response.stream().headAfter(head).chunk("a").await(body).close());
        try (Socket client = connect()) {
            client.getOutputStream().write(GET.getBytes(UTF_8));
            head.awaitReached();
            assertThat(client.getInputStream().available()).isZero();
            assertThat(body.isReached()).isFalse();
            head.open();
            body.awaitReached();
            body.open();
            assertThat(new String(client.getInputStream().readAllBytes(), UTF_8))
                    .endsWith("1\r\na\r\n0\r\n\r\n");
        }
    }

    @Test
    void pauses_take_their_time() throws IOException {
        server.respond(Response.status(200)
                .headAfter(Duration.ofMillis(30))
                .pause(Duration.ofMillis(30))
                .chunk("a")
                .close());
        long before = System.nanoTime();
        answerTo(GET);
        assertThat(System.nanoTime() - before).isGreaterThanOrEqualTo(60_000_000);
    }

    @Test
    void one_connection_takes_many_requests() throws IOException {
        server.respond(
                Response.stream().chunk("1"),
                Response.raw("HTTP/1.1 204 No\r\n\r\n").keepAlive(),
                Response.status(200).chunk("3"));
        assertThat(answerTo(GET + GET + "GET / HTTP/1.1\r\nConnection: close\r\n\r\n"))
                .endsWith("1\r\n1\r\n0\r\n\r\n" + "HTTP/1.1 204 No\r\n\r\n"
                        + "HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\n3");
        assertThat(server.requests()).extracting(RecordedRequest::connection).containsExactly(1, 1, 1);
    }

    @Test
    void requests_are_recorded_to_the_byte() throws IOException {
        server.otherwise(Response.status(204).close());
        answerTo("POST http://o/p?q HTTP/1.1\r\nx-a: 1\r\nX-A:  \u00E4\u00A0\t\r\nLast-Event-ID: \u00C3\u00A4\r\n"
                + "Content-Length: 3\r\n\r\na\r\n");
        answerTo(
                "PUT / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n2;x=y\r\nab\r\nA\r\n0123456789\r\n0\r\nT: u\r\n\r\n");

        RecordedRequest post = server.awaitRequest(1);
        assertThat(post).hasToString("POST http://o/p?q on connection 1");
        assertThat(post.headers().lines())
                .extracting(line -> line.getKey() + "=" + line.getValue())
                .containsExactly("x-a=1", "X-A=\u00E4\u00A0", "Last-Event-ID=\u00C3\u00A4", "Content-Length=3");
        assertThat(post.lastEventId()).isEqualTo("ä");
        assertThat(post.body()).containsExactly('a', '\r', '\n');
        assertThat(server.awaitRequests(2).get(1).text()).isEqualTo("ab0123456789");
    }

    @Test
    void a_handler_answers_from_memory() throws IOException {
        server.respond(Response.status(503).close())
                .otherwise(request -> Response.status(200)
                        .chunk("from " + request.lastEventId())
                        .close());
        assertThat(answerTo(GET)).startsWith("HTTP/1.1 503");
        assertThat(answerTo("GET / HTTP/1.1\r\nLast-Event-ID: 7\r\n\r\n")).endsWith("from 7");
    }

    @Test
    void a_handler_that_throws_is_reported() throws IOException {
        server.otherwise(request -> {
            throw new IllegalStateException("no memory");
        });
        assertThat(answerTo(GET)).contains("500").contains("no memory");
    }

    @Test
    void what_is_not_scripted_is_said() throws IOException {
        assertThat(answerTo(GET))
                .startsWith("HTTP/1.1 501")
                .endsWith("nothing is scripted for GET /a?b=c on connection 1");
    }

    @Test
    void what_is_awaited_in_vain_is_said() {
        assertThatThrownBy(() -> server.awaitWithin(Duration.ofMillis(20)).awaitRequests(1))
                .isInstanceOf(AssertionError.class)
                .hasMessageStartingWith("fewer than 1 requests after PT0.02S; requests: []");
    }

    @Test
    void the_clients_going_is_seen_while_the_response_waits() throws IOException {
        var gate = new Gate();
        server.respond(Response.stream().await(gate), Response.noAnswer());
        try (Socket client = connect()) {
            client.getOutputStream().write(GET.getBytes(UTF_8));
            gate.awaitReached();
            assertThat(server.openConnections()).isOne();
        }
        server.awaitDisconnect(1);
        try (Socket client = connect()) {
            client.getOutputStream().write(GET.getBytes(UTF_8));
            server.awaitRequests(2);
            client.setSoLinger(true, 0);
        }
        server.awaitNoConnections();
        gate.open();
    }

    @Test
    void a_client_that_never_reads_stops_the_server() throws IOException {
        var after = new Gate();
        server.respond(Response.stream().repeat(2_000, new byte[16_384]).await(after));
        try (Socket client = connect()) {
            client.getOutputStream().write(GET.getBytes(UTF_8));
            server.awaitRequests(1);
            assertThat(client.getInputStream().readNBytes(100_000)).hasSize(100_000);
            assertThat(after.isReached()).isFalse();
        }
        server.awaitDisconnect(1);
    }

    @Test
    void connections_are_refused_until_they_are_taken_again() throws IOException {
        server.otherwise(Response.status(204).close());
        server.refuseConnections();
        assertThatThrownBy(this::connect).isInstanceOf(ConnectException.class);
        server.acceptConnections();
        assertThat(answerTo(GET)).startsWith("HTTP/1.1 204");
    }

    @Test
    void connections_are_ignored_until_they_are_taken_again() throws IOException {
        server.otherwise(Response.status(204).close());
        server.ignoreConnections();
        try (Socket client = new Socket()) {
            var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port());
            assertThatThrownBy(() -> client.connect(address, 100)).isInstanceOf(SocketTimeoutException.class);
        }
        server.acceptConnections();
        assertThat(answerTo(GET)).startsWith("HTTP/1.1 204");
    }

    @Test
    void no_other_server_gets_its_port_while_it_restarts() throws Exception {
        var done = new AtomicBoolean();
        CompletableFuture<Integer> thefts = CompletableFuture.supplyAsync(() -> {
            int count = 0;
            while (!done.get()) {
                count += isFree(server.port()) ? 1 : 0;
            }
            return count;
        });

        for (int i = 0; i < 200; i++) {
            server.refuseConnections().acceptConnections();
        }
        done.set(true);

        assertThat(thefts.get(60, TimeUnit.SECONDS)).isZero();
    }

    private static boolean isFree(int port) {
        try (var socket = new ServerSocket()) {
            socket.setReuseAddress(false);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException taken) {
            return false;
        }
    }

    @Test
    void it_speaks_tls_with_a_certificate_made_on_the_spot() throws Exception {
        SelfSigned certificate = SelfSigned.localhost();
        try (var secure = ScriptedServer.start(certificate.server())) {
            secure.respond(Response.status(200).closeDelimited().chunk("hello"));
            assertThat(secure.uri("/a")).hasToString("https://localhost:" + secure.port() + "/a");
            try (var client =
                    (SSLSocket) certificate.client().getSocketFactory().createSocket("localhost", secure.port())) {
                client.getOutputStream().write(GET.getBytes(UTF_8));
                assertThat(new String(client.getInputStream().readAllBytes(), UTF_8))
                        .endsWith("hello");
            }
            secure.awaitDisconnect(1);
        }
    }

    @Test
    void a_client_that_trusts_another_certificate_is_noted_and_its_connection_is_over() throws Exception {
        try (var secure = ScriptedServer.start(SelfSigned.localhost().server());
                var client = (SSLSocket)
                        SelfSigned.localhost().client().getSocketFactory().createSocket("localhost", secure.port())) {
            assertThatThrownBy(client::startHandshake).isInstanceOf(SSLHandshakeException.class);
            secure.awaitDisconnect(1);
        }
    }

    private Socket connect() throws IOException {
        return new Socket(InetAddress.getLoopbackAddress(), server.port());
    }

    private String answerTo(String request) throws IOException {
        return new String(bytesTo(request), UTF_8);
    }

    private byte[] bytesTo(String request) throws IOException {
        try (Socket client = connect()) {
            client.setSoTimeout(60_000);
            client.getOutputStream().write(request.getBytes(ISO_8859_1));
            return client.getInputStream().readAllBytes();
        }
    }

    @Test
    void its_transcript_has_what_was_asked_and_sent() throws Exception {
        server.respond(
                Response.stream().repeat(3, "data: a\n\n").cutAt(20),
                Response.status(503).chunk("busy").close());
        answerTo(GET);
        answerTo(GET);
        assertThat(server.transcript().lines())
                .containsExactly(
                        "GET /a?b=c on connection 1: (to be cut after byte 20 of the body), \"HTTP/1.1 200 OK\", a body that"
                                + " begins with \"data: a\\n\\n\", 20 bytes of body in all",
                        "GET /a?b=c on connection 2: \"HTTP/1.1 503 Scripted\", a body that begins with \"busy\", the end of"
                                + " the body, the end of the connection, 4 bytes of body in all");
    }

    @Test
    void its_transcript_of_a_long_response_is_cut_short() throws Exception {
        Response many = Response.noHead();
        for (int i = 0; i < 1_000; i++) {
            many = many.send("x");
        }
        server.respond(many);
        answerTo(GET);
        assertThat(server.transcript()).endsWith("…\n").hasSizeLessThan(2_200);
    }
}
