package dev.rivulet.sse.spi;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LossyBufferPoolTest {
    private final LossyBufferPool pool = new LossyBufferPool();

    @Test
    void an_array_has_the_size_of_its_class() {
        assertThat(sizeOf(0)).isEqualTo(8 << 10);
        assertThat(sizeOf(1)).isEqualTo(8 << 10);
        for (int size = 8 << 10; size <= 1 << 20; size *= 2) {
            assertThat(sizeOf(size)).isEqualTo(size);
            assertThat(sizeOf(size - 1)).isEqualTo(size);
            assertThat(sizeOf(size / 2 + 1)).isEqualTo(Math.max(8 << 10, size));
        }
    }

    @Test
    void an_oversized_array_is_made_exactly_and_not_kept() {
        byte[] array = pool.acquire((1 << 20) + 1);
        assertThat(array).hasSize((1 << 20) + 1);
        pool.release(array);
        assertThat(pool.stats()).isEqualTo(BufferPool.Stats.of(0, 1, 0, 0));
        assertThat(pool.acquire((1 << 20) + 1)).isNotSameAs(array);
    }

    @Test
    void an_array_comes_back_and_is_counted() {
        byte[] array = pool.acquire(100);
        assertThat(pool.stats()).isEqualTo(BufferPool.Stats.of(0, 1, 1, 0));
        pool.release(array);
        assertThat(pool.stats()).isEqualTo(BufferPool.Stats.of(0, 1, 0, 8 << 10));
        assertThat(pool.acquire(8000)).isSameAs(array);
        assertThat(pool.stats()).isEqualTo(BufferPool.Stats.of(1, 1, 1, 0));
        assertThat(pool.stats().hitRate()).isEqualTo(0.5);
    }

    @Test
    void where_nothing_was_lent_the_hit_rate_is_zero() {
        assertThat(pool.stats().hitRate()).isZero();
    }

    @Test
    void an_array_of_another_size_is_counted_and_dropped() {
        pool.acquire(1);
        pool.release(new byte[9000]);
        assertThat(pool.stats()).isEqualTo(BufferPool.Stats.of(0, 1, 0, 0));
    }

    @Test
    void what_is_kept_is_bounded() {
        for (int size = 8 << 10; size <= 1 << 20; size *= 2) {
            List<byte[]> lent = new ArrayList<>();
            for (int i = 0; i < 300; i++) {
                if ((long) i * size < 4 << 20) {
                    lent.add(pool.acquire(size));
                }
            }
            lent.forEach(pool::release);
        }
        assertThat(pool.stats().outstanding()).isZero();
        assertThat(pool.stats().retainedBytes()).isBetween(4L << 20, 8L << 20);
    }

    @Test
    void what_was_kept_is_lent_once_each() {
        List<byte[]> lent = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            lent.add(pool.acquire(1));
        }
        lent.forEach(pool::release);
        Set<byte[]> again = Collections.newSetFromMap(new IdentityHashMap<>());
        for (int i = 0; i < 200; i++) {
            assertThat(again.add(pool.acquire(1))).isTrue();
        }
    }

    @Test
    void the_shared_pool_is_one() {
        assertThat(BufferPool.shared()).isSameAs(BufferPool.shared());
    }

    @Test
    void an_unpooled_array_is_new_and_exact() {
        var unpooled = BufferPool.unpooled();
        byte[] array = unpooled.acquire(77);
        assertThat(array).hasSize(77);
        unpooled.release(array);
        assertThat(unpooled.acquire(77)).isNotSameAs(array);
        assertThat(unpooled.stats()).isEqualTo(BufferPool.Stats.of(0, 2, 1, 0));
    }

    /** Four threads lend and give back, also what another one lent; no array has two owners, and all are counted. */
    @Test
    void under_contention_no_array_has_two_owners() throws Exception {
        Set<byte[]> owned = ConcurrentHashMap.newKeySet(); // arrays are compared by identity
        var handedOn = new java.util.concurrent.ConcurrentLinkedQueue<byte[]>();
        var lent = new AtomicInteger();
        long until = System.nanoTime() + 800_000_000L;
        var threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<Void>> done = new ArrayList<>();
            for (int t = 0; t < 4; t++) {
                var random = new Random(t);
                Callable<Void> worker = () -> {
                    while (System.nanoTime() < until) {
                        byte[] array = pool.acquire(1 << random.nextInt(18));
                        lent.incrementAndGet();
                        if (!owned.add(array)) {
                            throw new AssertionError("lent to two owners");
                        }
                        handedOn.add(array);
                        while (handedOn.size() > random.nextInt(40)) {
                            byte[] other = handedOn.poll();
                            if (other != null) {
                                owned.remove(other);
                                pool.release(other);
                            }
                        }
                    }
                    return null;
                };
                done.add(threads.submit(worker));
            }
            for (var each : done) {
                each.get();
            }
        } finally {
            threads.shutdownNow();
        }
        var stats = pool.stats();
        assertThat(stats.hits() + stats.misses()).isEqualTo(lent.get());
        assertThat(stats.outstanding()).isEqualTo(handedOn.size());
        handedOn.forEach(pool::release);
        assertThat(pool.stats().outstanding()).isZero();
        assertThat(pool.stats().retainedBytes()).isLessThanOrEqualTo(8L << 20);
    }

    private int sizeOf(int minimum) {
        return pool.acquire(minimum).length;
    }
}
