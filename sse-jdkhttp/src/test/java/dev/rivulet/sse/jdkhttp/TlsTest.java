package dev.rivulet.sse.jdkhttp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.sse.http.Phase;
import dev.rivulet.sse.spi.TransportConfig;
import dev.rivulet.sse.testkit.Response;
import dev.rivulet.sse.testkit.ScriptedServer;
import dev.rivulet.sse.testkit.SelfSigned;
import dev.rivulet.sse.tests.support.Recording;
import java.io.EOFException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.security.GeneralSecurityException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(600)
class TlsTest {
    private final SelfSigned certificate = SelfSigned.localhost();

    @Test
    void a_server_without_http2_is_read_over_http11() {
        try (var setup = secure(
                certificate, certificate.client(), Response.stream().chunk("data: a\n\n"), Response.status(204))) {
            Recording recording = setup.get();
            recording.readAll().awaitEnd();
            assertThat(recording.awaitHead().protocol()).isEqualTo("http/1.1");
            assertThat(recording.body()).isEqualTo("data: a\n\n");
        }
    }

    @Test
    void a_certificate_that_is_not_trusted_fails_in_tls() {
        try (var setup = secure(certificate, SelfSigned.localhost().client())) {
            assertThat(setup.get().awaitFailed(Phase.TLS))
                    .isInstanceOf(SSLHandshakeException.class)
                    .hasRootCauseInstanceOf(GeneralSecurityException.class);
            setup.server.awaitDisconnect(1);
        }
    }

    @Test
    void a_certificate_for_another_host_fails_in_tls() {
        SelfSigned other = SelfSigned.forHosts("elsewhere.example");
        try (var setup = secure(other, other.client())) {
            assertThat(setup.get().awaitFailed(Phase.TLS))
                    .isInstanceOf(SSLHandshakeException.class)
                    .hasRootCauseInstanceOf(GeneralSecurityException.class);
            setup.server.awaitDisconnect(1);
        }
    }

    @Test
    void an_end_of_file_in_the_handshake_fails_in_tls_and_is_reported_as_such() {
        try (var setup =
                Setup.plain(Response.onAccept().cut(), Response.onAccept().cut())) {
            assertThat(setup.get(tlsTo(setup)).awaitFailed(Phase.TLS)).hasRootCauseInstanceOf(EOFException.class);
        }
    }

    @Test
    void a_reset_in_the_handshake_fails_in_tls_and_is_reported_as_such() throws Exception {
        try (var door = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                var setup = Setup.plain()) {
            Recording recording = setup.get(URI.create("https://localhost:" + door.getLocalPort()));
            try (Socket client = door.accept()) {
                client.getInputStream().read(); // the client's greeting has begun
                client.setSoLinger(true, 0);
            }
            assertThat(recording.awaitFailed(Phase.TLS)).hasRootCauseInstanceOf(SocketException.class);
        }
    }

    @Test
    void plain_text_in_place_of_tls_fails_in_tls() {
        try (var setup =
                Setup.plain(Response.onAccept().send("HTTP/1.1 400 Bad\r\n\r\n").hang())) {
            // The JDK closes the connection at once, and may report its own end in place of the text.
            assertThat(setup.get(tlsTo(setup)).awaitFailed(Phase.TLS))
                    .isInstanceOf(SSLException.class)
                    .satisfiesAnyOf(
                            text -> assertThat(text).hasNoCause(),
                            end -> assertThat(end).hasCauseInstanceOf(EOFException.class));
        }
    }

    @Test
    void a_cut_without_close_notify_fails_in_body_after_its_bytes() {
        try (var setup = secure(
                certificate,
                certificate.client(),
                Response.stream().chunk("data: a\n\n").cut())) {
            Recording recording = setup.get();
            recording.readAll().awaitFailed(Phase.BODY);
            assertThat(recording.body()).isEqualTo("data: a\n\n");
        }
    }

    private static URI tlsTo(Setup plain) {
        return URI.create("https://localhost:" + plain.server.port());
    }

    private static Setup secure(SelfSigned shown, SSLContext trusting, Response... script) {
        return new Setup(
                ScriptedServer.start(shown.server()).respond(script),
                JdkHttpTransport.create(TransportConfig.defaults().sslContext(trusting)));
    }
}
