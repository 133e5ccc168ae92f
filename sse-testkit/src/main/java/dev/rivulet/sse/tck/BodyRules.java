package dev.rivulet.sse.tck;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rivulet.sse.http.Phase;
import dev.rivulet.sse.spi.Feature;
import dev.rivulet.sse.testkit.Gate;
import dev.rivulet.sse.testkit.Response;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rules of {@code Receiver}: the body. */
abstract class BodyRules extends Topic {
    private static final String TEXT = "data: \u00E4\u4E2D\n\ndata: 2\r\r";

    BodyRules(Subject subject) {
        super(subject);
    }

    static Stream<Response> framings() {
        return Stream.of(
                Response.stream(),
                Response.status(200),
                Response.status(200).closeDelimited(),
                Response.statusLine("HTTP/1.0 200 OK").closeDelimited(),
                Response.statusLine("HTTP/1.1 200").chunked());
    }

    static Stream<String> divisions() {
        return Stream.of(
                "5\r\nhello\r\n7\r\n, world\r\n0\r\n\r\n",
                "5;ext=1\r\nhello\r\n7; a=\"b;c\" ;d\r\n, world\r\n0;last\r\n\r\n",
                "5;a=\"\\\";b\"\r\nhello\r\n7\r\n, world\r\n0\r\n\r\n",
                "000005\r\nhello\r\n0007\r\n, world\r\n000\r\n\r\n",
                "C\r\nhello, world\r\n0\r\n\r\n",
                "c\r\nhello, world\r\n0\r\n\r\n",
                "1\r\nh\r\n1\r\ne\r\n1\r\nl\r\n1\r\nl\r\n1\r\no\r\n7\r\n, world\r\n0\r\n\r\n");
    }

    @ParameterizedTest
    @EnumSource
    void bytes_1_a_large_body_arrives_whole_and_in_order(Lane lane) {
        byte[] part = new byte[100_003];
        for (int i = 0; i < part.length; i++) {
            part[i] = (byte) (i * 31 >> 3);
        }
        byte[] body = stage(lane, Response.stream().repeat(40, part))
                .get()
                .readAll()
                .awaitEnd()
                .bodyBytes();
        assertEquals(40 * part.length, body.length);
        for (int i = 0; i < 40; i++) {
            assertArrayEquals(part, Arrays.copyOfRange(body, i * part.length, (i + 1) * part.length));
        }
    }

    @ParameterizedTest
    @MethodSource("framings")
    void bytes_1_every_framing_brings_the_same(Response framing) {
        Recording recording = stage(
                        Lane.HTTP_1_1, framing.chunk(TEXT).chunk("\n").repeat(1_000, "data: b\r\r"))
                .get();
        assertEquals(
                TEXT + "\n" + "data: b\r\r".repeat(1_000),
                recording.readAll().awaitEnd().body());
    }

    @ParameterizedTest
    @MethodSource("divisions")
    void bytes_1_chunks_are_cut_as_the_server_likes(String chunks) {
        TckFixture stage = stage(Lane.HTTP_1_1, Response.stream().send(chunks).keepAlive());
        assertEquals("hello, world", stage.get().readAll().awaitEnd().body());
    }

    @ParameterizedTest
    @MethodSource("divisions")
    void bytes_1_chunks_may_come_byte_by_byte(String chunks) {
        Response response = Response.stream();
        for (int i = 0; i < chunks.length(); i++) {
            response = response.send(chunks.substring(i, i + 1));
        }
        TckFixture stage = stage(Lane.HTTP_1_1, response.keepAlive());
        assertEquals("hello, world", stage.get().readAll().awaitEnd().body());
    }

    @Test
    void bytes_1_trailers_are_not_the_bodys() {
        needs(Feature.TRAILERS);
        TckFixture stage = stage(
                Lane.HTTP_1_1,
                Response.stream().chunk("a").trailer("X-Sum", "1").trailer("X-More", "2"),
                Response.status(204));
        assertEquals("a", stage.get().readAll().awaitEnd().body());
        assertEquals(204, stage.get().awaitEnd().awaitHead().status());
    }

    @ParameterizedTest
    @EnumSource
    void bytes_2_what_has_come_is_delivered_at_once(Lane lane) {
        Response response = Response.stream();
        var gates = Stream.generate(Gate::new).limit(5).toList();
        for (Gate gate : gates) {
            response = response.chunk("a").await(gate);
        }
        Recording recording = stage(lane, response).get();
        for (int i = 0; i < 5; i++) {
            recording.readBytes(i + 1);
            gates.get(i).open();
        }
        assertEquals("aaaaa", recording.readAll().awaitEnd().body());
    }

    @ParameterizedTest
    @EnumSource
    void bytes_3_nothing_is_decompressed(Lane lane) throws IOException {
        for (String coding : new String[] {"gzip", "deflate", "br"}) {
            byte[] body = coding.equals("gzip") ? gzip(TEXT) : TEXT.getBytes(StandardCharsets.UTF_8);
            TckFixture stage = stage(
                    lane,
                    Response.status(200).header("Content-Encoding", coding).chunk(body));
            Recording recording = stage.get().readAll().awaitEnd();
            assertArrayEquals(body, recording.bodyBytes());
            assertEquals(coding, recording.awaitHead().headers().first("Content-Encoding"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void bytes_4_position_and_limit_of_a_lent_buffer_mean_nothing(Lane lane) {
        List<Consumer<ByteBuffer>> leaving = List.of(ByteBuffer::rewind, ByteBuffer::clear, lent -> lent.limit(0));
        for (Consumer<ByteBuffer> each : leaving) {
            TckFixture stage = stage(lane, Response.stream().repeat(200, "0123456789"));
            Recording recording = stage.get(stage.recording().leaving(each));
            assertEquals(
                    "0123456789".repeat(200), recording.readAll().awaitEnd().body());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {" ", "  ", "\t", " \t "})
    void bytes_5_a_size_padded_with_blanks_is_read_or_refused_by_its_name(String blanks) {
        String chunks = "5" + blanks + "\r\nhello\r\n7" + blanks + "\r\n, world\r\n0" + blanks + "\r\n\r\n";
        Recording recording =
                stage(Lane.HTTP_1_1, Response.stream().send(chunks).keepAlive()).get();
        recording.readAll();
        if (recording.phase() == null) {
            assertEquals("hello, world", recording.awaitEnd().body());
        } else {
            String reported = recording.awaitFailed(Phase.BODY).toString();
            assertTrue(reported.contains("chunk"), reported);
            assertTrue("hello, world".startsWith(recording.body()), recording::body);
        }
    }

    private static byte[] gzip(String text) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(bytes)) {
            gzip.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }
}
