package dev.rivulet.sse.tests.session;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.sse.SseClient;
import dev.rivulet.sse.testkit.FakeExchange;
import dev.rivulet.sse.testkit.FakeTransport;
import dev.rivulet.sse.testkit.VirtualTime;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * One large event in small pieces, which other clients copied or looked through from its start at every piece. The bytes
 * of all arrays that are lent bound what is copied; that the parser's own steps are linear is in the core's tests.
 */
@Timeout(600)
class MemoryCasesTest {
    private static final int SIZE = 1 << 20;

    private final FakeTransport transport = new FakeTransport();
    private final MeteredPool pool = new MeteredPool();
    private final List<Integer> lengths = new ArrayList<>();
    private final SseClient client = Rig.client(transport, new VirtualTime(), pool);

    @AfterEach
    void close() {
        client.close();
    }

    @ParameterizedTest
    @CsvSource({"1024, 1", "1024, 50000", "65536, 1", "16, 1", "16, 50000"})
    void an_event_in_small_pieces_is_not_copied_from_its_start_at_every_piece(int piece, int lines) {
        byte[] event = event(lines);
        play(subscribe().open(), event, piece);
        assertThat(lengths).containsExactly(dataOf(event, lines));
        // Each piece in an array with room in front of it, and a window that doubles.
        assertThat(pool.lentBytes()).isLessThan((event.length / piece + 1) * (1024L + piece) + 10L * event.length);
        assertThat(pool.mostBytes()).isLessThan(5L * event.length);
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "16, 50000"})
    void a_compressed_event_in_small_pieces_is_not_either(int piece, int lines) throws IOException {
        byte[] event = event(lines);
        FakeExchange server = subscribe();
        server.head(200, Rig.headers("Content-Type", "text/event-stream", "Content-Encoding", "gzip"));
        byte[] coded = gzip(event);
        play(server, coded, piece);
        assertThat(lengths).containsExactly(dataOf(event, lines));
        assertThat(pool.mostBytes()).isLessThan(5L * event.length);
        assertThat(pool.lentBytes()).isLessThan((coded.length / piece + 1) * 20_000L + 20L * event.length);
    }

    /** Four times the bytes cost four times the copying, and no more arrays at once than one event needs. */
    @ParameterizedTest
    @ValueSource(ints = {1400, 8192, 65536})
    void a_line_of_4_mebibytes_is_copied_four_times_as_much_as_one_of_1_mebibyte(int piece) {
        FakeExchange server = subscribe().open();
        byte[] small = event(1, SIZE);
        play(server, small, piece);
        long copiedForSmall = pool.lentBytes();
        byte[] large = event(1, 4 * SIZE);
        play(server, large, piece);
        assertThat(lengths).containsExactly(SIZE, 4 * SIZE);
        assertThat(pool.lentBytes() - copiedForSmall).isLessThan(5 * copiedForSmall);
        assertThat(pool.mostBytes()).isLessThan(5L * large.length);
    }

    private static byte[] event(int lines) {
        return event(lines, SIZE);
    }

    private static byte[] event(int lines, int size) {
        String line = "data: " + "x".repeat(size / lines) + "\n";
        return (line.repeat(lines) + "\n").getBytes(UTF_8);
    }

    private static int dataOf(byte[] event, int lines) {
        return event.length - lines * "data: ".length() - 2;
    }

    private FakeExchange subscribe() {
        client.subscribe(Rig.get(), event -> lengths.add(event.data().length()));
        return transport.last();
    }

    private static void play(FakeExchange server, byte[] bytes, int piece) {
        for (int at = 0; at < bytes.length; at += piece) {
            server.bytes(Arrays.copyOfRange(bytes, at, Math.min(bytes.length, at + piece)));
        }
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        }
        return out.toByteArray();
    }
}
