package dev.rivulet.sse.tests.simulation;

import org.jspecify.annotations.Nullable;

/** Keeps the first violation: what is thrown inside a callback the session would take for the handler's. */
final class Judge {
    private @Nullable Violation first;
    private int step;

    void step(int number) {
        step = number;
    }

    void violated(Invariant invariant, String detail) {
        if (first == null) {
            first = new Violation(invariant, detail, step);
        }
    }

    void require(boolean holds, Invariant invariant, String detail) {
        if (!holds) {
            violated(invariant, detail);
        }
    }

    @Nullable
    Violation first() {
        return first;
    }
}
