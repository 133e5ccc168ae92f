package dev.rivulet.sse.simd;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.Test;

/** The scanner alone. The core's tests of the parser run with it as well, with {@code -Pfull}. */
class VectorScannerTest {
    private static final int LENGTH = VectorScanner.SPECIES.length();

    private final VectorScanner scanner = new VectorScanner();

    @Test
    void every_byte_is_seen_for_what_it_is_wherever_it_stands() {
        byte[] bytes = new byte[4 * LENGTH];
        for (int around : new int[] {'x', 14, 0x7F, ' '}) {
            for (int value = 0; value < 256; value++) {
                for (int place = 0; place < 3 * LENGTH; place++) {
                    Arrays.fill(bytes, (byte) around);
                    bytes[place] = (byte) value;
                    check(bytes, 0, 3 * LENGTH);
                }
            }
        }
    }

    @Test
    void bytes_outside_the_range_are_of_no_effect() {
        byte[] bytes = new byte[3 * LENGTH];
        Arrays.fill(bytes, (byte) '\n');
        for (int from = 0; from < bytes.length; from++) {
            for (int to = from; to <= bytes.length; to++) {
                Arrays.fill(bytes, from, to, (byte) 'x');
                check(bytes, from, to);
                Arrays.fill(bytes, from, to, (byte) '\n');
            }
        }
    }

    @Test
    void agrees_with_a_loop_over_the_bytes() {
        var random = new Random(7);
        for (int round = 0; round < 20_000; round++) {
            byte[] bytes = new byte[random.nextInt(5 * LENGTH)];
            int density = 1 + random.nextInt(60);
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = (byte) (random.nextInt(density) == 0 ? random.nextInt() : 'a');
            }
            int from = random.nextInt(bytes.length + 1);
            check(bytes, from, from + random.nextInt(bytes.length - from + 1));
        }
    }

    private void check(byte[] bytes, int from, int to) {
        check(bytes, from, to, scanner.textEnd(bytes, from, to), slow(bytes, from, to, b -> b < 14));
        check(bytes, from, to, scanner.controlEnd(bytes, from, to), slow(bytes, from, to, b -> b >= 0 && b < 14));
    }

    /** It may stop where the array has no vector more, and nowhere else. */
    private static void check(byte[] bytes, int from, int to, int found, int expected) {
        boolean early = found >= from && found < expected && found > bytes.length - LENGTH;
        if (found != expected && !early) {
            assertThat(found)
                    .as("from %s to %s in %s", from, to, Arrays.toString(bytes))
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
