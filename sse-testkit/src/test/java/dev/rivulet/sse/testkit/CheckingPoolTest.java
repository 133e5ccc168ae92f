package dev.rivulet.sse.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class CheckingPoolTest {
    private final CheckingPool pool = new CheckingPool();

    @Test
    void a_double_release_throws_and_is_remembered() {
        byte[] array = pool.acquire(8);
        pool.release(array);
        assertThatThrownBy(() -> pool.release(array)).hasMessageContaining("released twice");
        assertThatThrownBy(pool::assertNothingOutstanding).hasMessageContaining("released twice");
    }

    @Test
    void a_foreign_array_throws() {
        assertThatThrownBy(() -> pool.release(new byte[8])).isInstanceOf(AssertionError.class);
    }

    @Test
    void a_leak_is_reported_with_the_stack_of_its_acquisition() {
        pool.acquire(8);
        assertThat(pool.outstanding()).isEqualTo(1);
        assertThatThrownBy(pool::assertNothingOutstanding)
                .hasMessageContaining("1 arrays acquired and not released")
                .hasStackTraceContaining("a_leak_is_reported_with_the_stack_of_its_acquisition");
    }

    @Test
    void a_released_array_is_poisoned_and_not_lent_again() {
        byte[] first = pool.acquire(2);
        first[0] = 'x';
        pool.release(first);
        assertThat(first).containsOnly(0xDD);
        assertThat(pool.acquire(2)).isNotSameAs(first);
    }

    @Test
    void a_write_after_release_is_found() {
        byte[] array = pool.acquire(2);
        pool.release(array);
        array[1] = 'x';
        assertThatThrownBy(pool::assertNothingOutstanding).hasMessageContaining("written after its release");
    }

    @Test
    void proper_use_passes_and_is_counted() {
        byte[] one = pool.acquire(10);
        byte[] two = pool.acquire(0);
        pool.release(two);
        pool.release(one);
        assertThatCode(pool::assertNothingOutstanding).doesNotThrowAnyException();
        assertThat(one).hasSize(10);
        assertThat(pool.mostOutstanding()).isEqualTo(2);
        assertThat(pool.stats().misses()).isEqualTo(2);
        assertThat(pool.stats().outstanding()).isZero();
    }
}
