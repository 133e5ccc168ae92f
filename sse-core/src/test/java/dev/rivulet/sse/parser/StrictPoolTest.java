package dev.rivulet.sse.parser;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rivulet.sse.policy.Limits;
import org.junit.jupiter.api.Test;

/** The pool that the other tests rely on finds what it is there to find. */
class StrictPoolTest {
    private final StrictPool pool = StrictPool.roomy();

    @Test
    void aLeakFails() {
        pool.acquire(1);
        assertThatThrownBy(pool::assertSettled).hasMessageContaining("never released");
    }

    @Test
    void aDoubleReleaseFails() {
        byte[] array = pool.acquire(1);
        pool.release(array);
        assertThatThrownBy(() -> pool.release(array)).hasMessageContaining("released twice");
    }

    @Test
    void aForeignArrayFails() {
        assertThatThrownBy(() -> pool.release(new byte[8192])).hasMessageContaining("not from this pool");
    }

    @Test
    void aWriteAfterReleaseFails() {
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
    void aParserThatIsNotClosedFails() {
        var parser = new EventStreamParser(event -> true, Limits.defaults(), pool);
        parser.feed(Streams.text("data: unfinished"), 0, 16);
        assertThatThrownBy(pool::assertSettled).hasMessageContaining("never released");
        parser.close();
        pool.assertSettled();
    }
}
