package dev.rivulet.sse.tests.session;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.sse.Failure;
import dev.rivulet.sse.SessionState.Closed.Reason;
import dev.rivulet.sse.policy.Timeouts;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What went wrong in other clients with compressed streams. */
class CompressionCasesTest {
    private static final byte[] HEADER = {0x1F, (byte) 0x8B, 8, 0, 0, 0, 0, 0, 0, 3};
    private static final int TRAILER = 8;

    @RegisterExtension
    final Rig rig = Rig.withJitter();

    @Test
    void a_server_that_compresses_and_never_flushes_is_not_listened_to_for_ever() {
        open("gzip").server().bytes(HEADER);
        assertThat(rig.opened().headers().first("Content-Encoding")).isEqualTo("gzip");
        rig.time.advance(Timeouts.defaults().idle());
        assertThat(rig.retrying(Failure.TimedOut.class).kind()).isEqualTo(Failure.TimedOut.Kind.IDLE);
        assertThat(rig.session.metrics().bytes()).isEqualTo(HEADER.length);
        assertThat(rig.session.metrics().events()).isZero();
    }

    @Test
    void nothing_is_offered_by_default_so_that_no_box_between_compresses_without_flushing() {
        rig.subscribe();
        assertThat(rig.request().headers().all("Accept-Encoding")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"br", "zstd", "gzip, br", "br, gzip"})
    void a_coding_that_the_user_asked_for_and_that_is_not_decoded_is_named(String coding) {
        rig.subscribe(request -> request.header("Accept-Encoding", "br, gzip, deflate"));
        rig.server().head(200, Rig.headers("Content-Type", "text/event-stream", "Content-Encoding", coding));
        assertThat(rig.failed(Failure.UnsupportedEncoding.class).message()).contains(coding);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 1000})
    void deflate_is_decoded_whether_wrapped_or_raw_and_whatever_its_first_byte(int piece) {
        byte[] smallWindow = flushed(new Deflater(6, true));
        byte[] wrapped = concat(new byte[] {0x18, 0x19}, smallWindow);
        byte[] stored = "data: a\n\ndata: b\n\n".getBytes(UTF_8);
        // A stored block, whose first byte has five bits that mean nothing: here they make it look like zlib's.
        byte[] rawThatLooksWrapped =
                concat(new byte[] {0x78, (byte) stored.length, 0, (byte) ~stored.length, -1}, stored);
        for (byte[] body : List.of(flushed(new Deflater()), wrapped, smallWindow, rawThatLooksWrapped)) {
            rig.seen.events.clear();
            rig.seen.states.clear();
            open("deflate");
            send(body, piece);
            assertThat(rig.data()).containsExactly("a", "b");
            rig.session.close();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 1000})
    void deflate_whose_first_byte_names_a_window_that_zlib_has_not_is_raw(int piece) {
        byte[] stored = "data: a stored block of 28\n\n".getBytes(UTF_8);
        open("deflate");
        send(concat(new byte[] {(byte) 0x88, (byte) stored.length, 0, (byte) ~stored.length, -1}, stored), piece);
        assertThat(rig.data()).containsExactly("a stored block of 28");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 50, 10_000})
    void all_members_of_a_gzip_body_are_decoded_and_each_event_at_once(int piece) {
        open("gzip");
        for (int i = 0; i < 20; i++) {
            send(member("data: " + i + "\n\n", 0), piece);
            assertThat(rig.seen.events).hasSize(i + 1);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4, 8, 16, 2 | 4, 4 | 8 | 16, 31})
    void a_gzip_header_with_all_its_options_is_read_over(int flags) {
        open("gzip");
        send(member("data: a\n\n", flags), 1);
        send(member("data: b\n\n", 0), 1);
        assertThat(rig.data()).containsExactly("a", "b");
    }

    @Test
    void a_byte_after_the_last_member_is_damage() {
        open("gzip")
                .server()
                .bytes(member("data: a\n\n", 0))
                .bytes(new byte[] {7})
                .end();
        rig.retrying(Failure.CorruptEncoding.class);
        assertThat(rig.data()).containsExactly("a");
    }

    @Test
    void a_compressed_body_that_is_cut_does_not_spoil_what_was_whole() {
        byte[] body = member("id: 1\ndata: a\n\nid: 2\ndata: b\n\n", 0);
        byte[] rest = member("id: 3\ndata: " + "c".repeat(99) + "\n\n", 0);
        open("gzip").server().bytes(body).bytes(Arrays.copyOf(rest, HEADER.length + 4));
        rig.cut();
        rig.retrying(Failure.ConnectionFailed.class);
        assertThat(rig.data()).containsExactly("a", "b");
        rig.backOff();
        assertThat(rig.sentId()).isEqualTo("2");
    }

    @Test
    void a_compressed_body_that_ends_cleanly_without_its_trailer_is_no_good_end() {
        byte[] body = member("id: 1\ndata: a\n\n", 0);
        open("gzip").server().bytes(Arrays.copyOf(body, body.length - TRAILER)).end();
        assertThat(rig.retrying(Failure.CorruptEncoding.class).message()).contains("end");
        assertThat(rig.data()).containsExactly("a");
    }

    @Test
    void a_wrong_checksum_is_reported_after_the_events() {
        byte[] body = member("id: 1\ndata: a\n\n", 0);
        body[body.length - TRAILER] ^= 1;
        open("gzip").server().bytes(body);
        assertThat(rig.retrying(Failure.CorruptEncoding.class).message()).contains("checksum");
        assertThat(rig.data()).containsExactly("a");
    }

    @Test
    void a_greeting_written_past_the_compressor_is_damage_that_is_retried_at_growing_intervals() {
        rig.subscribe();
        for (long seconds : new long[] {1, 2, 4}) {
            rig.server()
                    .head(200, Rig.headers("Content-Type", "text/event-stream", "Content-Encoding", "gzip"))
                    .bytes(": ready\n\n")
                    .bytes(member("id: 1\ndata: a\n\n", 0));
            assertThat(rig.retrying(Failure.CorruptEncoding.class).message()).contains("gzip", "damaged");
            assertThat(rig.delay()).isEqualTo(Duration.ofSeconds(seconds));
            rig.backOff();
            assertThat(rig.sentId()).isNull();
        }
        rig.server().head(204, Rig.headers()).end();
        rig.ended(Reason.NO_CONTENT);
        assertThat(rig.seen.events).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"utf-8", "UTF-8", "gzip, utf-8"})
    void a_charset_in_the_place_of_a_coding_is_reported_with_the_headers_name(String coding) {
        open(coding).send("data: a\n\n");
        Failure failure = rig.failed(Failure.UnsupportedEncoding.class);
        assertThat(failure.message()).containsIgnoringCase("Content-Encoding: " + coding);
        assertThat(failure.advice()).contains("Content-Encoding header");
        assertThat(rig.seen.events).isEmpty();
    }

    private Rig open(String coding) {
        rig.subscribe();
        rig.server().head(200, Rig.headers("Content-Type", "text/event-stream", "Content-Encoding", coding));
        return rig;
    }

    private void send(byte[] bytes, int piece) {
        for (int at = 0; at < bytes.length; at += piece) {
            rig.server().bytes(Arrays.copyOfRange(bytes, at, Math.min(bytes.length, at + piece)));
        }
    }

    /** Two events, each flushed as it is written. */
    private static byte[] flushed(Deflater deflater) {
        var out = new ByteArrayOutputStream();
        byte[] buffer = new byte[1000];
        for (String event : List.of("data: a\n\n", "data: b\n\n")) {
            deflater.setInput(event.getBytes(UTF_8));
            out.write(buffer, 0, deflater.deflate(buffer, 0, buffer.length, Deflater.SYNC_FLUSH));
        }
        deflater.end();
        return out.toByteArray();
    }

    /** A whole gzip member (RFC 1952); the flags say which optional parts its header has. */
    private static byte[] member(String text, int flags) {
        byte[] header = HEADER.clone();
        header[3] = (byte) flags;
        var out = new ByteArrayOutputStream();
        out.writeBytes(header);
        out.writeBytes((flags & 4) == 0 ? new byte[0] : new byte[] {3, 0, 'x', 0, 'y'});
        out.writeBytes((flags & 8) == 0 ? new byte[0] : "name\0".getBytes(UTF_8));
        out.writeBytes((flags & 16) == 0 ? new byte[0] : "comment\0".getBytes(UTF_8));
        out.writeBytes((flags & 2) == 0 ? new byte[0] : new byte[] {1, 2});
        var deflater = new Deflater(6, true);
        byte[] bytes = text.getBytes(UTF_8);
        deflater.setInput(bytes);
        deflater.finish();
        byte[] buffer = new byte[1000];
        out.write(buffer, 0, deflater.deflate(buffer));
        deflater.end();
        var crc = new CRC32();
        crc.update(bytes);
        for (long word : new long[] {crc.getValue(), bytes.length}) {
            for (int shift = 0; shift < 32; shift += 8) {
                out.write((int) (word >> shift));
            }
        }
        return out.toByteArray();
    }

    private static byte[] concat(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }
}
