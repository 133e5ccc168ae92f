package dev.rivulet.sse.spi;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BucketTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 8, 32, 63, 64})
    void holds_as_many_as_it_has_slots_and_gives_each_once(int slots) {
        var bucket = new Bucket(slots);
        assertThat(bucket.take()).isNull();
        Set<byte[]> put = Collections.newSetFromMap(new IdentityHashMap<>());
        for (int round = 0; round < 3; round++) {
            for (int i = 0; i < slots; i++) {
                byte[] array = new byte[1];
                assertThat(bucket.put(array)).isTrue();
                put.add(array);
            }
            assertThat(bucket.put(new byte[1])).isFalse();
            assertThat(bucket.size()).isEqualTo(slots);
            for (int i = 0; i < slots; i++) {
                assertThat(put.remove(bucket.take())).isTrue();
            }
            assertThat(bucket.take()).isNull();
            assertThat(bucket.size()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4, 64})
    void under_contention_it_loses_none_and_gives_none_twice(int slots) throws Exception {
        var bucket = new Bucket(slots);
        Set<byte[]> inside = ConcurrentHashMap.newKeySet();
        long until = System.nanoTime() + 300_000_000L;
        var threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<Void>> done = new ArrayList<>();
            for (int t = 0; t < 4; t++) {
                Callable<Void> worker = () -> {
                    while (System.nanoTime() < until) {
                        byte[] array = new byte[1];
                        inside.add(array);
                        if (!bucket.put(array)) {
                            inside.remove(array);
                        }
                        byte[] taken = bucket.take();
                        if (taken != null && !inside.remove(taken)) {
                            throw new AssertionError("given twice");
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
        assertThat(bucket.size()).isEqualTo(inside.size());
        for (byte[] array = bucket.take(); array != null; array = bucket.take()) {
            assertThat(inside.remove(array)).isTrue();
        }
        assertThat(inside).isEmpty();
    }

    @Test
    void size_is_never_negative_or_too_large() {
        var bucket = new Bucket(64);
        for (int i = 0; i < 100; i++) {
            bucket.put(new byte[1]);
        }
        assertThat(bucket.size()).isEqualTo(64);
    }
}
