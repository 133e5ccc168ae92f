package dev.rivulet.sse.internal.duplicates;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Equal bytes have equal hashes, wherever they lie; other bytes have other ones. */
class ByteHashTest {
    private static final int LONGEST = 100;

    @Test
    void each_length_of_the_same_byte_has_its_own_hash() {
        Set<Long> hashes = new HashSet<>();
        for (int length = 0; length <= LONGEST; length++) {
            hashes.add(ByteHash.of(0, new byte[LONGEST], 0, length));
        }
        assertThat(hashes).hasSize(LONGEST + 1);
    }

    @Test
    void each_bit_counts_at_each_length() {
        for (int length = 1; length <= LONGEST; length++) {
            byte[] bytes = "x".repeat(length).getBytes(UTF_8);
            Set<Long> hashes = new HashSet<>(Set.of(ByteHash.of(0, bytes, 0, length)));
            for (int bit = 0; bit < 8 * length; bit++) {
                bytes[bit / 8] ^= (byte) (1 << bit % 8);
                hashes.add(ByteHash.of(0, bytes, 0, length));
                bytes[bit / 8] ^= (byte) (1 << bit % 8);
            }
            assertThat(hashes).as("length %s", length).hasSize(8 * length + 1);
        }
    }

    @Test
    void the_place_in_the_array_does_not_count() {
        byte[] bytes = ("aaaaaaa" + "x".repeat(LONGEST) + "bbbb").getBytes(UTF_8);
        for (int length = 0; length <= LONGEST; length++) {
            assertThat(ByteHash.of(7, bytes, 7, length))
                    .isEqualTo(ByteHash.of(7, "x".repeat(length).getBytes(UTF_8), 0, length));
        }
    }

    @Test
    void the_seed_counts() {
        byte[] bytes = "open".getBytes(UTF_8);
        assertThat(ByteHash.of(1, bytes, 0, 4)).isNotEqualTo(ByteHash.of(2, bytes, 0, 4));
    }

    @Test
    void texts_that_java_gives_one_hash_code_have_two() {
        assertThat("Aa".hashCode()).isEqualTo("BB".hashCode());
        assertThat(ByteHash.of("Aa")).isNotEqualTo(ByteHash.of("BB")).isEqualTo(ByteHash.of("Aa"));
    }

    @Test
    void consecutive_numbers_spread_over_the_highest_and_the_lowest_bits() {
        Set<Long> high = new HashSet<>();
        Set<Long> low = new HashSet<>();
        for (int i = 0; i < 1 << 16; i++) {
            byte[] id = ("session-" + i).getBytes(UTF_8);
            long hash = ByteHash.of(0, id, 0, id.length);
            high.add(hash >>> 48);
            low.add(hash & 0xFFFF);
        }
        // Random ones would fill 63 % of the places.
        assertThat(high).hasSizeGreaterThan(35_000);
        assertThat(low).hasSizeGreaterThan(35_000);
    }
}
