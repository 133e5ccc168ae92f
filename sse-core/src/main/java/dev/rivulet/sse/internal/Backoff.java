package dev.rivulet.sse.internal;

import dev.rivulet.sse.Failure;
import dev.rivulet.sse.policy.ReconnectPolicy;
import java.time.Duration;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** When the next attempt is made, or that there is none: the policy applied to what happened. */
final class Backoff {
    /** A delay, or the failure to give up with. */
    record Decision(@Nullable Duration delay, @Nullable Failure giveUp) {}

    private static final long NONE = -1;

    private final ReconnectPolicy policy;
    private final RandomGenerator random;
    private int losses; // in a row
    private int failedAttempts; // in a row
    private long lostAt;

    Backoff(ReconnectPolicy policy, RandomGenerator random) {
        this.policy = policy;
        this.random = random;
    }

    /**
     * A stream was lost, or not opened.
     *
     * @param cleanly whether it ended in order
     * @param progressed whether the attempt counts as a success
     * @param retryMillis what {@code retry:} said last, -1 for nothing
     * @param retryAfter what the response asked for
     */
    Decision lost(
            Failure failure,
            boolean cleanly,
            boolean progressed,
            long retryMillis,
            @Nullable Duration retryAfter,
            long nowNanos) {
        if (progressed) {
            progressed();
        } else {
            failedAttempts++;
        }
        if (losses == 0) {
            lostAt = nowNanos;
        }
        Duration retry = retryMillis == NONE ? null : atLeastMinimum(Duration.ofMillis(retryMillis));
        Duration floor = larger(retry, retryAfter);
        if (floor.compareTo(policy.maxServerDelay()) > 0) {
            return new Decision(null, new Failure.ServerDelayTooLong(floor, policy.maxServerDelay()));
        }
        if (policy.maxAttempts() > 0 && failedAttempts >= policy.maxAttempts()) {
            return new Decision(null, failure);
        }
        Duration delay = delay(failure, cleanly && progressed && retry != null, floor);
        losses++;
        if (!policy.maxElapsed().isZero()
                && Duration.ofNanos(nowNanos - lostAt).plus(delay).compareTo(policy.maxElapsed()) > 0) {
            return new Decision(null, failure);
        }
        return new Decision(delay, null);
    }

    /** Losses are counted from here on. */
    void progressed() {
        losses = 0;
        failedAttempts = 0;
    }

    private Duration delay(Failure failure, boolean polling, Duration floor) {
        if (failure instanceof Failure.NotProcessed && losses == 0) {
            return Duration.ZERO;
        }
        return polling ? policy.poll(floor, random) : policy.backoff(losses, floor, random);
    }

    private Duration atLeastMinimum(Duration time) {
        return time.compareTo(policy.minimum()) < 0 ? policy.minimum() : time;
    }

    private static Duration larger(@Nullable Duration one, @Nullable Duration other) {
        Duration first = one == null ? Duration.ZERO : one;
        Duration second = other == null ? Duration.ZERO : other;
        return first.compareTo(second) >= 0 ? first : second;
    }
}
