package dev.rivulet.sse.internal.recovery;

import dev.rivulet.sse.Failure;
import dev.rivulet.sse.SessionState.Closed.NotRetried;
import dev.rivulet.sse.internal.Nanos;
import dev.rivulet.sse.policy.ReconnectPolicy;
import java.time.Duration;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/** When the next attempt is made, or that there is none: the policy applied to what happened. */
final class Backoff {
    /** The delay, or the failure to give up with, and why if it is retryable. */
    record Delay(
            @Nullable Duration delay,
            @Nullable Failure giveUp,
            @Nullable NotRetried notRetried) {}

    static final int UNBOUNDED = 0;

    private static final long NONE = -1;

    private final ReconnectPolicy policy;
    private final DoubleSupplier random;
    private int losses; // in a row
    private int failedAttempts; // in a row
    private long lostAt;

    Backoff(ReconnectPolicy policy, DoubleSupplier random) {
        this.policy = policy;
        this.random = random;
    }

    /**
     * A stream was lost, or not opened.
     *
     * @param cleanly whether it ended normally
     * @param progressed whether the attempt counts as a success
     * @param retryMillis what {@code retry:} said last, -1 for nothing
     * @param retryAfter what the response asked for
     * @param most how many attempts may fail in a row where the policy does not say
     */
    Delay lost(
            Failure failure,
            boolean cleanly,
            boolean progressed,
            long retryMillis,
            @Nullable Duration retryAfter,
            int most,
            long nowNanos) {
        if (progressed) {
            progressed();
        } else {
            failedAttempts++;
        }
        if (losses == 0) {
            lostAt = nowNanos;
        }
        if (retryAfter != null && retryAfter.compareTo(policy.maxServerDelay()) > 0) {
            return new Delay(null, new Failure.ServerDelayTooLong(retryAfter, policy.maxServerDelay()), null);
        }
        Duration retry = retryMillis == NONE ? null : bounded(Duration.ofMillis(retryMillis));
        Duration floor = larger(retry, retryAfter);
        int bound = policy.maxAttempts() > 0 ? policy.maxAttempts() : most;
        if (bound != UNBOUNDED && failedAttempts >= bound) {
            return new Delay(null, failure, policy.maxAttempts() > 0 ? NotRetried.MAX_ATTEMPTS : NotRetried.REFUSED);
        }
        Duration delay = delay(failure, cleanly && progressed && retry != null, floor);
        losses++;
        if (!policy.maxElapsed().isZero()
                && Duration.ofNanos(nowNanos - lostAt).plus(delay).compareTo(policy.maxElapsed()) > 0) {
            return new Delay(null, failure, NotRetried.MAX_ELAPSED);
        }
        return new Delay(delay, null, null);
    }

    /** Losses are counted from here on. */
    void progressed() {
        losses = 0;
        failedAttempts = 0;
    }

    private Duration delay(Failure failure, boolean polling, Duration floor) {
        if (losses == 0 && isRetriedAtOnce(failure)) {
            return Duration.ZERO;
        }
        if (failure instanceof Failure.Suspended) {
            return randomDelay(Duration.ZERO); // the time that a server asks for has long passed
        }
        return polling ? floor.plusNanos(randomNanos(Nanos.of(floor) / 5)) : randomDelay(floor);
    }

    /** Where the server is not in trouble: it said so, or a silent connection reached its idle time. */
    private static boolean isRetriedAtOnce(Failure failure) {
        return failure instanceof Failure.RequestNotProcessed || failure instanceof Failure.ConnectionExpired;
    }

    /** After the k-th loss in a row: the floor, and up to {@code min(maxDelay, initialDelay * 2^k)}. */
    private Duration randomDelay(Duration floor) {
        long width = Nanos.of(policy.initialDelay());
        long widest = Nanos.of(policy.maxDelay());
        for (int k = 0; k < losses && width > 0 && width < widest; k++) {
            width = width > widest / 2 ? widest : width * 2;
        }
        width = Math.min(width, widest);
        return floor.plusNanos(randomNanos(width));
    }

    /** From none to all of them. */
    private long randomNanos(long most) {
        return Math.min(most, (long) (random.getAsDouble() * (most + 1.0)));
    }

    private Duration bounded(Duration retry) {
        Duration bounded = retry.compareTo(policy.maxServerDelay()) > 0 ? policy.maxServerDelay() : retry;
        return larger(bounded, policy.minServerDelay());
    }

    private static Duration larger(@Nullable Duration one, @Nullable Duration other) {
        Duration first = one == null ? Duration.ZERO : one;
        Duration second = other == null ? Duration.ZERO : other;
        return first.compareTo(second) >= 0 ? first : second;
    }
}
