package dev.rivulet.sse.parser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What went wrong in other clients does not go wrong here: the reported bytes, then their whole kind. */
class FieldReportTest {
    private static final List<String> LINE_ENDS = List.of("\n", "\r", "\r\n");

    @Test
    void every_report_has_a_test() {
        var tagged = Stream.of(FieldReportTest.class, BlockReportTest.class)
                .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
                .map(method -> method.getAnnotation(Tag.class))
                .filter(tag -> tag != null)
                .map(Tag::value)
                .toList();
        assertThat(tagged).containsExactlyInAnyOrderElementsOf(FieldReport.ids());
    }

    @Test
    @Tag("c001")
    void a_cr_lf_that_is_cut_between_chunks_is_not_two_line_ends() {
        FieldReport.of("c001").replay();
        // The kind: every way to end four lines, cut at any two places.
        for (String a : LINE_ENDS) {
            for (String b : LINE_ENDS) {
                for (String c : LINE_ENDS) {
                    for (String d : LINE_ENDS) {
                        if (!(b.equals("\r") && c.equals("\n"))) { // that is one line end
                            String text = "data: un" + a + "data: deux" + b + c + "data: trois" + d + "\n\n";
                            everyTwoCuts(text, event("un\ndeux"), event("trois"));
                        }
                    }
                }
            }
        }
    }

    @Test
    @Tag("c002")
    void a_lone_cr_at_a_chunks_end_ends_its_line_when_a_letter_follows() {
        FieldReport.of("c002").replay();
        everyTwoCuts("data: a\rdata: b\r\rdata: c\r\n\rdata: d\n\n", event("a\nb"), event("c"), event("d"));
    }

    @Test
    @Tag("c004")
    void a_stream_with_only_cr_gives_each_event_at_its_second_cr_and_waits_for_nothing() {
        FieldReport.of("c004").replay();
        byte[] stream = FieldReport.of("c004").stream();
        var sink = new Recorder();
        try (var parser = new EventStreamParser(sink)) {
            sink.lastEventId = parser::lastEventId;
            for (int i = 0; i < stream.length; i++) {
                parser.feed(stream, i, i + 1);
                assertThat(sink.events()).hasSize(i + 1 < 15 ? 0 : i + 1 < 30 ? 1 : 2);
            }
        }
        // The kind: each event as early as its blank line is certain, in all line ends.
        for (String end : LINE_ENDS) {
            String block = "data: x" + end + end;
            int certain = end.equals("\r\n") ? block.length() - 1 : block.length();
            assertThat(Play.a()
                            .whole(Streams.text(block.substring(0, certain)))
                            .sink()
                            .events())
                    .hasSize(1);
            assertThat(Play.a()
                            .whole(Streams.text(block.substring(0, certain - 1)))
                            .sink()
                            .events())
                    .isEmpty();
        }
    }

    @Test
    @Tag("c005")
    void a_last_event_whose_blank_line_is_a_lone_cr_is_not_lost_at_the_end() {
        FieldReport.of("c005").replay();
        for (String end : LINE_ENDS) {
            everyTwoCuts("data: x" + end + "\r", event("x"));
        }
    }

    @Test
    @Tag("c007")
    void the_space_after_the_colon_may_be_missing() {
        FieldReport.of("c007").replay();
        everyTwoCuts(
                "event:e\nid:1\nretry:5\ndata:a\n:c\n\nevent: e\nid: 1\nretry: 5\ndata: a\n: c\n\n",
                new Seen.Retry(5),
                new Seen.Comment("c"),
                new Seen.Event("e", "a", "1", true),
                new Seen.Retry(5),
                new Seen.Comment("c"),
                new Seen.Event("e", "a", "1", true));
    }

    @Test
    @Tag("c008")
    void blanks_are_not_trimmed_and_a_bare_field_name_is_not_ignored() {
        FieldReport.of("c008").replay();
        everyTwoCuts(
                "event:  e \nid:\t1 \ndata:  a \ndata:\tb\t\ndata: \u00A0c\ndata\ndata: \n\n",
                new Seen.Event(" e ", " a \n\tb\t\n\u00A0c\n\n", "\t1 ", true));
    }

    @Test
    @Tag("c010")
    void a_line_of_only_data_colon_is_an_event_with_empty_data() {
        FieldReport.of("c010").replay();
        for (String line : List.of("data", "data:", "data: ")) {
            everyTwoCuts(line + "\n\n" + line + "\n" + line + "\n\n", event(""), event("\n"));
        }
    }

    @Test
    @Tag("c011")
    void blocks_of_only_comments_or_blank_lines_are_neither_events_nor_failures() {
        FieldReport.of("c011").replay();
        everyTwoCuts(
                "\n\r\n\r\n:\n: \n\n:a\n\n\ndata: x\n\n:b\n",
                new Seen.Comment(""),
                new Seen.Comment(""),
                new Seen.Comment("a"),
                event("x"),
                new Seen.Comment("b"));
    }

    @Test
    @Tag("c013")
    void field_names_are_neither_trimmed_nor_compared_without_case() {
        FieldReport.of("c013").replay();
        for (String name : List.of("data", "event", "id", "retry")) {
            for (String wrong : List.of(
                    name + " ",
                    " " + name,
                    name.toUpperCase(java.util.Locale.ROOT),
                    name + "\t",
                    "\uFEFF" + name,
                    name + "\0",
                    "x" + name,
                    name + "s",
                    name.substring(1),
                    name.substring(0, name.length() - 1),
                    name + "\u00A0")) {
                everyTwoCuts("\n" + wrong + ": 7\n" + wrong + "\ndata: ok\n\n", event("ok"));
            }
        }
    }

    @Test
    @Tag("c014")
    void none_of_several_events_in_one_chunk_is_lost() {
        FieldReport.of("c014").replay();
        var expected = new ArrayList<Seen>();
        var text = new StringBuilder();
        for (int i = 0; i < 5_000; i++) {
            text.append("data: ").append(i).append("\n\n");
            expected.add(event(String.valueOf(i)));
        }
        byte[] stream = Streams.text(text + "data: unfinished\n");
        assertThat(Play.a().whole(stream).seen()).isEqualTo(expected);
        assertThat(Play.a().adopting(0).whole(stream).seen()).isEqualTo(expected);
    }

    @Test
    @Tag("c016")
    void the_type_may_come_after_the_data() {
        FieldReport.of("c016").replay();
        for (String end : LINE_ENDS) {
            everyTwoCuts(
                    String.join(end, "data: a", "event: wrong", "data: b", "event: right", "data: c", "", ""),
                    Seen.event("right", "a\nb\nc", ""));
        }
    }

    @Test
    @Tag("c017")
    void an_absent_or_empty_type_is_message() {
        FieldReport.of("c017").replay();
        everyTwoCuts(
                "event: e\nevent\ndata: 1\n\nevent: e\nevent:\ndata: 2\n\ndata: 3\nevent: e\nevent: \n\nevent: e\n\ndata: 4\n\n",
                event("1"),
                event("2"),
                event("3"),
                event("4"));
    }

    @Test
    @Tag("c019")
    void a_retry_line_in_a_live_stream_ends_nothing() {
        FieldReport.of("c019").replay();
        everyTwoCuts(
                "data: a\nretry: 1\ndata: b\nretry: 2\n\nretry: 3\n\ndata: c\n\n",
                new Seen.Retry(1),
                new Seen.Retry(2),
                event("a\nb"),
                new Seen.Retry(3),
                event("c"));
    }

    @Test
    @Tag("c020")
    void a_retry_value_that_is_not_only_ascii_digits_is_ignored() {
        FieldReport.of("c020").replay();
        for (int b = 0; b < 256; b++) {
            if (b == '\n' || b == '\r') {
                continue;
            }
            boolean digit = b >= '0' && b <= '9';
            for (String template : List.of("1?", "?1", "1?1")) {
                byte[] value = Streams.text(template);
                value[template.indexOf('?')] = (byte) b;
                boolean oneSpaceIsDropped = b == ' ' && template.equals("?1");
                byte[] stream = Streams.concat(Streams.text("retry:"), value, Streams.text("\n"));
                assertThat(Play.a().byteByByte(stream).seen()).as("%s", b).hasSize(digit || oneSpaceIsDropped ? 1 : 0);
            }
        }
    }

    @Test
    void a_retry_value_of_any_length_is_taken_and_saturates() {
        for (String digits : List.of(
                "0",
                "00",
                "007",
                "9223372036854775806",
                "9223372036854775807",
                "9223372036854775808",
                "9223372036854775810",
                "18446744073709551616",
                "99999999999999999999",
                "0".repeat(100) + "7",
                "1".repeat(1000))) {
            long millis = new java.math.BigInteger(digits)
                    .min(java.math.BigInteger.valueOf(Long.MAX_VALUE))
                    .longValueExact();
            assertThat(Play.a().whole(Streams.text("retry: " + digits + "\n")).seen())
                    .containsExactly(new Seen.Retry(millis));
        }
    }

    @Test
    @Tag("c022")
    void an_id_with_nul_does_not_wipe_the_id_before_it() {
        FieldReport.of("c022").replay();
        for (String id : List.of("\0", "\0a", "a\0", "a\0b")) {
            everyTwoCuts(
                    "id: 41\nid: " + id + "\ndata: x\n\nid:" + id + "\ndata: y\n\n",
                    new Seen.Event("message", "x", "41", true),
                    new Seen.Event("message", "y", "41", false));
        }
        everyTwoCuts("id: \0\n\n");
    }

    @Test
    @Tag("c023")
    void the_id_stands_over_events_that_carry_none() {
        FieldReport.of("c023").replay();
        everyTwoCuts(
                "id: 1\ndata: a\n\ndata: b\n\n:c\n\nid\ndata: c\n\ndata: d\n\n",
                new Seen.Event("message", "a", "1", true),
                new Seen.Event("message", "b", "1", false),
                new Seen.Comment("c"),
                new Seen.Event("message", "c", "", true),
                new Seen.Event("message", "d", "", false));
    }

    @Test
    @Tag("c025")
    void blank_lines_between_blocks_are_harmless_and_a_block_of_only_an_id_moves_the_last_event_id() {
        FieldReport.of("c025").replay();
        for (String end : LINE_ENDS) {
            everyTwoCuts(
                    end.repeat(2) + "id: 1" + end.repeat(4) + "data: one" + end.repeat(3) + "id" + end.repeat(2),
                    new Seen.Checkpoint("1"),
                    new Seen.Event("message", "one", "1", false),
                    new Seen.Checkpoint(""));
        }
    }

    @Test
    @Tag("c026")
    void a_byte_order_mark_is_dropped_wherever_it_is_cut_also_after_empty_feeds() {
        FieldReport.of("c026").replay();
        byte[] stream = FieldReport.of("c026").stream();
        var expected = Play.a().whole(stream).seen();
        assertThat(Play.a().cutAt(stream, 0, 0, 1, 1, 2, 2, 3, 3).seen()).isEqualTo(expected);
        assertThat(Play.a().adopting(2).cutAt(stream, 0, 0, 1, 1, 2, 2, 3, 3).seen())
                .isEqualTo(expected);
    }

    @Test
    void only_one_byte_order_mark_is_dropped_and_only_at_the_start() {
        everyTwoCuts("\uFEFF\uFEFFdata: 1\n\ndata: 2\n\n", event("2"));
        everyTwoCuts("\n\uFEFFdata: 1\n\ndata: 2\n\n", event("2"));
        everyTwoCuts("data: 1\n\n\uFEFFdata: 2\n\ndata: \uFEFF3\n\n", event("1"), event("\uFEFF3"));
        everyTwoCuts("\uFEFF:c\n", new Seen.Comment("c"));
        everyTwoCuts("\uFEFF\n\ndata: 1\n\n", event("1"));
        everyTwoCuts("\uFEFF");
        for (byte[] part : List.of(Streams.bytes(0xEF), Streams.bytes(0xEF, 0xBB), Streams.bytes(0xEF, 0xBB, 0xBE))) {
            byte[] stream = Streams.concat(part, Streams.text("data: 1\n\ndata: 2\n\n"));
            assertThat(Play.a().byteByByte(stream).seen()).containsExactly(event("2"));
        }
    }

    @Test
    void every_stream_has_its_own_byte_order_mark() {
        var sink = new Recorder();
        try (var parser = new EventStreamParser(sink)) {
            byte[] stream = Streams.text("\uFEFFdata: 1\n\n");
            for (int i = 0; i < 3; i++) {
                parser.feed(stream, 0, stream.length);
                parser.end();
            }
        }
        assertThat(sink.seen).containsExactly(event("1"), event("1"), event("1"));
    }

    @Test
    @Tag("c028")
    void line_separator_u2028_is_no_line_end() {
        FieldReport.of("c028").replay();
        everyTwoCuts("data: a\u2028b\u2029c\n\n", event("a\u2028b\u2029c"));
    }

    @Test
    @Tag("c029")
    void nothing_but_cr_and_lf_ends_a_line() {
        FieldReport.of("c029").replay();
        for (char c = 0; c < 0x3000; c++) {
            if (c != '\r' && c != '\n') {
                byte[] stream = Streams.text("data: a" + c + "b\n\n");
                assertThat(Play.a().cutAt(stream, 7, 8).seen()).containsExactly(event("a" + c + "b"));
            }
        }
        String controls = "\0\1\2\3\4\5\6\7\b\t\u000B\f\u000E\u000F\u0010\u001C\u001D\u001E\u001F\u007F\u0085";
        everyTwoCuts("data: " + controls + "\n\n", event(controls));
        // After the first words of a line, too, where lines are searched in words.
        String far = "x".repeat(100) + controls + "y".repeat(100) + controls;
        assertThat(Play.a().whole(Streams.text("data: " + far + "\n\n")).seen()).containsExactly(event(far));
    }

    @Test
    @Tag("c031")
    void a_malformed_byte_neither_ends_the_stream_nor_swallows_a_line_end() {
        FieldReport.of("c031").replay();
        // The kind: every lead and stray byte, alone or followed by good continuations, right before a line end.
        for (int lead = 0x80; lead < 0x100; lead++) {
            for (int continuations = 0; continuations < 3; continuations++) {
                byte[] bad = Streams.bytes(lead, 0xA0, 0x80);
                byte[] data = Arrays.copyOf(bad, 1 + continuations);
                byte[] stream = Streams.concat(Streams.text("data: "), data, Streams.text("\r\n\r\ndata: ok\n\n"));
                assertThat(Play.a().cutAt(stream, 7 + continuations).seen())
                        .containsExactly(event(ReferenceUtf8.decode(data)), event("ok"));
            }
        }
    }

    @Test
    @Tag("c032")
    void an_encoded_surrogate_is_three_replacements_on_every_face() {
        FieldReport.of("c032").replay(); // the Recorder holds all faces against each other
        for (int second = 0xA0; second <= 0xBF; second++) {
            byte[] surrogate = Streams.bytes(0xED, second, 0x80);
            byte[] stream = Streams.concat(
                    Streams.text("event: "),
                    surrogate,
                    Streams.text("\nid: "),
                    surrogate,
                    Streams.text("\ndata: x"),
                    surrogate,
                    Streams.text("\n\n"));
            assertThat(Play.a().whole(stream).seen())
                    .containsExactly(
                            new Seen.Event("\uFFFD\uFFFD\uFFFD", "x\uFFFD\uFFFD\uFFFD", "\uFFFD\uFFFD\uFFFD", true));
        }
    }

    @Test
    @Tag("c034")
    void text_is_utf8_whatever_the_platforms_default_charset_is() throws Exception {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var path = folderOf(EventStreamParser.class) + File.pathSeparator + folderOf(DefaultCharsetProbe.class);
        var process = new ProcessBuilder(
                        java,
                        "-Xshare:auto",
                        "-XX:TieredStopAtLevel=1",
                        "-Dfile.encoding=ISO-8859-1",
                        "-cp",
                        path,
                        DefaultCharsetProbe.class.getName())
                .redirectErrorStream(true)
                .start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        assertThat(process.waitFor(600, TimeUnit.SECONDS)).isTrue();
        String text = DefaultCharsetProbe.escaped("\u041F\u0440\u0438 \u65E5 \uD83D\uDE00");
        String message = DefaultCharsetProbe.escaped("message");
        assertThat(printed.lines())
                .containsExactly(
                        "ISO-8859-1",
                        text,
                        String.join(" ", text, text, text, text, text, text),
                        String.join(" ", message, text, text, text, text, message));
    }

    private static String folderOf(Class<?> type) throws URISyntaxException {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI())
                .toString();
    }

    private static Seen.Event event(String data) {
        return Seen.event("message", data, "");
    }

    static void everyTwoCuts(String text, Seen... expected) {
        byte[] stream = Streams.text(text);
        for (int first = 0; first <= stream.length; first++) {
            int step = Math.max(1, stream.length / 16); // so many second cuts are enough, the first goes everywhere
            for (int second = first; second <= stream.length; second += step) {
                assertThat(Play.a()
                                .adopting((first + second) % 8 - 1)
                                .cutAt(stream, first, second)
                                .seen())
                        .isEqualTo(List.of(expected));
            }
        }
    }
}
