package dev.rivulet.sse.internal;

import java.time.Duration;

/** Durations of any length as nanoseconds. */
public final class Nanos {
    private static final Duration LONGEST = Duration.ofNanos(Long.MAX_VALUE);

    private Nanos() {}

    public static long of(Duration time) {
        return time.compareTo(LONGEST) >= 0 ? Long.MAX_VALUE : time.toNanos();
    }
}
