package dev.rivulet.sse.tests.interop.cases;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.rivulet.sse.Failure;
import dev.rivulet.sse.SessionState;
import dev.rivulet.sse.http.Phase;
import dev.rivulet.sse.policy.ReconnectPolicy;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.Socket;
import java.util.concurrent.CountDownLatch;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What went wrong in other clients where a connection ended within TLS, or TLS without the connection. */
@OnEachTransport
class TlsCutCasesTest {
    private static final String HEAD = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n";
    private static final String CHUNKED = HEAD + "Transfer-Encoding: chunked\r\n\r\n";
    private static final String A = "id: 1\ndata: a\n\n";
    private static final String CHUNK_A = "f\r\n" + A + "\r\n";

    private final String transport;
    private final CountDownLatch seen = new CountDownLatch(1);

    TlsCutCasesTest(String transport) {
        this.transport = transport;
    }

    @Test
    void a_connection_that_is_lost_in_the_handshake_is_no_fault_of_a_certificate_and_tried_again() throws Exception {
        try (var server = RawServer.start((tcp, number) -> {
                    if (number > 4) {
                        answer(tcp, "TLSv1.3", HEAD + "\r\ndata: good\n\n");
                        return;
                    }
                    readClientHello(tcp);
                    tcp.setSoLinger(number % 2 == 0, 0); // which makes the close a reset
                    tcp.close();
                });
                var backend = backend()) {
            Follower follower = backend.follow(Live.get(server.uri("https://localhost")));
            follower.awaitData("good");
            assertThat(follower.losses()) // the JDK's client tries a second time on its own
                    .filteredOn(loss -> !(loss instanceof Failure.StreamEnded)) // by now perhaps of the good one
                    .hasSizeBetween(2, 4)
                    .allSatisfy(loss -> assertThat(loss).isInstanceOf(Failure.TlsFailed.class))
                    .allMatch(Failure::retryable);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void the_end_of_the_connection_is_no_end_of_a_body_that_it_delimits_without_close_notify(String version)
            throws Exception {
        assumeFalse(isJdk(), "the JDK's client takes it for the end");
        isLost(version, HEAD + "\r\n" + A, (tcp, tls) -> tcp.shutdownOutput());
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void with_close_notify_it_is(String version) throws Exception {
        try (var server = RawServer.start((tcp, number) -> {
                    answer(tcp, version, HEAD + "\r\n" + A).shutdownOutput();
                    tcp.shutdownOutput();
                });
                var backend = backend()) {
            Follower follower =
                    backend.follow(Live.get(server.uri("https://localhost")).reconnect(ReconnectPolicy.never()));
            assertThat(follower.awaitClosed().reason()).isEqualTo(SessionState.Closed.Reason.SERVER_ENDED);
            assertThat(follower.data).containsExactly("a");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void within_a_chunk_it_is_never_the_end(String version) throws Exception {
        isLost(version, CHUNKED + CHUNK_A + "20\r\nid: 2\ndata: half", (tcp, tls) -> tcp.shutdownOutput());
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void close_notify_within_a_chunk_ends_the_wait_though_the_connection_stays_open(String version) throws Exception {
        needsSightOfCloseNotify();
        isLost(version, CHUNKED + CHUNK_A + "20\r\nid: 2\ndata: half", (tcp, tls) -> tls.shutdownOutput());
    }

    private void isLost(String version, String response, Ending ending) throws Exception {
        try (var server = RawServer.start((tcp, number) -> {
                    SSLSocket tls = answer(tcp, version, number == 1 ? response : HEAD + "\r\nid: 3\ndata: c\n\n");
                    if (number == 1) {
                        seen.await();
                        ending.of(tcp, tls);
                    }
                });
                var backend = backend()) {
            Follower follower = backend.follow(Live.get(server.uri("https://localhost")));
            follower.awaitData("a");
            seen.countDown();
            follower.awaitData("a", "c");
            assertThat(follower.losses()).hasSize(1);
            assertThat(follower.awaitLoss(Failure.ConnectionFailed.class).phase())
                    .isEqualTo(Phase.BODY);
            Follower.await().until(() -> server.openConnections() == 1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void close_notify_after_a_whole_body_is_answered_by_closing_though_the_server_does_not(String version)
            throws Exception {
        needsSightOfCloseNotify();
        try (var server = RawServer.start((tcp, number) -> {
                    SSLSocket tls = answer(tcp, version, CHUNKED + CHUNK_A + "0\r\n\r\n");
                    tls.shutdownOutput();
                });
                var backend = backend()) {
            for (int i = 1; i <= 2; i++) {
                Follower follower =
                        backend.follow(Live.get(server.uri("https://localhost")).reconnect(ReconnectPolicy.never()));
                assertThat(follower.awaitClosed().reason()).isEqualTo(SessionState.Closed.Reason.SERVER_ENDED);
                assertThat(follower.data).containsExactly("a");
                server.awaitNoConnections();
                assertThat(server.connections()).isEqualTo(i);
            }
        }
    }

    private void needsSightOfCloseNotify() {
        int release = Runtime.version().feature();
        assumeFalse(isJdk() && release < 25, "the JDK's client of release " + release + " waits for the end of TCP");
    }

    private boolean isJdk() {
        return transport.equals("jdkhttp");
    }

    private Backend backend() {
        return Backend.of(transport, Wire.TLS.config()).needs(Wire.TLS);
    }

    private static SSLSocket answer(Socket tcp, String version, String response) throws IOException {
        SSLSocket tls = TlsSockets.accept(Wire.SERVER, tcp, version);
        RawServer.readHead(tls.getInputStream());
        tls.getOutputStream().write(response.getBytes(UTF_8));
        return tls;
    }

    private static void readClientHello(Socket tcp) throws IOException {
        var in = new DataInputStream(tcp.getInputStream());
        in.readFully(new byte[3]);
        in.readFully(new byte[in.readUnsignedShort()]);
    }

    /** How a connection ends. */
    private interface Ending {
        void of(Socket tcp, SSLSocket tls) throws IOException;
    }
}
