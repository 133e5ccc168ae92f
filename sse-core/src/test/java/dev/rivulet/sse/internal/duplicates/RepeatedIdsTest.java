package dev.rivulet.sse.internal.duplicates;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** However many ids repeat, only as many are kept as there is room for, and those that are in use stay. */
class RepeatedIdsTest {
    private final SplittableRandom random = new SplittableRandom(2);
    private final RepeatedIds ids = new RepeatedIds(1);

    @Test
    void a_thousand_are_known_at_least() {
        long[] all = random.longs(1024).toArray();
        for (long id : all) {
            assertThat(ids.contains(id)).isFalse();
            ids.add(id);
        }
        for (long id : all) {
            assertThat(ids.contains(id)).isTrue();
        }
    }

    @Test
    void those_that_do_not_come_any_more_are_forgotten_and_one_in_use_is_not() {
        long used = random.nextLong();
        long unused = random.nextLong();
        ids.add(used);
        ids.add(unused);
        for (int i = 0; i < 100_000; i++) {
            ids.add(random.nextLong());
            if (i % 300 == 0) {
                assertThat(ids.contains(used)).isTrue();
            }
        }
        assertThat(ids.contains(unused)).isFalse();
    }
}
