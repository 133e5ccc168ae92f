package dev.rivulet.sse.tests.session;

import java.util.function.DoubleSupplier;

/** Loaded dice: every number drawn lies at the same share of its range. 0 is no jitter, 1 the widest. */
final class Dice implements DoubleSupplier {
    private volatile double share;

    void load(double newShare) {
        share = newShare;
    }

    @Override
    public double getAsDouble() {
        return share;
    }
}
