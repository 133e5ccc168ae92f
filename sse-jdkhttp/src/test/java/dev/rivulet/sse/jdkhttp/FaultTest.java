package dev.rivulet.sse.jdkhttp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.rivulet.sse.http.Headers;
import dev.rivulet.sse.http.Phase;
import dev.rivulet.sse.policy.Timeouts;
import dev.rivulet.sse.spi.TransportRequest;
import dev.rivulet.sse.testkit.Gate;
import dev.rivulet.sse.testkit.Response;
import dev.rivulet.sse.tests.support.Recording;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpConnectTimeoutException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(600)
class FaultTest {
    private static final Duration CONNECT = Duration.ofSeconds(1);

    @Test
    void an_unknown_host_fails_in_resolve() {
        try (var setup = Setup.plain()) {
            setup.get(URI.create("http://no-such-host.invalid/")).awaitFailed(Phase.RESOLVE);
        }
    }

    @Test
    void a_refused_connection_fails_in_connect() {
        try (var setup = Setup.plain()) {
            setup.server.refuseConnections();
            assertThat(setup.get().awaitFailed(Phase.CONNECT)).isInstanceOf(ConnectException.class);
        }
    }

    @Test
    void an_unanswered_connection_fails_in_connect_after_the_configured_time() {
        try (var setup = Setup.plain()) {
            setup.server.ignoreConnections();
            assertThat(withConnectTimeout(setup, setup.server.uri("/")).awaitFailed(Phase.CONNECT))
                    .isInstanceOf(HttpConnectTimeoutException.class);
        }
    }

    @Test
    void an_unanswered_tls_handshake_counts_as_connecting() {
        try (var setup = Setup.plain(Response.onAccept().hang())) {
            URI uri = URI.create("https://localhost:" + setup.server.port());
            withConnectTimeout(setup, uri).awaitFailed(Phase.CONNECT);
            setup.server.awaitDisconnect(1);
        }
    }

    @Test
    void the_connect_time_out_does_not_cover_the_response() throws InterruptedException {
        for (Duration connect = CONNECT; !streamsForLongerThan(connect); connect = connect.multipliedBy(2)) {
            assertThat(connect).as("a time in which this machine connects").isLessThan(Duration.ofMinutes(1));
        }
    }

    /** Returns false where a slow machine was too late to connect, which shows nothing. */
    private static boolean streamsForLongerThan(Duration connect) throws InterruptedException {
        var head = new Gate();
        var body = new Gate();
        try (var setup =
                Setup.plain(Response.stream().headAfter(head).await(body).chunk("a"))) {
            Recording recording = withConnectTimeout(setup, setup.server.uri("/"), connect);
            await().until(() -> head.isReached() || recording.isOver());
            if (!head.isReached()) {
                return false;
            }
            Thread.sleep(connect.toMillis() + 100);
            head.open();
            recording.awaitHead();
            recording.read();
            Thread.sleep(connect.toMillis() + 100);
            body.open();
            recording.readAll().awaitEnd();
            return true;
        }
    }

    @Test
    void a_get_without_an_answer_fails_in_head_after_the_jdk_has_sent_it_twice() {
        try (var setup = Setup.plain()) {
            setup.server.otherwise(Response.raw("").cut());
            setup.get().awaitFailed(Phase.HEAD);
            assertThat(setup.server.requests()).hasSize(2);
        }
    }

    @Test
    void a_post_without_an_answer_fails_in_head_and_is_sent_once() {
        try (var setup = Setup.plain()) {
            setup.server.otherwise(Response.raw("").reset());
            setup.post(new byte[10]).awaitFailed(Phase.HEAD);
            assertThat(setup.server.requests()).hasSize(1);
        }
    }

    @Test
    void a_head_that_is_cut_fails() {
        try (var setup = Setup.plain(Response.raw("HTTP/1.1 200 OK\r\nContent-Ty"))) {
            setup.get().awaitFailed(Phase.HEAD);
        }
    }

    @Test
    void a_reset_while_the_request_is_sent_fails_in_send() throws Exception {
        try (var door = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                var setup = Setup.plain()) {
            URI uri = URI.create("http://localhost:" + door.getLocalPort() + "/");
            Recording recording = setup.open(Setup.request("POST", uri, Headers.none(), new byte[64 << 20]));
            try (Socket client = door.accept()) {
                client.getInputStream().read();
                recording.assertSilent(); // all buffers on the way are full, or nearly
                client.setSoLinger(true, 0);
            }
            recording.awaitFailed(Phase.SEND);
        }
    }

    @Test
    void a_chunked_body_that_is_cut_fails_in_body_after_its_bytes() {
        try (var setup = Setup.plain(
                Response.stream().chunk("data: a\n\n").chunk("data: bcd\n\n").cutAt(14))) {
            assertBodyFails(setup, "data: a\n\ndata:");
        }
    }

    @Test
    void a_chunked_body_without_its_last_chunk_fails_in_body() {
        try (var setup = Setup.plain(Response.stream().chunk("data: a\n\n").cut())) {
            assertBodyFails(setup, "data: a\n\n");
        }
    }

    @Test
    void a_reset_fails_in_body_after_its_bytes() {
        var read = new Gate();
        try (var setup =
                Setup.plain(Response.stream().chunk("data: a\n\n").await(read).reset())) {
            Recording recording = setup.get();
            recording.readBytes(9);
            read.open();
            recording.readAll().awaitFailed(Phase.BODY);
            assertThat(recording.body()).isEqualTo("data: a\n\n");
        }
    }

    @Test
    void a_body_shorter_than_its_length_fails_in_body_after_its_bytes() {
        try (var setup = Setup.plain(Response.status(200)
                .header("Content-Length", "20")
                .chunk("data: a\n\n")
                .cut())) {
            assertBodyFails(setup, "data: a\n\n");
        }
    }

    @Test
    void a_broken_chunk_fails_in_body_and_closes_the_connection() {
        var read = new Gate();
        try (var setup = Setup.plain(Response.stream()
                .chunk("data: a\n\n")
                .await(read)
                .send("xyz\r\n")
                .hang())) {
            Recording recording = setup.get();
            recording.readBytes(9);
            read.open();
            recording.readAll().awaitFailed(Phase.BODY);
            setup.server.awaitDisconnect(1);
        }
    }

    /** The JDK knows no trailers: releases before 2026 skip them, later ones fail. */
    @Test
    void trailers_do_not_harm_the_bytes_before_them_nor_the_next_exchange() {
        var read = new Gate();
        try (var setup = Setup.plain(
                Response.stream().chunk("data: a\n\n").await(read).trailer("X-Sum", "1"), Response.status(204))) {
            Recording recording = setup.get();
            recording.readBytes(9);
            read.open();
            assertThat(recording.readAll().calls()).startsWith("head", "bytes", "burstEnd");
            assertThat(setup.get().awaitEnd().awaitHead().status()).isEqualTo(204);
        }
    }

    @Test
    void after_close_open_throws() {
        var setup = Setup.plain();
        setup.close();
        assertThatThrownBy(setup::get).isInstanceOf(IllegalStateException.class).hasMessage("the transport is closed");
    }

    private static void assertBodyFails(Setup setup, String bytesBefore) {
        Recording recording = setup.get();
        recording.readAll().awaitFailed(Phase.BODY);
        assertThat(recording.body()).isEqualTo(bytesBefore);
    }

    private static Recording withConnectTimeout(Setup setup, URI uri) {
        assertThat(Timeouts.defaults().connect()).isGreaterThan(Duration.ofSeconds(5));
        return withConnectTimeout(setup, uri, CONNECT);
    }

    private static Recording withConnectTimeout(Setup setup, URI uri, Duration connect) {
        return setup.open(new TransportRequest("GET", uri, Headers.none(), null, connect, Setup.HEAD_BYTES));
    }
}
