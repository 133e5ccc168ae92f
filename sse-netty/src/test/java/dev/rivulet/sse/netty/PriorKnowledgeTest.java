package dev.rivulet.sse.netty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.sse.http.Phase;
import dev.rivulet.sse.spi.TransportConfig;
import dev.rivulet.sse.spi.TransportConfig.HttpVersion;
import dev.rivulet.sse.testkit.Response;
import dev.rivulet.sse.testkit.ScriptedServer;
import dev.rivulet.sse.testkit.http2.Frame;
import dev.rivulet.sse.testkit.http2.FrameReader;
import dev.rivulet.sse.tests.support.Recording;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ProtocolException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** HTTP/2 over plain text. */
@Timeout(600)
class PriorKnowledgeTest {
    private static final TransportConfig HTTP_1_1 = TransportConfig.defaults().httpVersion(HttpVersion.HTTP_1_1);

    @Test
    void who_asks_for_it_gets_http2_on_one_connection() {
        try (var server = Http2Server.start();
                var transport = Setup.built(NettyTransport.builder().http2PriorKnowledge(true))) {
            List<Recording> streams = Stream.generate(() -> Setup.get(transport, server.uri("/event")))
                    .limit(5)
                    .toList();
            for (Recording stream : streams) {
                assertThat(stream.awaitHead().protocol()).isEqualTo("h2");
                assertThat(stream.readBytes(Setup.EVENT_BYTES)).isEqualTo("data: a\n\n");
            }
            assertThat(server.connections()).isEqualTo(1);
            assertThat(Setup.get(transport, server.uri("/whole")).readBody()).isEqualTo("data: whole\n\n");
        }
    }

    @Test
    void who_does_not_ask_gets_http11_and_no_upgrade_is_offered() {
        try (var setup = Setup.plain(NettyTransport.builder(), Response.status(204))) {
            Recording recording = setup.get();
            assertThat(recording.readBody()).isEmpty();
            assertThat(recording.awaitHead().protocol()).isEqualTo("http/1.1");
            var sent = setup.server.awaitRequest(1).headers();
            assertThat(sent.first("Upgrade")).isNull();
            assertThat(sent.first("HTTP2-Settings")).isNull();
        }
    }

    @Test
    void it_is_declared_also_where_tls_shall_be_http11() {
        try (var with = Setup.built(NettyTransport.builder().config(HTTP_1_1).http2PriorKnowledge(true));
                var without = Setup.built(NettyTransport.builder().config(HTTP_1_1))) {
            assertThat(with.features().protocols()).containsExactlyInAnyOrder("http/1.1", "h2");
            assertThat(without.features().protocols()).containsExactly("http/1.1");
        }
    }

    @Test
    void it_is_about_plain_text_only() {
        var server = ScriptedServer.startHttp2(Setup.CERTIFICATE.server()).otherwise(Setup.EVENT);
        var config = HTTP_1_1.sslContext(Setup.CERTIFICATE.client());
        try (var setup =
                new Setup(server, NettyTransport.builder().config(config).http2PriorKnowledge(true))) {
            assertThat(setup.get().awaitHead().protocol()).isEqualTo("http/1.1");
        }
    }

    @Test
    void a_server_that_knows_only_http11_is_distinguished_from_a_broken_line() throws IOException {
        try (var door = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                var transport = Setup.built(NettyTransport.builder().http2PriorKnowledge(true))) {
            Recording recording = Setup.get(transport, URI.create("http://localhost:" + door.getLocalPort() + "/"));
            try (Socket client = door.accept()) {
                awaitRequest(new FrameReader(client.getInputStream()));
                client.getOutputStream()
                        .write("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n"
                                .getBytes(StandardCharsets.US_ASCII));
                assertThat(recording.awaitFailed(Phase.HEAD)).isInstanceOf(ProtocolException.class);
                client.getInputStream().transferTo(OutputStream.nullOutputStream()); // the client closes
            }
        }
    }

    private static void awaitRequest(FrameReader frames) throws IOException {
        frames.preface();
        while (frames.next().type() != Frame.HEADERS) {
            // what comes before the request
        }
    }
}
