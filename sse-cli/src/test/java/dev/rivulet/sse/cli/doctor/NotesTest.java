package dev.rivulet.sse.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.sse.SseEvent;
import dev.rivulet.sse.http.Headers;
import dev.rivulet.sse.http.ResponseHead;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class NotesTest {
    private static final URI PLACE = URI.create("http://localhost/");

    private long time;
    private final Notes notes = new Notes(() -> time, arrivals -> arrivals.size() == 3);

    @Test
    void an_event_came_when_its_bytes_came() throws Exception {
        head(200, Headers.none());
        time = 100;
        bytes("data: a\n\n");
        time = 250;
        notes.onEvent(SseEvent.of("message", "a", "1"));
        notes.onComment("heartbeat");

        Visit visit = notes.stop();

        assertThat(visit.arrivals())
                .containsExactly(Arrival.event(100, "message", "1", true, "a"), Arrival.comment(100, "heartbeat"));
        assertThat(visit.events()).isEqualTo(1);
        assertThat(visit.comments()).isEqualTo(1);
        assertThat(visit.bytes()).isEqualTo(9);
        assertThat(visit.endedAt()).isEqualTo(250);
    }

    @Test
    void retry_fields_are_found_in_the_bytes() {
        head(200, Headers.none());
        bytes("ret");
        bytes("ry: 15\n\ndata: a");

        Visit visit = notes.stop();

        assertThat(visit.retries()).containsExactly(15L);
        assertThat(visit.pieces()).extracting(Visit.Piece::cutsLine).containsExactly(true, true);
    }

    @Test
    void compressed_bytes_are_not_read_as_text() {
        head(200, Headers.none().add("Content-Encoding", "gzip"));
        bytes("retry: 15\n\nda");

        Visit visit = notes.stop();

        assertThat(visit.retries()).isEmpty();
        assertThat(visit.pieces()).extracting(Visit.Piece::cutsLine).containsExactly(false);
    }

    @Test
    void the_body_of_an_error_is_no_part_of_a_stream() {
        head(404, Headers.none());
        bytes("not found");

        assertThat(notes.stop().bytes()).isZero();
    }

    @Test
    void it_ends_with_the_event_that_is_enough_and_takes_nothing_after_it() throws Exception {
        head(200, Headers.none());
        for (int i = 0; i < 5; i++) {
            notes.onEvent(SseEvent.of("message", "a"));
        }

        assertThat(notes.awaitOver(0)).isTrue();
        assertThat(notes.stop().events()).isEqualTo(3);
    }

    @Test
    void a_flood_is_cut_off_and_long_data_shortened() throws Exception {
        var flooded = new Notes(() -> 0, arrivals -> false);
        for (int i = 0; i < 2 * Notes.MOST; i++) {
            flooded.onEvent(SseEvent.of("message", "x".repeat(1000)));
        }

        Visit visit = flooded.stop();

        assertThat(visit.arrivals()).hasSize(Notes.MOST);
        assertThat(visit.arrivals().get(0).data()).hasSize(Arrival.KEPT);
    }

    @Test
    void of_huge_ids_and_types_little_is_kept() {
        var flooded = new Notes(() -> 0, arrivals -> false);
        String huge = "9".repeat(1 << 20);
        flooded.onEvent(SseEvent.of(huge, "a", huge));

        Arrival arrival = flooded.stop().arrivals().get(0);

        assertThat(arrival.size()).isLessThan(1000);
        assertThat(arrival.id().isTooLong()).isTrue();
    }

    @Test
    void what_compressed_bytes_decode_to_is_bounded_too() throws Exception {
        var flooded = new Notes(() -> 0, arrivals -> false);
        SseEvent event = SseEvent.of("message", "a", "x".repeat(4 << 20));
        for (int i = 0; i < 17; i++) {
            flooded.onEvent(event);
        }

        assertThat(flooded.awaitOver(0)).isTrue();
        assertThat(flooded.stop().events()).isEqualTo(16);
    }

    @Test
    void what_is_kept_of_many_ids_is_bounded() {
        var flooded = new Notes(() -> 0, arrivals -> false);
        SseEvent event = SseEvent.of("message", "a", "x".repeat(4096));
        for (int i = 0; i < Notes.MOST; i++) {
            flooded.onEvent(event);
        }

        assertThat(flooded.stop().arrivals().stream().mapToLong(Arrival::size).sum())
                .isLessThan(17 << 20);
    }

    private void head(int status, Headers headers) {
        notes.head(PLACE, new ResponseHead(status, headers, "http/1.1"));
    }

    private void bytes(String text) {
        notes.bytes(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
    }
}
