package dev.rivulet.sse.tests.session;

import java.util.random.RandomGenerator;

/** Loaded dice: every number drawn lies at the same share of its range. 0 is no jitter, 1 the widest. */
final class Dice implements RandomGenerator {
    private volatile double share;

    void load(double newShare) {
        share = newShare;
    }

    @Override
    public long nextLong(long bound) {
        return Math.min(bound - 1, (long) (share * (bound - 1)));
    }

    @Override
    public long nextLong() {
        throw new AssertionError("jitter is drawn from a range");
    }
}
