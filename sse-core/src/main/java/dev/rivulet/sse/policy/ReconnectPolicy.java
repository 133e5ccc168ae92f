package dev.rivulet.sse.policy;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * When a lost stream is opened again. The delay is {@code floor + U(0, min(cap, base * 2^k))}: the floor is what the
 * server asks for ({@code retry:}, Retry-After), k counts the losses in a row, and the jitter holds from the first loss
 * on, so that a server's restart does not bring all clients back at once. After a clean end of a stream that sent
 * {@code retry:} and something new, it is that time plus up to 20 %. Immutable; the withers return changed copies.
 *
 * <p>Losses are counted anew after a connection that was a success: it brought a new id, or bytes for
 * {@code stableAfter}, or it ended in such a clean end, or it brought an event without a new id and lasted at least as
 * long as the delay before it. So a server that only greets and closes is asked at longer and longer intervals.
 *
 * @param base the jitter's width after the first loss; default 1 s
 * @param cap the jitter's greatest width; default 30 s
 * @param minimum the shortest floor where the server sends {@code retry:}, also 0, against a hot loop; default 100 ms
 * @param maxServerDelay the longest delay that a server may ask for; default 1 h. A longer {@code retry:} counts as this
 *     one; a longer Retry-After ends the session with {@code Failure.ServerDelayTooLong}
 * @param maxAttempts how many attempts in a row may fail before the session gives up; 0 for no bound (default)
 * @param maxElapsed how long since the loss attempts are made; zero for no bound (default)
 * @param stableAfter a connection that brought bytes for this long counts as success; default 30 s
 * @param when which losses are followed by an attempt; default {@link When#ALWAYS}
 */
public record ReconnectPolicy(
        Duration base,
        Duration cap,
        Duration minimum,
        Duration maxServerDelay,
        int maxAttempts,
        Duration maxElapsed,
        Duration stableAfter,
        When when) {

    /** Which losses are followed by an attempt. */
    public enum When {
        ALWAYS,
        /** Only until the first event has come: for answers that must not be asked twice. */
        BEFORE_FIRST_EVENT,
        NEVER
    }

    private static final ReconnectPolicy DEFAULTS = new ReconnectPolicy(
            Duration.ofSeconds(1),
            Duration.ofSeconds(30),
            Duration.ofMillis(100),
            Duration.ofHours(1),
            0,
            Duration.ZERO,
            Duration.ofSeconds(30),
            When.ALWAYS);

    public ReconnectPolicy {
        for (Duration each : new Duration[] {base, cap, minimum, maxServerDelay, maxElapsed, stableAfter}) {
            if (each.isNegative()) {
                throw new IllegalArgumentException("negative duration: " + each);
            }
        }
        if (maxAttempts < 0) {
            throw new IllegalArgumentException("negative maxAttempts: " + maxAttempts);
        }
    }

    public static ReconnectPolicy defaults() {
        return DEFAULTS;
    }

    /** The first loss ends the session. */
    public static ReconnectPolicy never() {
        return DEFAULTS.withWhen(When.NEVER);
    }

    /**
     * The delay after the k-th loss in a row.
     *
     * @param losses from 0
     * @param floor what the server asks for; zero where it asks for nothing
     */
    public Duration backoff(int losses, Duration floor, RandomGenerator random) {
        long width = nanos(base);
        long widest = nanos(cap);
        for (int k = 0; k < losses && width > 0 && width < widest; k++) {
            width = width > widest / 2 ? widest : width * 2;
        }
        width = Math.min(width, widest);
        return floor.plusNanos(random.nextLong(Math.min(width, Long.MAX_VALUE - 1) + 1));
    }

    /** The delay of a polling stream, which ended cleanly after progress and said when to come back. */
    public Duration poll(Duration retry, RandomGenerator random) {
        return retry.plusNanos(random.nextLong(nanos(retry) / 5 + 1));
    }

    private static long nanos(Duration time) {
        return time.compareTo(Duration.ofNanos(Long.MAX_VALUE)) >= 0 ? Long.MAX_VALUE : time.toNanos();
    }

    public ReconnectPolicy withBase(Duration time) {
        return new ReconnectPolicy(time, cap, minimum, maxServerDelay, maxAttempts, maxElapsed, stableAfter, when);
    }

    public ReconnectPolicy withCap(Duration time) {
        return new ReconnectPolicy(base, time, minimum, maxServerDelay, maxAttempts, maxElapsed, stableAfter, when);
    }

    public ReconnectPolicy withMinimum(Duration time) {
        return new ReconnectPolicy(base, cap, time, maxServerDelay, maxAttempts, maxElapsed, stableAfter, when);
    }

    public ReconnectPolicy withMaxServerDelay(Duration time) {
        return new ReconnectPolicy(base, cap, minimum, time, maxAttempts, maxElapsed, stableAfter, when);
    }

    public ReconnectPolicy withMaxAttempts(int attempts) {
        return new ReconnectPolicy(base, cap, minimum, maxServerDelay, attempts, maxElapsed, stableAfter, when);
    }

    public ReconnectPolicy withMaxElapsed(Duration time) {
        return new ReconnectPolicy(base, cap, minimum, maxServerDelay, maxAttempts, time, stableAfter, when);
    }

    public ReconnectPolicy withStableAfter(Duration time) {
        return new ReconnectPolicy(base, cap, minimum, maxServerDelay, maxAttempts, maxElapsed, time, when);
    }

    public ReconnectPolicy withWhen(When which) {
        return new ReconnectPolicy(base, cap, minimum, maxServerDelay, maxAttempts, maxElapsed, stableAfter, which);
    }
}
