package dev.rivulet.sse.tests.session;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.sse.Failure;
import dev.rivulet.sse.policy.Limits;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Compressed bodies, decoded event by event. */
class CodingTest {
    @RegisterExtension
    final Rig rig = new Rig();

    @ParameterizedTest
    @ValueSource(strings = {"", "identity", "none", "Identity", " "})
    void no_coding_under_any_name_is_none(String coding) {
        open(coding).send("data: a\n\n");
        assertThat(rig.data()).containsExactly("a");
    }

    @ParameterizedTest
    @ValueSource(strings = {"br", "zstd", "compress", "gzip, br", "aes128gcm"})
    void an_unknown_coding_is_fatal_and_named(String coding) {
        open(coding).send("data: a\n\n");
        assertThat(rig.failed(Failure.UnsupportedEncoding.class).coding()).isEqualTo(coding);
        assertThat(rig.seen.events).isEmpty();
        assertThat(rig.server().isCancelled()).isTrue();
    }

    @Test
    void an_event_that_was_flushed_is_delivered_at_once() {
        Packer packer = new Packer(true);
        open("gzip");
        for (String data : new String[] {"a", "b", "x".repeat(100_000), "d"}) {
            rig.server().bytes(packer.flushed("data: " + data + "\n\n"));
            assertThat(rig.data()).endsWith(data);
        }
        assertThat(rig.seen.events).hasSize(4);
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "x-gzip", "GZIP", "deflate"})
    void a_coded_body_that_drips_byte_by_byte_is_decoded(String coding) {
        byte[] body = coding.equals("deflate") ? zlib("data: a\n\ndata: b\n\n") : gzip("data: a\n\ndata: b\n\n");
        open(coding);
        for (byte each : body) {
            rig.server().bytes(new byte[] {each});
        }
        rig.end();
        assertThat(rig.data()).containsExactly("a", "b");
        rig.retrying(Failure.StreamEnded.class);
    }

    @Test
    void the_body_of_a_refusal_is_decoded() {
        rig.subscribe();
        rig.server().head(404, Rig.headers("Content-Encoding", "gzip")).bytes(gzip("no such stream"));
        rig.server().end();
        assertThat(rig.failed(Failure.HttpError.class).response().body()).isEqualTo("no such stream");
    }

    @Test
    void the_damaged_body_of_a_refusal_is_kept_as_it_came() {
        rig.subscribe();
        rig.server().head(404, Rig.headers("Content-Encoding", "gzip")).bytes("no such stream");
        rig.server().end();
        assertThat(rig.failed(Failure.HttpError.class).response().body()).isEqualTo("no such stream");
    }

    @Test
    void deflate_may_be_raw_as_some_servers_send_it() {
        Deflater raw = new Deflater(6, true);
        open("deflate").server().bytes(deflated("data: a\n\n", raw));
        rig.end();
        assertThat(rig.data()).containsExactly("a");
        rig.retrying(Failure.StreamEnded.class);
    }

    @Test
    void gzip_may_come_in_several_members() {
        byte[] one = gzip("data: a\n");
        byte[] two = gzip("\ndata: b\n\n");
        byte[] both = Arrays.copyOf(one, one.length + two.length);
        System.arraycopy(two, 0, both, one.length, two.length);
        open("gzip").server().bytes(both);
        assertThat(rig.data()).containsExactly("a", "b");
        rig.end();
        rig.retrying(Failure.StreamEnded.class);
    }

    @Test
    void a_damaged_body_is_retried_and_what_was_whole_in_it_delivered() {
        byte[] body = gzip("id: 1\ndata: a\n\n");
        body[body.length - 6] ^= 1; // in the CRC
        open("gzip").server().bytes(body);
        rig.retrying(Failure.CorruptEncoding.class);
        assertThat(rig.data()).containsExactly("a");
        rig.backOff();
        assertThat(rig.sentId()).isEqualTo("1");
    }

    @Test
    void what_is_not_gzip_at_all_is_damaged() {
        open("gzip").send("data: a\n\n data: b\n\n");
        assertThat(rig.retrying(Failure.CorruptEncoding.class).message()).contains("gzip");
    }

    @Test
    void a_body_that_ends_within_its_coding_is_damaged_not_ended() {
        byte[] body = gzip("data: a\n\n");
        open("gzip").server().bytes(Arrays.copyOf(body, body.length - 4)).end();
        rig.retrying(Failure.CorruptEncoding.class);
    }

    @Test
    void the_next_connection_may_be_coded_otherwise() {
        open("gzip").server().bytes(gzip("id: 1\ndata: a\n\n"));
        rig.reopen().send("id: 2\ndata: b\n\n").cut().backOff();
        rig.server()
                .head(200, Rig.headers("Content-Type", "text/event-stream", "Content-Encoding", "deflate"))
                .bytes(zlib("id: 3\ndata: c\n\n"));
        assertThat(rig.data()).containsExactly("a", "b", "c");
    }

    @Test
    void a_bomb_is_stopped_by_the_limit_of_an_event() {
        rig.subscribe(request -> request.limits(Limits.defaults().eventBytes(1 << 20)));
        rig.server()
                .head(200, Rig.headers("Content-Type", "text/event-stream", "Content-Encoding", "gzip"))
                .bytes(gzip("data: " + "x".repeat(50 << 20)));
        rig.failed(Failure.LimitExceeded.class);
    }

    @Test
    void close_inside_a_coded_burst_stops_there_and_releases_all() {
        rig.seen.onEvent = event -> rig.session.close();
        open("gzip").server().bytes(gzip("data: a\n\ndata: b\n\n" + "data: c\n\n".repeat(10_000)));
        rig.closed();
        assertThat(rig.data()).containsExactly("a");
    }

    @Test
    void between_bursts_a_coded_stream_holds_no_buffer() {
        Packer packer = new Packer(true);
        open("gzip");
        for (int i = 0; i < 10; i++) {
            rig.server().bytes(packer.flushed("data: a\n\n".repeat(1000)));
            assertThat(rig.pool.outstanding()).isZero();
        }
    }

    private Rig open(String coding) {
        rig.subscribe();
        rig.server().head(200, Rig.headers("Content-Type", "text/event-stream", "Content-Encoding", coding));
        return rig;
    }

    private static byte[] gzip(String text) {
        var out = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(out)) {
            gzip.write(text.getBytes(UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static byte[] zlib(String text) {
        return deflated(text, new Deflater());
    }

    private static byte[] deflated(String text, Deflater deflater) {
        var out = new ByteArrayOutputStream();
        try (var deflate = new DeflaterOutputStream(out, deflater)) {
            deflate.write(text.getBytes(UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    /** A gzip stream that is flushed after each event. */
    private static final class Packer {
        private final ByteArrayOutputStream out = new ByteArrayOutputStream();
        private final GZIPOutputStream gzip;

        Packer(boolean syncFlush) {
            try {
                gzip = new GZIPOutputStream(out, 512, syncFlush);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        byte[] flushed(String text) {
            try {
                gzip.write(text.getBytes(UTF_8));
                gzip.flush();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            byte[] bytes = out.toByteArray();
            out.reset();
            return bytes;
        }
    }
}
