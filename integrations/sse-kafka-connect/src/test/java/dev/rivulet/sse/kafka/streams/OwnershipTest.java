package dev.rivulet.sse.kafka.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OwnershipTest {
    private static final List<String> NAMES =
            IntStream.range(0, 10_000).mapToObj(i -> "stream-" + i).toList();

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 7, 16, 100})
    void each_stream_has_exactly_one_owner(int tasks) {
        for (String name : NAMES.subList(0, 1_000)) {
            assertThat(IntStream.range(0, tasks).filter(task -> new Ownership(task, tasks).owns(name)))
                    .as(name)
                    .hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 4, 7, 16})
    void shares_differ_by_no_more_than_chance(int tasks) {
        double fair = (double) NAMES.size() / tasks;
        double deviation = Math.sqrt(NAMES.size() * (1.0 / tasks) * (1 - 1.0 / tasks));

        for (int task = 0; task < tasks; task++) {
            assertThat((double) share(task, tasks)).isBetween(fair - 5 * deviation, fair + 5 * deviation);
        }
    }

    @Test
    void names_that_differ_in_one_character_only_are_spread() {
        List<String> names =
                IntStream.range(0, 26).mapToObj(i -> "a" + (char) ('a' + i)).toList();

        assertThat(IntStream.range(0, 4)
                        .mapToLong(task -> names.stream()
                                .filter(new Ownership(task, 4)::owns)
                                .count()))
                .allMatch(count -> count >= 1 && count <= 15);
    }

    @ParameterizedTest
    @CsvSource({"4, 5", "5, 4", "1, 2", "16, 17"})
    void a_change_of_the_number_of_tasks_moves_only_the_streams_of_one_task(int before, int after) {
        int fewer = Math.min(before, after);
        for (String name : NAMES) {
            int owner = owner(name, before);
            int next = owner(name, after);

            assertThat(next == owner || next == fewer || owner == fewer)
                    .as(name)
                    .isTrue();
        }
        double moved = NAMES.stream()
                .filter(name -> owner(name, before) != owner(name, after))
                .count();
        double fair = (double) NAMES.size() / (fewer + 1);
        assertThat(moved).isBetween(fair * 0.8, fair * 1.2);
    }

    @ParameterizedTest
    @CsvSource({"prices, 1", "orders, 3", "stream-1, 1", "ä€😀, 2"})
    void owners_stay_the_same_in_each_version(String name, int owner) {
        assertThat(owner(name, 4)).isEqualTo(owner);
    }

    @Test
    void a_task_that_is_none_of_them_is_refused() {
        assertThatThrownBy(() -> new Ownership(4, 4))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("task 4 of 4");
        assertThatThrownBy(() -> new Ownership(-1, 4)).isInstanceOf(IllegalArgumentException.class);
    }

    private static int owner(String name, int tasks) {
        return IntStream.range(0, tasks)
                .filter(task -> new Ownership(task, tasks).owns(name))
                .findFirst()
                .orElseThrow();
    }

    private static long share(int task, int tasks) {
        var ownership = new Ownership(task, tasks);
        return NAMES.stream().filter(ownership::owns).count();
    }
}
