package dev.rivulet.sse.micrometer;

import java.util.random.RandomGenerator;

/** Draws the largest number: each wait before an attempt is the longest one, the first a second. */
final class Widest implements RandomGenerator {
    @Override
    public long nextLong(long bound) {
        return bound - 1;
    }

    @Override
    public long nextLong() {
        throw new AssertionError("jitter is drawn from a range");
    }
}
