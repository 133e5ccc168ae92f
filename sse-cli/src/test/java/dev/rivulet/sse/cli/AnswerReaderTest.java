package dev.rivulet.sse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.sse.SseEvent;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The demo's verdict is worth something only if it can be bad. */
class AnswerReaderTest {
    private final ByteArrayOutputStream shown = new ByteArrayOutputStream();
    private final Output out = new Output(shown, false, false);
    private final AnswerReader reader = new AnswerReader(List.of("a", " b", " c"), out);

    @Test
    void each_once_and_in_order_is_right() {
        read("1 a", "2  b", "3  c");

        assertThat(reader.fault()).isNull();
        assertThat(reader.delivered()).isEqualTo(3);
        out.flush();
        assertThat(shown.toString(StandardCharsets.UTF_8)).isEqualTo("a b c");
    }

    @Test
    void a_lost_event_is_seen() {
        read("1 a", "3  c");

        assertThat(reader.fault()).isEqualTo("event 3 came where 2 was due");
    }

    @Test
    void the_last_ones_missing_is_seen() {
        read("1 a");

        assertThat(reader.fault()).isEqualTo("2 events did not come");
    }

    @Test
    void a_duplicate_is_seen() {
        read("1 a", "2  b", "2  b", "3  c");

        assertThat(reader.fault()).isEqualTo("event 2 came where 3 was due");
    }

    @Test
    void one_too_many_is_seen() {
        read("1 a", "2  b", "3  c", "3  c");

        assertThat(reader.fault()).isEqualTo("event 3 came where 4 was due");
    }

    @Test
    void wrong_data_is_seen() {
        read("1 a", "2  x");

        assertThat(reader.fault()).isEqualTo("event 2 came where 2 was due");
    }

    @Test
    void tokens_are_the_same_from_the_same_seed() {
        assertThat(Tokens.of(500, new Random(7))).hasSize(500).isEqualTo(Tokens.of(500, new Random(7)));
        assertThat(Tokens.of(500, new Random(8))).isNotEqualTo(Tokens.of(500, new Random(7)));
    }

    private void read(String... events) {
        for (String event : events) {
            int space = event.indexOf(' ');
            reader.onEvent(SseEvent.of("token", event.substring(space + 1), event.substring(0, space)));
        }
    }
}
