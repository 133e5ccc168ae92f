package dev.rivulet.sse;

import java.time.Duration;

/** Durations in messages: {@code 20 ms}, {@code 3 s}, {@code 5 min}, {@code 2 h}. */
final class Times {
    private Times() {}

    static String of(Duration time) {
        if (time.toNanosPart() != 0) {
            return time.toSeconds() == 0
                    ? time.toMillis() + " ms"
                    : time.toSeconds() + "." + time.toMillisPart() / 100 + " s";
        }
        if (time.toSecondsPart() != 0 || time.isZero()) {
            return time.toSeconds() + " s";
        }
        return time.toMinutesPart() == 0 ? time.toHours() + " h" : time.toMinutes() + " min";
    }
}
