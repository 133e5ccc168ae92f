package dev.rivulet.sse.parser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.sse.property.Property;
import java.util.Arrays;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.Test;

class LineScannerTest {
    @Test
    void a_word_has_its_first_byte_lowest() {
        byte[] bytes = Streams.bytes(0, 1, 2, 3, 4, 5, 6, 7, 0x88, 9);
        assertThat(LineScanner.word(bytes, 1)).isEqualTo(0x8807060504030201L);
        assertThat(LineScanner.first(0x80)).isZero();
        assertThat(LineScanner.first(0x80000000L)).isEqualTo(3);
        assertThat(LineScanner.first(1L << 63)).isEqualTo(7);
    }

    /** Each byte value at each place of some words, in each surrounding that could mislead a borrow or a carry. */
    @Test
    void every_byte_is_seen_for_what_it_is_wherever_it_stands() {
        for (int around : new int[] {'x', 14, 0x7F, 0x80, 0x8A, 0x8D, 0xFF, ' '}) {
            byte[] bytes = new byte[64];
            for (int value = 0; value < 256; value++) {
                for (int place = 0; place < 40; place++) {
                    Arrays.fill(bytes, (byte) around);
                    bytes[place] = (byte) value;
                    check(bytes, 0, 40);
                    check(bytes, place, 40);
                }
            }
        }
    }

    @Test
    void bytes_outside_the_range_are_of_no_effect() {
        byte[] bytes = new byte[100];
        Arrays.fill(bytes, (byte) '\n');
        for (int from = 0; from <= 50; from++) {
            for (int to = from; to <= 100; to++) {
                Arrays.fill(bytes, from, to, (byte) 'x');
                assertThat(LineScanner.lineEnd(bytes, from, to)).isEqualTo(to);
                assertThat(LineScanner.controlEnd(bytes, from, to)).isEqualTo(to);
                checkTextEnd(bytes, from, to);
                Arrays.fill(bytes, from, to, (byte) '\n');
            }
        }
    }

    @Test
    void agrees_with_a_loop_over_the_bytes() {
        Property.check(1000, in -> {
            int density = 1 + in.below(40);
            byte[] bytes = in.note("bytes", in.bytes(119, () -> in.oneIn(density) ? in.anyByte() : 'a' + in.below(26)));
            int from = in.note("from", in.between(0, bytes.length));
            int to = in.note("to", in.between(from, bytes.length));
            check(bytes, from, to);
        });
    }

    private static void check(byte[] bytes, int from, int to) {
        int lineEnd = slow(bytes, from, to, b -> b == '\n' || b == '\r');
        if (LineScanner.lineEnd(bytes, from, to) != lineEnd) {
            assertThat(LineScanner.lineEnd(bytes, from, to)).isEqualTo(lineEnd);
        }
        int control = slow(bytes, from, to, b -> b >= 0 && b < 14);
        if (LineScanner.controlEnd(bytes, from, to) != control) {
            assertThat(LineScanner.controlEnd(bytes, from, to)).isEqualTo(control);
        }
        checkTextEnd(bytes, from, to);
    }

    /** It may stop early where the array ends, but never runs past a byte that ends the text. */
    private static void checkTextEnd(byte[] bytes, int from, int to) {
        int expected = slow(bytes, from, to, b -> b < 14);
        int found = LineScanner.textEnd(bytes, from, to);
        boolean early = found >= from && found < expected && found > bytes.length - 16;
        if (found != expected && !early) {
            assertThat(found)
                    .as("textEnd in %s of %s", from, Arrays.toString(bytes))
                    .isEqualTo(expected);
        }
    }

    private static int slow(byte[] bytes, int from, int to, IntPredicate ends) {
        int at = from;
        while (at < to && !ends.test(bytes[at])) {
            at++;
        }
        return at;
    }
}
