package dev.rivulet.sse.okhttp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.sse.http.Phase;
import dev.rivulet.sse.spi.TransportConfig;
import dev.rivulet.sse.testkit.Gate;
import dev.rivulet.sse.testkit.Response;
import dev.rivulet.sse.testkit.ScriptedServer;
import dev.rivulet.sse.testkit.SelfSigned;
import dev.rivulet.sse.tests.support.Recording;
import java.io.EOFException;
import java.net.ProtocolException;
import java.util.List;
import okhttp3.OkHttpClient;
import okhttp3.ResponseBody;
import okio.Buffer;
import okio.ForwardingSource;
import okio.Okio;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(600)
class BodyTest {
    private static final int READ = 8_192;

    @Test
    void a_credit_brings_one_read_of_8_kib_at_most() {
        try (var setup = Setup.plain(Response.stream().chunk("x".repeat(100_000)))) {
            Recording recording = setup.get();
            int before = 0;
            while (!recording.isOver()) {
                recording.readBurst();
                assertThat(recording.bodyLength() - before).isLessThanOrEqualTo(READ);
                before = recording.bodyLength();
            }
            assertThat(before).isEqualTo(100_000);
        }
    }

    @Test
    void a_cut_is_an_end_of_file_and_no_breach_of_the_protocol() {
        for (Response cut : List.of(
                Response.stream().chunk("a").cut(),
                Response.stream().chunk("a").send("5\r\nab").cut(),
                Response.status(200).header("Content-Length", "9").chunk("a").cut())) {
            try (var setup = Setup.plain(cut)) {
                assertThat(setup.get().readAll().awaitFailed(Phase.BODY)).isInstanceOf(EOFException.class);
            }
        }
    }

    @Test
    void a_broken_chunk_is_a_breach_of_the_protocol() {
        try (var setup = Setup.plain(Response.stream().chunk("a").send("zz\r\n").hang())) {
            assertThat(setup.get().readAll().awaitFailed(Phase.BODY))
                    .isInstanceOf(ProtocolException.class)
                    .hasMessageContaining("chunk");
        }
    }

    @Test
    void the_text_of_a_line_that_was_cut_is_not_in_the_message() {
        try (var setup = Setup.plain(
                Response.raw("HTTP/1.1 200 OK\r\nX-Key: SECRET").cut(),
                Response.stream().chunk("a").send("5;SECRET").cut())) {
            for (int i = 0; i < 2; i++) {
                Recording recording = setup.get();
                recording.readAll();
                for (Throwable at = recording.cause(); at != null; at = at.getCause()) {
                    assertThat(at.toString()).doesNotContain("content=", "SECRET");
                }
            }
        }
    }

    @Test
    void of_http2_a_response_that_ends_with_its_head_ends_without_credit() {
        SelfSigned certificate = SelfSigned.localhost();
        try (var server = ScriptedServer.startHttp2(certificate.server());
                var transport =
                        OkHttpTransport.create(TransportConfig.defaults().sslContext(certificate.client()))) {
            server.respond(Response.stream(), Response.status(503).header("Retry-After", "0"));
            var setup = new Setup(server, transport);
            assertThat(setup.get().awaitEnd().calls()).containsExactly("head", "end");
            assertThat(setup.get().awaitEnd().calls()).containsExactly("head", "end");
        }
    }

    @Test
    void what_an_interceptor_makes_of_a_body_is_delivered() {
        var client = new OkHttpClient.Builder()
                .addNetworkInterceptor(chain -> {
                    okhttp3.Response response = chain.proceed(chain.request());
                    var louder = new ForwardingSource(response.body().source()) {
                        @Override
                        public long read(Buffer sink, long byteCount) throws java.io.IOException {
                            var read = new Buffer();
                            long count = super.read(read, byteCount);
                            sink.writeUtf8(read.readUtf8().toUpperCase(java.util.Locale.ROOT));
                            return count;
                        }
                    };
                    return response.newBuilder()
                            .body(ResponseBody.create(Okio.buffer(louder), null, -1))
                            .build();
                })
                .build();
        var gate = new Gate();
        try (var setup =
                Setup.over(client, Response.stream().chunk("a").await(gate).chunk("b"))) {
            Recording recording = setup.get();
            assertThat(recording.readBytes(1)).isEqualTo("A");
            gate.open();
            assertThat(recording.readBody()).isEqualTo("AB");
        }
    }
}
