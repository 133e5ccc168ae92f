package dev.rivulet.sse.internal.duplicates;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The ring finds what a list finds, however the keys fall into its buckets. */
class KeyRingTest {
    private final SplittableRandom random = new SplittableRandom(1);

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 7, 8, 9, 31, 100, 1024})
    void it_finds_the_newest_of_the_last_keys_and_no_others(int most) {
        for (int bits : new int[] {1, 3, 6, 12}) {
            for (int shift : new int[] {0, 20, 64 - bits}) {
                // Few keys, that differ only in bits that choose the bucket, or only in bits that do not.
                compare(most, bits, shift, Math.min(20 * most + 50, 4000));
            }
        }
    }

    private void compare(int most, int bits, int shift, int steps) {
        var ring = new KeyRing(most);
        List<Long> added = new ArrayList<>(); // the last ones, the newest last
        for (int step = 0; step < steps; step++) {
            long key = random.nextLong(1L << bits) << shift;
            check(ring, added, key);
            if (random.nextInt(most * 5) == 0) {
                ring.clear();
                added.clear();
            } else {
                ring.add(key);
                added.add(key);
                if (added.size() > most) {
                    added.remove(0);
                }
            }
        }
    }

    private static void check(KeyRing ring, List<Long> added, long key) {
        assertThat(ring.count()).isEqualTo(added.size());
        int at = added.lastIndexOf(key);
        int slot = ring.find(key);
        assertThat(slot == KeyRing.NONE).isEqualTo(at < 0);
        if (at >= 0) {
            assertThat(ring.age(slot)).isEqualTo(added.size() - 1 - at);
        }
    }

    @Test
    void an_empty_ring_has_no_room_yet_and_a_full_one_exactly_what_it_was_given() {
        var ring = new KeyRing(100);
        assertThat(ring.capacity()).isZero();
        for (int i = 0; i < 1000; i++) {
            ring.add(random.nextLong());
            assertThat(ring.capacity()).isBetween(ring.count(), 100);
        }
    }

    @Test
    void a_key_is_old_when_half_of_the_ring_was_added_after_it() {
        var ring = new KeyRing(10);
        int slot = ring.add(1);
        for (int i = 2; i <= 6; i++) {
            ring.add(i);
            assertThat(ring.isOld(slot)).isFalse();
        }
        ring.add(7);
        assertThat(ring.isOld(ring.find(1))).isTrue();
    }

    @Test
    void the_filter_misses_none_of_the_last_keys_and_seldom_takes_another_for_one() {
        for (int size : new int[] {1, 4, 5, 100, 1024, 5000}) {
            var filter = new KeyFilter(size);
            long[] keys = random.longs(10L * size).toArray();
            int wrong = 0;
            for (int i = 0; i < keys.length; i++) {
                wrong += filter.mayHold(keys[i]) ? 1 : 0;
                filter.add(keys[i]);
                for (int last = Math.max(0, i - size + 1); last <= i; last += Math.max(1, size / 10)) {
                    assertThat(filter.mayHold(keys[last])).isTrue();
                }
            }
            assertThat(wrong).as("of %s", keys.length).isLessThan(keys.length / 10 + 5);
        }
    }
}
