package dev.rivulet.sse.internal;

import java.time.Duration;

/** Durations of any length as nanoseconds. */
final class Saturated {
    private static final Duration LONGEST = Duration.ofNanos(Long.MAX_VALUE);

    private Saturated() {}

    static long nanos(Duration time) {
        return time.compareTo(LONGEST) >= 0 ? Long.MAX_VALUE : time.toNanos();
    }
}
