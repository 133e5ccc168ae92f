package dev.rivulet.sse.tests.interop.cuts;

import java.util.ArrayList;
import java.util.List;

/** What was wrong: how often, and the first of it. Thread-safe. */
final class Findings {
    private static final int KEPT = 20;

    private final List<String> first = new ArrayList<>();
    private long count;

    synchronized void add(String what) {
        count++;
        if (first.size() < KEPT) {
            first.add(what);
        }
    }

    synchronized boolean isEmpty() {
        return count == 0;
    }

    @Override
    public synchronized String toString() {
        return count == 0 ? "none" : count + ", first of all:\n  " + String.join("\n  ", first);
    }
}
