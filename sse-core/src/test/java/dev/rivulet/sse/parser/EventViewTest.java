package dev.rivulet.sse.parser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.sse.EventView;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What a view shows. (That all its faces agree, the {@link Recorder} checks at every event of every test.) */
class EventViewTest {
    @Test
    void the_type_is_message_where_none_or_an_empty_one_is_given() {
        view("data: x\n\n", view -> {
            assertThat(view.type()).isSameAs("message");
            assertThat(view.typeBytes()).isEqualTo(Streams.text("message"));
        });
        view("event:\ndata: x\n\n", view -> assertThat(view.type()).isSameAs("message"));
    }

    @Test
    void the_types_string_is_made_once() {
        var types = new java.util.ArrayList<String>();
        views("event: price-tick\ndata: 1\n\nevent: price-tick\ndata: 2\n\n", view -> types.add(view.type()));
        assertThat(types.get(0)).isEqualTo("price-tick").isSameAs(types.get(1));
    }

    @Test
    void the_arrays_that_are_handed_out_are_the_callers_own() {
        view("event: e\nid: 1\ndata: x\n\n", view -> {
            Arrays.fill(view.typeBytes(), (byte) '!');
            Arrays.fill(view.idBytes(), (byte) '!');
            assertThat(view.type()).isEqualTo("e");
            assertThat(view.typeBytes()).isEqualTo(Streams.text("e"));
            assertThat(view.id()).isEqualTo("1");
            assertThat(view.idBytes()).isEqualTo(Streams.text("1"));
        });
        view("data: x\n\n", view -> Arrays.fill(view.typeBytes(), (byte) '!'));
        view("data: x\n\n", view -> assertThat(view.typeBytes()).isEqualTo(Streams.text("message")));
    }

    @Test
    void well_formed_data_is_shown_where_it_lies() {
        byte[] owned = Streams.text("..data: \u65E5\u672C\n\n..");
        try (var parser = new EventStreamParser(event -> {
            assertThat(event.array()).isSameAs(owned);
            assertThat(event.offset()).isEqualTo(8);
            assertThat(event.length()).isEqualTo(6);
            assertThat(event.asReceived().array()).isSameAs(owned);
            return true;
        })) {
            parser.adopt(owned, 2, owned.length - 2);
        }
    }

    @Test
    void malformed_data_is_repaired_on_the_checked_face_and_left_on_the_other() {
        byte[] stream = Streams.concat(Streams.text("data: a"), Streams.bytes(0xED, 0xA0, 0x80), Streams.text("b\n\n"));
        view(stream, view -> {
            assertThat(bytes(view)).isEqualTo(Streams.text("a\uFFFD\uFFFD\uFFFDb"));
            assertThat(view.array()).as("repaired once").isSameAs(view.array());
            assertThat(bytes(view.asReceived()))
                    .isEqualTo(Streams.concat(Streams.text("a"), Streams.bytes(0xED, 0xA0, 0x80), Streams.text("b")));
            assertThat(view.data()).isEqualTo("a\uFFFD\uFFFD\uFFFDb");
            assertThat(view.asReceived().data()).isEqualTo("a\uFFFD\uFFFD\uFFFDb");
        });
    }

    @Test
    void an_event_after_a_malformed_one_is_not_repaired() {
        byte[] bad = Streams.concat(Streams.text("data: "), Streams.bytes(0xFF), Streams.text("\n\n"));
        var lengths = new java.util.ArrayList<Integer>();
        byte[] stream = Streams.concat(bad, Streams.text("data: \u00E9\n\ndata: x\n\n"), bad);
        views(stream, view -> lengths.add(view.length()));
        assertThat(lengths).containsExactly(3, 2, 1, 3);
    }

    @Test
    void malformed_types_and_ids_are_repaired_on_both_faces() {
        byte[] stream = Streams.concat(
                Streams.text("event: "),
                Streams.bytes(0xFF),
                Streams.text("\nid: "),
                Streams.bytes(0xC3),
                Streams.text("\ndata: x\n\n"));
        view(stream, view -> {
            for (EventView face : List.of(view, view.asReceived())) {
                assertThat(face.type()).isEqualTo("\uFFFD");
                assertThat(face.typeBytes()).isEqualTo(Streams.text("\uFFFD"));
                assertThat(face.id()).isEqualTo("\uFFFD");
                assertThat(face.idBytes()).isEqualTo(Streams.text("\uFFFD"));
            }
        });
    }

    @Test
    void malformed_text_across_data_lines_is_not_joined_into_a_character() {
        byte[] stream = Streams.concat(
                Streams.text("data: "),
                Streams.bytes(0xE2),
                Streams.text("\ndata: "),
                Streams.bytes(0x82, 0xAC),
                Streams.text("\n\n"));
        view(stream, view -> assertThat(view.data()).isEqualTo("\uFFFD\n\uFFFD\uFFFD"));
    }

    @Test
    void data_lines_are_joined_by_lf_on_all_faces_in_all_line_ends_and_spacings() {
        for (String end : List.of("\n", "\r", "\r\n")) {
            for (String name : List.of("data:", "data: ")) {
                for (int length = 0; length < 70; length++) {
                    String line = "x".repeat(length);
                    String text = (name + line + end).repeat(3) + end;
                    view(
                            text + " ".repeat(64),
                            view -> { // with and without the fast path's 48 bytes after it
                                assertThat(view.data()).isEqualTo(line + "\n" + line + "\n" + line);
                                assertThat(bytes(view)).isEqualTo(Streams.text(view.data()));
                            });
                }
            }
        }
    }

    @Test
    void a_type_between_before_or_after_data_lines_is_not_overwritten_by_them() {
        for (int length = 0; length < 60; length++) {
            String type = "t".repeat(length) + "!";
            for (String order : List.of("tdd", "dtd", "ddt", "dtdd", "ttd", "dttd", "dtdtd", "tdtdt")) {
                var text = new StringBuilder();
                var data = new java.util.ArrayList<String>();
                for (char field : order.toCharArray()) {
                    if (field == 't') {
                        text.append("event: ").append(type).append('\n');
                    } else {
                        data.add(("line " + data.size()).repeat(12));
                        text.append("data: ").append(data.get(data.size() - 1)).append('\n');
                    }
                }
                byte[] stream = Streams.text(text + "\n" + " ".repeat(64));
                var expected = Seen.event(type, String.join("\n", data), "");
                assertThat(Play.a().whole(stream).seen()).containsExactly(expected);
                assertThat(Play.a().inChunksOf(stream, 7).seen()).containsExactly(expected);
                assertThat(Play.a().adopting(9).inChunksOf(stream, 19).seen()).containsExactly(expected);
            }
        }
    }

    @Test
    void an_empty_type_after_another_resets_it_even_when_that_was_put_aside() {
        var expected = Seen.event("message", "a\nb\nc", "");
        byte[] stream = Streams.text("data: a\nevent: gone\ndata: b\nevent\ndata: c\n\n");
        assertThat(Play.a().whole(stream).seen()).containsExactly(expected);
        assertThat(Play.a().byteByByte(stream).seen()).containsExactly(expected);
    }

    @Test
    void an_id_between_data_lines_counts_for_its_own_event() {
        byte[] stream = Streams.text("id: 0\ndata: z\n\ndata: a\nid: 1\ndata: b\nid: 2\ndata: c\n\n");
        assertThat(Play.a().byteByByte(stream).seen())
                .isEqualTo(Play.a().whole(stream).seen())
                .containsExactly(
                        new Seen.Event("message", "z", "0", true), new Seen.Event("message", "a\nb\nc", "2", true));
    }

    @Test
    void a_block_that_spans_many_windows_is_shown_whole() {
        String lines = "event: big\nid: 42\n";
        var data = new StringBuilder();
        for (int i = 0; i < 3_000; i++) {
            String line = "line " + i + " \u65E5\u672C " + "x".repeat(i % 90);
            lines += i % 500 == 0 ? ": comment\nunknown: field\nevent: big\n" : "";
            data.append(i == 0 ? "" : "\n").append(line);
            lines += "data: " + line + "\n";
        }
        byte[] stream = Streams.text(lines + "\n");
        var expected = new Seen.Event("big", data.toString(), "42", true);
        for (int size : new int[] {100, 1400, 8192, 100_000}) {
            assertThat(Play.a()
                            .on(StrictPool.roomy())
                            .withoutComments()
                            .inChunksOf(stream, size)
                            .seen())
                    .containsExactly(expected);
            assertThat(Play.a()
                            .on(StrictPool.roomy())
                            .withoutComments()
                            .adopting(512)
                            .inChunksOf(stream, size)
                            .seen())
                    .containsExactly(expected);
        }
    }

    @Test
    void data_of_any_length_is_shown_exactly() {
        for (int length = 0; length < 300; length++) {
            for (String filler : List.of("x", "\t", "\u00E9", "\uD83D\uDE00")) {
                String data = filler.repeat(length);
                byte[] stream = Streams.text("data: " + data + "\n\n" + "data: next\n\n");
                assertThat(Play.a().whole(stream).seen())
                        .containsExactly(Seen.event("message", data, ""), Seen.event("message", "next", ""));
            }
        }
    }

    private static void view(String stream, Consumer<EventView> checks) {
        view(Streams.text(stream), checks);
    }

    private static void view(byte[] stream, Consumer<EventView> checks) {
        var seen = new int[1];
        views(stream, view -> {
            seen[0]++;
            checks.accept(view);
        });
        assertThat(seen[0])
                .as("events in " + new String(stream, StandardCharsets.UTF_8))
                .isEqualTo(1);
    }

    private static void views(String stream, Consumer<EventView> checks) {
        views(Streams.text(stream), checks);
    }

    private static void views(byte[] stream, Consumer<EventView> checks) {
        try (var parser = new EventStreamParser(view -> {
            checks.accept(view);
            return true;
        })) {
            parser.feed(stream, 0, stream.length);
        }
    }

    private static byte[] bytes(EventView view) {
        return Arrays.copyOfRange(view.array(), view.offset(), view.offset() + view.length());
    }
}
