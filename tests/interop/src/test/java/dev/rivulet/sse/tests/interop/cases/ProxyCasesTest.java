package dev.rivulet.sse.tests.interop.cases;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.sse.spi.Feature;
import dev.rivulet.sse.testkit.SelfSigned;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;

/** What went wrong in other clients behind a proxy: what was meant for the origin was shown to it. */
@OnEachTransport
class ProxyCasesTest {
    private static final SelfSigned CERTIFICATE = SelfSigned.forHosts("events.example");

    private final String transport;
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final List<String> names = new CopyOnWriteArrayList<>();

    ProxyCasesTest(String transport) {
        this.transport = transport;
    }

    @Test
    void the_proxy_of_an_https_uri_sees_host_and_port_and_then_tls_alone() throws Exception {
        try (var server = RawServer.start((tcp, number) -> serve(tcp));
                var proxy = Tunnel.start();
                var backend = Backend.of(
                                transport,
                                Wire.TLS
                                        .config()
                                        .sslContext(CERTIFICATE.client())
                                        .proxySelector(proxy.selector()))
                        .needs(Wire.TLS)
                        .needs(Feature.PROXY)) {
            backend.follow(Live.get(server.uri("https://events.example"))
                            .bearer("SECRET")
                            .header("Cookie", "session=SECRET"))
                    .awaitData("a");

            assertThat(requests)
                    .singleElement()
                    .asString()
                    .startsWith("GET /events HTTP/1.1\r\n")
                    .containsIgnoringCase("Authorization: Bearer SECRET")
                    .containsIgnoringCase("Cookie: session=SECRET");
            assertThat(names).as("the server's name in the handshake").containsExactly("events.example");
            assertThat(proxy.heads())
                    .singleElement()
                    .asString()
                    .startsWith("CONNECT events.example:" + server.port() + " HTTP/1.1\r\n")
                    .doesNotContain("SECRET", "/events");
            assertThat(new String(proxy.seen(), ISO_8859_1)).doesNotContain("SECRET", "/events");
            isTls(ByteBuffer.wrap(proxy.seen()));
        }
    }

    private void serve(Socket tcp) throws IOException {
        SSLSocket tls = TlsSockets.accept(CERTIFICATE.server(), tcp);
        ((ExtendedSSLSession) tls.getSession())
                .getRequestedServerNames()
                .forEach(name -> names.add(((SNIHostName) name).getAsciiName()));
        requests.add(RawServer.readHead(tls.getInputStream()));
        tls.getOutputStream()
                .write("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\ndata: a\n\n".getBytes(ISO_8859_1));
    }

    /** Records from the first byte to the last (RFC 8446, 5.1), which begin with a handshake. */
    private static void isTls(ByteBuffer sent) {
        assertThat(sent.get(0)).isEqualTo((byte) 22);
        while (sent.hasRemaining()) {
            assertThat(sent.get()).as("the type of a record").isBetween((byte) 20, (byte) 23);
            assertThat(sent.get()).as("its version").isEqualTo((byte) 3);
            sent.get();
            int length = sent.getShort();
            sent.position(sent.position() + length);
        }
    }
}
