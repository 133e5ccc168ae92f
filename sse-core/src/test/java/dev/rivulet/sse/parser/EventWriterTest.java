package dev.rivulet.sse.parser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rivulet.sse.EventWriter;
import dev.rivulet.sse.property.Inputs;
import dev.rivulet.sse.property.Property;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is written, and that it parses back to the same. */
class EventWriterTest {
    private final Sent sent = new Sent();
    private final EventWriter writer = new EventWriter(sent);

    @Test
    void an_event_has_its_type_data_and_id_and_a_blank_line() throws IOException {
        writer.event("tick", "a\nb", "7");
        assertThat(sent.text()).isEqualTo("event: tick\ndata: a\ndata: b\nid: 7\n\n");
    }

    @Test
    void what_is_null_is_not_written() throws IOException {
        writer.event(null, "x", null);
        writer.event("", "y", null);
        writer.event("z");
        assertThat(sent.text()).isEqualTo("data: x\n\ndata: y\n\ndata: z\n\n");
    }

    @Test
    void an_empty_id_resets_the_last_event_id() throws IOException {
        writer.event(null, "x", "1");
        writer.event(null, "x", "");
        writer.checkpoint("2");
        writer.checkpoint("");
        assertThat(parsed())
                .containsExactly(
                        new Seen.Event("message", "x", "1", true),
                        new Seen.Event("message", "x", "", true),
                        new Seen.Checkpoint("2"),
                        new Seen.Checkpoint(""));
    }

    @Test
    void empty_data_is_an_event() throws IOException {
        writer.event("heartbeat", "", null);
        assertThat(parsed()).containsExactly(Seen.event("heartbeat", "", ""));
    }

    @Test
    void every_line_end_in_the_data_begins_a_new_line_and_comes_back_as_lf() throws IOException {
        writer.event(null, "a\rb\r\nc\nd\n\re\r\n", null);
        assertThat(sent.text())
                .isEqualTo("data: a\ndata: b\ndata: c\ndata: d\ndata: \ndata: e\ndata: \n\n")
                .doesNotContain("\r");
        assertThat(parsed()).containsExactly(Seen.event("message", "a\nb\nc\nd\n\ne\n", ""));
    }

    @Test
    void a_value_that_begins_with_spaces_keeps_them() throws IOException {
        writer.event(" type", "  data\n also", " id");
        writer.comment("  comment");
        assertThat(parsed())
                .containsExactly(new Seen.Event(" type", "  data\n also", " id", true), new Seen.Comment("  comment"));
    }

    @Test
    void a_comment_of_several_lines_is_several_comments() throws IOException {
        writer.comment("a\nb\r\nc\rdata: x\n");
        assertThat(sent.text()).isEqualTo(": a\n: b\n: c\n: data: x\n: \n\n");
        assertThat(parsed())
                .containsExactly(
                        new Seen.Comment("a"),
                        new Seen.Comment("b"),
                        new Seen.Comment("c"),
                        new Seen.Comment("data: x"),
                        new Seen.Comment(""));
    }

    @Test
    void a_comment_is_a_block_so_that_a_relay_passes_it_on_at_once() throws IOException {
        writer.comment("ping");
        var frames = new ArrayList<String>();
        try (var framer = new EventFramer(
                (array, offset, length) -> frames.add(new String(array, offset, length, StandardCharsets.UTF_8)))) {
            framer.feed(sent.bytes(), 0, sent.bytes().length);
        }
        assertThat(frames).containsExactly(": ping\n\n");
    }

    @Test
    void a_retry_time_is_written_in_milliseconds() throws IOException {
        writer.retry(Duration.ofSeconds(3));
        writer.retry(Duration.ZERO);
        writer.retry(Duration.ofNanos(1_999_999));
        assertThat(parsed()).containsExactly(new Seen.Retry(3000), new Seen.Retry(0), new Seen.Retry(1));
        assertThatThrownBy(() -> writer.retry(Duration.ofMillis(-1))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void what_the_format_cannot_carry_is_refused_before_anything_is_written() throws IOException {
        for (String type : List.of("a\nb", "\r", "a\r\n")) {
            assertThatThrownBy(() -> writer.event(type, "x", "1"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("type");
        }
        for (String id : List.of("a\nb", "\r", "a\r\n", "\0", "a\0b")) {
            assertThatThrownBy(() -> writer.event("e", "x", id))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("id");
            assertThatThrownBy(() -> writer.checkpoint(id)).isInstanceOf(IllegalArgumentException.class);
        }
        assertThat(sent.writes).isEmpty();
        writer.event("e", "x", "1");
        assertThat(sent.text()).isEqualTo("event: e\ndata: x\nid: 1\n\n");
    }

    @Test
    void each_call_is_one_write_and_flush_reaches_the_stream() throws IOException {
        writer.event("e", "a\nb\nc", "1");
        writer.comment("a\nb");
        writer.retry(Duration.ofMillis(5));
        writer.checkpoint("2");
        writer.event(null, "x".repeat(1_000_000), null); // also one that is large
        assertThat(sent.writes).hasSize(5);
        assertThat(sent.flushes).isZero();
        writer.flush();
        assertThat(sent.flushes).isEqualTo(1);
    }

    @Test
    void a_stream_that_fails_once_gets_nothing_twice() throws IOException {
        sent.fails = true;
        assertThatThrownBy(() -> writer.event("lost")).isInstanceOf(IOException.class);
        sent.fails = false;
        writer.event("next");
        assertThat(sent.text()).isEqualTo("data: next\n\n");
    }

    @Test
    void an_unpaired_surrogate_cannot_be_carried_and_comes_back_as_a_question_mark() throws IOException {
        writer.event(null, "a\uD800b", null);
        assertThat(parsed()).containsExactly(Seen.event("message", "a?b", ""));
    }

    /** What is to be written, and what has to come back. */
    record Call(String type, String data, String id, String comment, Integer retry) {
        void on(EventWriter writer) throws IOException {
            if (comment != null) {
                writer.comment(comment);
            } else if (retry != null) {
                writer.retry(Duration.ofMillis(retry));
            } else if (data != null) {
                writer.event(type, data, id);
            } else {
                writer.checkpoint(id);
            }
        }
    }

    private static Call call(Inputs in) {
        return switch (in.below(5)) {
            case 0 -> new Call(null, null, null, text(in), null);
            case 1 -> new Call(null, null, null, null, in.between(0, Integer.MAX_VALUE));
            case 2 -> new Call(null, null, line(in), null, null);
            default -> new Call(lineOrNull(in), text(in), lineOrNull(in), null, null);
        };
    }

    private static String text(Inputs in) {
        return wellFormed(String.join("", in.list(8, () -> part(in))));
    }

    private static String part(Inputs in) {
        return switch (in.below(7)) {
            case 6 -> in.of(List.of("\uD83D\uDE00", "\u65E5\u672C", "\u2028", "y".repeat(700)));
            case 4, 5 -> in.text(3);
            default -> in.of(List.of("a", " ", ":", "\n", "\r", "\r\n", "data: x", "\uFEFF", "\0"));
        };
    }

    private static String line(Inputs in) {
        return text(in).replaceAll("[\r\n\0]", "");
    }

    private static String lineOrNull(Inputs in) {
        return in.oneIn(3) ? null : line(in);
    }

    @Test
    void what_is_written_parses_back_to_the_same() {
        Property.check(1000, EventWriterTest::parsesBackToTheSame);
    }

    private static void parsesBackToTheSame(Inputs in) throws IOException {
        var calls = in.note("calls", in.list(12, () -> call(in)));
        var out = new Sent();
        var to = new EventWriter(out);
        var expected = new ArrayList<Seen>();
        String id = "";
        for (var call : calls) {
            call.on(to);
            boolean own = call.id() != null;
            id = own ? call.id() : id;
            if (call.comment() != null) {
                lines(call.comment()).forEach(text -> expected.add(new Seen.Comment(text)));
            } else if (call.retry() != null) {
                expected.add(new Seen.Retry(call.retry()));
            } else if (call.data() != null) {
                String type = call.type() == null || call.type().isEmpty() ? "message" : call.type();
                expected.add(new Seen.Event(type, String.join("\n", lines(call.data())), id, own));
            } else {
                expected.add(new Seen.Checkpoint(id));
            }
        }
        byte[] stream = out.bytes();
        int[] cuts = in.note("cuts", Chunks.anywhere(in, stream.length, 9));
        assertThat(Play.a().cutAt(stream, cuts).seen()).isEqualTo(expected);
        assertThat(ReferenceParser.parse(stream).seen()).isEqualTo(expected);
        assertThat(out.writes).hasSameSizeAs(calls);
    }

    private static List<String> lines(String text) {
        return Arrays.asList(text.split("\r\n|\r|\n", -1));
    }

    private static String wellFormed(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }

    private List<Seen> parsed() {
        return Play.a().whole(sent.bytes()).seen();
    }

    /** Keeps each write apart. */
    private static final class Sent extends OutputStream {
        final List<byte[]> writes = new ArrayList<>();
        int flushes;
        boolean fails;

        @Override
        public void write(int b) {
            throw new AssertionError("a byte alone");
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            if (fails) {
                throw new IOException("broken pipe");
            }
            writes.add(Arrays.copyOfRange(bytes, offset, offset + length));
        }

        @Override
        public void flush() {
            flushes++;
        }

        byte[] bytes() {
            return Streams.joined(writes);
        }

        String text() {
            return new String(bytes(), StandardCharsets.UTF_8);
        }
    }
}
