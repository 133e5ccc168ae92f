package dev.rivulet.sse.property;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The checker finds what is wrong, makes it small, and finds it again; each from many seeds. */
class PropertyTest {
    private static final Pattern REPEAT = Pattern.compile("-D" + Pattern.quote(Property.SEED) + "=(\\d+)");

    private final String givenToTheBuild = System.getProperty(Property.SEED);

    @BeforeEach
    void withoutSeed() {
        System.clearProperty(Property.SEED);
    }

    @AfterEach
    void asBefore() {
        if (givenToTheBuild == null) {
            System.clearProperty(Property.SEED);
        } else {
            System.setProperty(Property.SEED, givenToTheBuild);
        }
    }

    @Test
    void what_holds_is_tried_as_often_as_asked() {
        var tried = new ArrayList<String>();
        Property.check(300, in -> tried.add(in.text(20) + in.anyLong()));
        assertThat(tried).hasSize(300);
        assertThat(new HashSet<>(tried)).hasSizeGreaterThan(290);
    }

    @Test
    void a_byte_that_fails_is_found_and_left_alone() {
        forManySeeds(
                in -> {
                    byte[] bytes = in.note("bytes", in.bytes(200));
                    for (byte each : bytes) {
                        assertThat(each).isNotEqualTo((byte) '\r');
                    }
                },
                "bytes = \\r");
    }

    @Test
    void a_limit_that_is_off_by_one_is_shown_at_the_limit() {
        forManySeeds(
                in -> {
                    int limit = in.note("limit", in.between(1, 60));
                    byte[] bytes = in.note("bytes", in.bytes(100));
                    assertThat(bytes.length < 10 || limit < 17).isTrue();
                },
                "limit = 17\n  bytes = " + "\\x00".repeat(10));
    }

    @Test
    void what_depends_on_two_places_keeps_both_and_nothing_else() {
        forManySeeds(
                in -> {
                    List<String> parts = in.note("parts", in.list(30, () -> in.of(List.of("x", "\r", "\n", "long"))));
                    int cut = in.note("cut", in.below(parts.size() + 1));
                    String before = String.join("", parts.subList(0, cut));
                    String after = String.join("", parts.subList(cut, parts.size()));
                    assertThat(before.endsWith("\r") && after.startsWith("\n")).isFalse();
                },
                "parts = [\\r, \\n]\n  cut = 1");
    }

    @Test
    void of_a_mask_only_the_bit_that_matters_is_left() {
        forManySeeds(
                in -> {
                    long mask = in.note("mask", in.anyLong());
                    assertThat(mask >>> 20 & 1).isZero();
                },
                "mask = " + (1 << 20));
    }

    @Test
    void the_seed_of_a_failure_repeats_it_at_the_first_try() {
        Property.Body wrong =
                in -> assertThat(in.note("number", in.between(0, 1_000_000))).isLessThan(990_000);
        String message = catchThrowable(() -> Property.check(10_000, wrong)).getMessage();
        System.setProperty(Property.SEED, seedOf(message));
        assertThatThrownBy(() -> Property.check(1, wrong)).hasMessage(message);
    }

    @Test
    void a_seed_that_is_no_number_is_not_ignored() {
        System.setProperty(Property.SEED, "4711L");
        assertThatThrownBy(() -> Property.check(1, in -> {})).isInstanceOf(NumberFormatException.class);
    }

    @Test
    void another_failure_is_not_taken_for_a_simpler_one() {
        forManySeeds(
                in -> {
                    int number = in.note("number", in.between(0, 1000));
                    if (number < 100) {
                        throw new IllegalStateException("of the smallest, which come too seldom to be first");
                    }
                    assertThat(number).isLessThan(100);
                },
                "number = 100",
                in -> in.between(0, 1000) >= 100);
    }

    @Test
    void the_failure_of_the_simplest_input_is_the_cause() {
        assertThatThrownBy(() -> Property.check(100, in -> {
                    throw new IllegalStateException("with " + in.bytes(9).length + " bytes");
                }))
                .isInstanceOf(AssertionError.class)
                .hasMessageStartingWith("java.lang.IllegalStateException: with 0 bytes")
                .cause()
                .hasMessage("with 0 bytes");
    }

    @Test
    void shrinking_ends_where_it_would_take_long() {
        var runs = new int[1];
        assertThatThrownBy(() -> Property.check(1, in -> {
                    runs[0]++;
                    for (int i = 0; i < 100; i++) {
                        if (in.anyLong() == 0) {
                            return;
                        }
                    }
                    throw new AssertionError("no zero");
                }))
                .hasMessageContaining("no zero");
        assertThat(runs[0]).isEqualTo(20_001);
    }

    /** Edges, each byte and lists from none to all come up in some thousand tries. */
    @Test
    void inputs_reach_their_limits() {
        for (long seed = 1; seed <= 5; seed++) {
            System.setProperty(Property.SEED, String.valueOf(seed * 1_000_000));
            var numbers = new HashSet<Integer>();
            var sizes = new HashSet<Integer>();
            var bytes = new HashSet<Integer>();
            Property.check(3_000, in -> {
                numbers.add(in.between(Integer.MIN_VALUE, Integer.MAX_VALUE));
                sizes.add(in.list(12, () -> bytes.add(in.anyByte())).size());
            });
            assertThat(numbers).contains(Integer.MIN_VALUE, Integer.MIN_VALUE + 1, Integer.MAX_VALUE);
            assertThat(sizes).hasSize(13);
            assertThat(bytes).hasSize(256);
        }
    }

    private static void forManySeeds(Property.Body wrong, String simplest) {
        forManySeeds(wrong, simplest, in -> true);
    }

    /** A wrong property has this simplest counterexample from each seed that the filter takes. */
    private static void forManySeeds(Property.Body wrong, String simplest, Predicate<Inputs> startsWith) {
        for (long seed = 1; seed <= 20; seed++) {
            if (startsWith.test(new Inputs(Choices.random(seed)))) {
                System.setProperty(Property.SEED, String.valueOf(seed));
                assertThatCode(() -> Property.check(2_000, wrong))
                        .hasMessageContaining("\nwith\n  " + simplest + "\nTo repeat it: ");
            }
        }
    }

    private static String seedOf(String message) {
        var found = REPEAT.matcher(message);
        assertThat(found.find()).as(message).isTrue();
        return found.group(1);
    }
}
