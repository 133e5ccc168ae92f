package dev.rivulet.sse.http3;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.sse.http.Phase;
import dev.rivulet.sse.testkit.Gate;
import dev.rivulet.sse.testkit.Response;
import dev.rivulet.sse.testkit.ScriptedServer;
import dev.rivulet.sse.tests.support.Recording;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Servers that break HTTP/3's rules. */
@Timeout(240)
class FaultsTest {
    private static final int DATA = 0;
    private static final int PRIORITY = 2; // HTTP/2's, reserved in HTTP/3
    private static final int RESERVED = 0x21 + 0x1f * 3;

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
