package dev.rivulet.sse.cli;

import java.util.ArrayDeque;
import java.util.Deque;

/** Events a second, over the last five seconds. */
final class Rate {
    private static final long WINDOW_NANOS = 5_000_000_000L;

    private record Sample(long nanos, long count) {}

    private final Deque<Sample> samples = new ArrayDeque<>();

    /** Forgets what was before. */
    void restart(long nanos, long count) {
        samples.clear();
        sample(nanos, count);
    }

    /** Notes how many there were by now. */
    void sample(long nanos, long count) {
        while (samples.size() > 1 && nanos - second().nanos >= WINDOW_NANOS) {
            samples.removeFirst();
        }
        samples.addLast(new Sample(nanos, count));
    }

    double perSecond() {
        if (samples.size() < 2) {
            return 0;
        }
        Sample first = samples.getFirst();
        Sample last = samples.getLast();
        long nanos = last.nanos - first.nanos;
        return nanos == 0 ? 0 : (last.count - first.count) * 1e9 / nanos;
    }

    private Sample second() {
        var all = samples.iterator();
        all.next();
        return all.next();
    }
}
