package dev.rivulet.sse.parser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.sse.property.Inputs;
import dev.rivulet.sse.property.Property;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Against the standard's decoder, step by step ({@link ReferenceUtf8}). */
class Utf8Test {
    /** The first and last of each class of bytes that the standard's decoder distinguishes. */
    private static final int[] INTERESTING = {
        0x00, 0x0A, 0x41, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xC1, 0xC2, 0xDF, 0xE0, 0xE1, 0xEC, 0xED,
        0xEE, 0xEF, 0xF0, 0xF1, 0xF3, 0xF4, 0xF5, 0xF8, 0xFE, 0xFF
    };

    private static final CharsetDecoder JDK = StandardCharsets.UTF_8.newDecoder();

    @Test
    void the_reference_decodes_what_the_standards_examples_and_the_unicode_standard_say() {
        assertThat(ReferenceUtf8.decode(Streams.bytes(0xED, 0xA0, 0x80))).isEqualTo("\uFFFD\uFFFD\uFFFD");
        assertThat(ReferenceUtf8.decode(Streams.bytes(0xF0, 0x9F, 0x98, 'x'))).isEqualTo("\uFFFDx");
        assertThat(ReferenceUtf8.decode(Streams.bytes(0xF0, 0x9F, 0x98, 0x80))).isEqualTo("\uD83D\uDE00");
        // Unicode, table 3-8: "U+FFFD for Non-Shortest Form Sequences", 3-9 and 3-10.
        assertThat(ReferenceUtf8.decode(Streams.bytes(0xC0, 0xAF, 0xE0, 0x80, 0xBF, 0xF0, 0x81, 0x82, 0x41)))
                .isEqualTo("\uFFFD".repeat(8) + "A");
        assertThat(ReferenceUtf8.decode(Streams.bytes(0xF4, 0x91, 0x92, 0x93, 0xFF, 0x41, 0x80, 0xBF, 0x42)))
                .isEqualTo("\uFFFD".repeat(5) + "A\uFFFD\uFFFDB");
        assertThat(ReferenceUtf8.decode(Streams.bytes(0xE1, 0x80, 0xE2, 0xF0, 0x91, 0x92, 0xF1, 0xBF, 0x41)))
                .isEqualTo("\uFFFD".repeat(4) + "A");
        String wellFormed = "a\u0080\u07FF\u0800\uD7FF\uE000\uFFFD\uFFFF\uD800\uDC00\uDBFF\uDFFF";
        assertThat(ReferenceUtf8.decode(Streams.text(wellFormed))).isEqualTo(wellFormed);
    }

    @Test
    void every_sequence_of_one_two_or_three_interesting_bytes_is_decoded_by_the_standard() {
        for (int first : INTERESTING) {
            check(Streams.bytes(first));
            for (int second : INTERESTING) {
                check(Streams.bytes(first, second));
                for (int third : INTERESTING) {
                    check(Streams.bytes(first, second, third));
                }
            }
        }
    }

    @Test
    void every_pair_of_bytes_is_decoded_by_the_standard() {
        for (int pair = 0; pair < 0x10000; pair++) {
            check(Streams.bytes(pair >> 8, pair & 0xFF));
        }
    }

    @Test
    void random_sequences_of_four_and_more_bytes_are_decoded_by_the_standard() {
        var random = new Random(4);
        for (int i = 0; i < 30_000; i++) {
            byte[] bytes = new byte[4 + (i % 8 == 0 ? random.nextInt(40) : 0)];
            for (int b = 0; b < bytes.length; b++) {
                bytes[b] = (byte) INTERESTING[random.nextInt(INTERESTING.length)];
            }
            check(bytes);
        }
    }

    @Test
    void every_code_point_is_decoded_and_well_formed() {
        for (int point = 0; point <= Character.MAX_CODE_POINT; point++) {
            if (point < 0xD800 || point > 0xDFFF) {
                String text = Character.toString(point);
                byte[] bytes = Streams.text(text);
                if (!Utf8.decode(bytes, 0, bytes.length).equals(text) || !Utf8.isWellFormed(bytes, 0, bytes.length)) {
                    assertThat(Utf8.decode(bytes, 0, bytes.length)).isEqualTo(text);
                }
            }
        }
    }

    @Test
    void decodes_any_bytes_by_the_standard_and_looks_at_no_others() {
        Property.check(1000, Utf8Test::decodesAPartByTheStandard);
    }

    private static void decodesAPartByTheStandard(Inputs in) {
        byte[] mixed = in.note("bytes", Streams.concat(Streams.pieces(in, 6), in.bytes(255), Streams.pieces(in, 6)));
        check(mixed);
        int from = in.note("from", in.between(0, mixed.length));
        int to = in.note("to", in.between(from, mixed.length));
        byte[] part = Arrays.copyOfRange(mixed, from, to);
        assertThat(Utf8.decode(mixed, from, to - from)).isEqualTo(Utf8.decode(part, 0, part.length));
        assertThat(Utf8.isWellFormed(mixed, from, to - from)).isEqualTo(Utf8.isWellFormed(part, 0, part.length));
        assertThat(Utf8.repaired(mixed, from, to - from)).isEqualTo(ReferenceUtf8.wellFormed(part));
        assertThat(Utf8.wellFormedCopy(mixed, from, to - from)).isEqualTo(ReferenceUtf8.wellFormed(part));
    }

    @Test
    void long_text_is_decoded_at_every_alignment() {
        for (String unit :
                new String[] {"x", "\u00E9", "\u65E5", "\uD83D\uDE00", "x\u65E5", "xxxxxxxx\u00E9", "\t\u65E5\n"}) {
            for (int length = 0; length < 40; length++) {
                check(Streams.text("y".repeat(length % 9) + unit.repeat(length)));
            }
        }
        String large = "\u65E5\u672C\u8A9E and \uD83D\uDE00 ".repeat(20_000); // more than a scratch array holds
        assertThat(Utf8.decode(Streams.text(large), 0, Streams.text(large).length))
                .isEqualTo(large);
        check(Streams.text("small again"));
    }

    private static void check(byte[] bytes) {
        String expected = ReferenceUtf8.decode(bytes);
        if (!Utf8.decode(bytes, 0, bytes.length).equals(expected)) {
            assertThat(Utf8.decode(bytes, 0, bytes.length))
                    .as(Arrays.toString(bytes))
                    .isEqualTo(expected);
        }
        if (Utf8.isWellFormed(bytes, 0, bytes.length) != isWellFormed(bytes)) {
            assertThat(Utf8.isWellFormed(bytes, 0, bytes.length))
                    .as(Arrays.toString(bytes))
                    .isEqualTo(isWellFormed(bytes));
        }
    }

    /** The JDK is right about this. */
    private static boolean isWellFormed(byte[] bytes) {
        try {
            JDK.reset().decode(ByteBuffer.wrap(bytes));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }
}
