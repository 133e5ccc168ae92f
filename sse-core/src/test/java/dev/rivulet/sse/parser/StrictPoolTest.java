package dev.rivulet.sse.parser;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rivulet.sse.policy.Limits;
import org.junit.jupiter.api.Test;

/** The pool that the other tests rely on finds what it is there to find. */
class StrictPoolTest {
    private final StrictPool pool = StrictPool.roomy();

    @Test
    void a_leak_fails() {
        pool.acquire(1);
        assertThatThrownBy(pool::assertSettled).hasMessageContaining("never released");
    }

    @Test
    void a_double_release_fails() {
        byte[] array = pool.acquire(1);
        pool.release(array);
        assertThatThrownBy(() -> pool.release(array)).hasMessageContaining("released twice");
    }

    @Test
    void a_foreign_array_fails() {
        assertThatThrownBy(() -> pool.release(new byte[8192])).hasMessageContaining("not from this pool");
    }

    @Test
    void a_write_after_release_fails() {
        for (int place : new int[] {0, 1, 4711, 8191}) {
            var other = StrictPool.roomy();
            byte[] array = other.acquire(8192);
            other.release(array);
            other.assertSettled();
            array[place] = 0;
            assertThatThrownBy(other::assertSettled).hasMessageContaining("written after its release");
        }
    }

    @Test
    void a_parser_that_is_not_closed_fails() {
        var parser = new EventStreamParser(event -> true, Limits.defaults(), pool);
        parser.feed(Streams.text("data: unfinished"), 0, 16);
        assertThatThrownBy(pool::assertSettled).hasMessageContaining("never released");
        parser.close();
        pool.assertSettled();
    }
}
