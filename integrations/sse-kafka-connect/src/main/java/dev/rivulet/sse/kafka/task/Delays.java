package dev.rivulet.sse.kafka.task;

import dev.rivulet.sse.kafka.config.RetrySettings;
import java.time.Duration;
import java.util.random.RandomGenerator;

/** How long streams wait for their start. Random, so that the streams of a server do not come back all at once. */
final class Delays {
    /** Few streams start without delay: at most a hundred a second are meant to. */
    private static final Duration SHARE_OF_ONE = Duration.ofMillis(10);

    private static final double JITTER = 0.2;

    private final RetrySettings settings;
    private final RandomGenerator random;

    Delays(RetrySettings settings, RandomGenerator random) {
        this.settings = settings;
        this.random = random;
    }

    /** Of one of so many streams that start together. */
    Duration ofStart(int streams) {
        Duration share = SHARE_OF_ONE.multipliedBy(streams);
        Duration spread = share.compareTo(settings.startSpread()) < 0 ? share : settings.startSpread();
        return scaled(spread, random.nextDouble());
    }

    /**
     * Of a stream in quarantine: doubled with each failure up to the limit, then 20 % more or less.
     *
     * @param failures in a row, from 1
     */
    Duration ofRetry(int failures) {
        Duration most = settings.quarantineMax();
        Duration delay = settings.quarantine();
        for (int i = 1; i < failures && delay.compareTo(most) < 0; i++) {
            delay = delay.multipliedBy(2);
        }
        delay = delay.compareTo(most) < 0 ? delay : most;
        return scaled(delay, 1 - JITTER + 2 * JITTER * random.nextDouble());
    }

    private static Duration scaled(Duration time, double by) {
        return Duration.ofMillis((long) (time.toMillis() * by));
    }
}
