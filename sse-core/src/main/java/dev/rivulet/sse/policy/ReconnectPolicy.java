package dev.rivulet.sse.policy;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * When a lost stream is opened again. The delay before an attempt is {@code floor + random(0, min(maxDelay, initialDelay *
 * 2^k))}: the floor is what the server asks for ({@code retry:}, Retry-After), and k counts the losses in a row. The delay
 * is random from the first loss on, so that a server's restart does not bring all clients back at once. After a clean end
 * of a stream that sent {@code retry:} and something new, the delay is that time plus up to 20 %.
 *
 * <p>Losses in a row are counted anew after a connection that was a success, so that a server that only greets and closes
 * is asked at longer and longer intervals. A connection is a success if
 *
 * <ul>
 *   <li>it brought a new id,
 *   <li>it brought bytes for {@link #stableAfter()},
 *   <li>it brought an event without a new id, and lasted at least as long as the delay before it, or
 *   <li>it ended in such a clean end.
 * </ul>
 *
 * <p>Immutable: a method with an argument returns a changed copy, and throws {@link IllegalArgumentException} if the
 * argument is negative.
 */
public final class ReconnectPolicy {
    /** Which losses are followed by another attempt. */
    public enum Mode {
        /** Each loss. */
        ALWAYS,
        /**
         * Only losses before the first event was delivered: for answers that must not be asked for twice. Events that
         * {@code SseRequest.eventTypes} filters out or that a decoder skips do not count.
         */
        BEFORE_FIRST_EVENT,
        /** None: the first loss ends the session. */
        NEVER
    }

    private static final ReconnectPolicy DEFAULTS = new ReconnectPolicy(new Values(
            Duration.ofSeconds(1),
            Duration.ofSeconds(30),
            Duration.ofMillis(100),
            Duration.ofHours(1),
            0,
            Duration.ZERO,
            Duration.ofSeconds(30),
            Mode.ALWAYS));

    private final Values values;

    private ReconnectPolicy(Values values) {
        this.values = values;
    }

    /** A delay of up to 1 s after the first loss, doubled up to 30 s, without a bound on attempts or time. */
    public static ReconnectPolicy defaults() {
        return DEFAULTS;
    }

    /** The first loss ends the session. */
    public static ReconnectPolicy never() {
        return DEFAULTS.mode(Mode.NEVER);
    }

    /** The upper bound of the random delay after the first loss. Default 1 s. */
    public ReconnectPolicy initialDelay(Duration time) {
        requireNonNull(time, "time");
        return with(draft -> draft.initialDelay = time);
    }

    /** The upper bound of the random delay after any number of losses. Default 30 s. */
    public ReconnectPolicy maxDelay(Duration time) {
        requireNonNull(time, "time");
        return with(draft -> draft.maxDelay = time);
    }

    /** The shortest delay if the server sends {@code retry:}, even {@code retry: 0}. Default 100 ms. */
    public ReconnectPolicy minServerDelay(Duration time) {
        requireNonNull(time, "time");
        return with(draft -> draft.minServerDelay = time);
    }

    /**
     * The longest delay that a server may ask for. A longer {@code retry:} counts as this one; a longer Retry-After ends
     * the session with {@code Failure.ServerDelayTooLong}. Default 1 h.
     */
    public ReconnectPolicy maxServerDelay(Duration time) {
        requireNonNull(time, "time");
        return with(draft -> draft.maxServerDelay = time);
    }

    /**
     * How many attempts in a row may fail before the session ends. An attempt that is a success, as the class comment says,
     * begins a new count. With 1, the session ends if the first connection cannot be made, but resumes a stream that has
     * brought something new. 0 for no bound, the default: even the first connection is attempted until it succeeds.
     *
     * <p>A transport may send more requests: the JDK's client repeats a GET automatically if the connection closes before the
     * response.
     */
    public ReconnectPolicy maxAttempts(int attempts) {
        return with(draft -> draft.maxAttempts = attempts);
    }

    /**
     * How long after a loss attempts are made before the session ends. {@link Duration#ZERO} for no bound, the default.
     */
    public ReconnectPolicy maxElapsed(Duration time) {
        requireNonNull(time, "time");
        return with(draft -> draft.maxElapsed = time);
    }

    /** How long a connection must have brought bytes to count as a success. Default 30 s. */
    public ReconnectPolicy stableAfter(Duration time) {
        requireNonNull(time, "time");
        return with(draft -> draft.stableAfter = time);
    }

    /** Which losses are followed by another attempt. Default {@link Mode#ALWAYS}. */
    public ReconnectPolicy mode(Mode mode) {
        requireNonNull(mode, "mode");
        return with(draft -> draft.mode = mode);
    }

    /** As set by {@link #initialDelay(Duration)}. */
    public Duration initialDelay() {
        return values.initialDelay;
    }

    /** As set by {@link #maxDelay(Duration)}. */
    public Duration maxDelay() {
        return values.maxDelay;
    }

    /** As set by {@link #minServerDelay(Duration)}. */
    public Duration minServerDelay() {
        return values.minServerDelay;
    }

    /** As set by {@link #maxServerDelay(Duration)}. */
    public Duration maxServerDelay() {
        return values.maxServerDelay;
    }

    /** As set by {@link #maxAttempts(int)}. */
    public int maxAttempts() {
        return values.maxAttempts;
    }

    /** As set by {@link #maxElapsed(Duration)}. */
    public Duration maxElapsed() {
        return values.maxElapsed;
    }

    /** As set by {@link #stableAfter(Duration)}. */
    public Duration stableAfter() {
        return values.stableAfter;
    }

    /** As set by {@link #mode(Mode)}. */
    public Mode mode() {
        return values.mode;
    }

    private ReconnectPolicy with(Consumer<Draft> change) {
        var draft = new Draft(values);
        change.accept(draft);
        return new ReconnectPolicy(draft.values());
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ReconnectPolicy policy && values.equals(policy.values);
    }

    @Override
    public int hashCode() {
        return values.hashCode();
    }

    @Override
    public String toString() {
        return values.toString().replace("Values", "ReconnectPolicy");
    }

    private record Values(
            Duration initialDelay,
            Duration maxDelay,
            Duration minServerDelay,
            Duration maxServerDelay,
            int maxAttempts,
            Duration maxElapsed,
            Duration stableAfter,
            Mode mode) {
        Values {
            for (Duration each :
                    new Duration[] {initialDelay, maxDelay, minServerDelay, maxServerDelay, maxElapsed, stableAfter}) {
                if (each.isNegative()) {
                    throw new IllegalArgumentException("negative duration: " + each);
                }
            }
            if (maxAttempts < 0) {
                throw new IllegalArgumentException("negative maxAttempts: " + maxAttempts);
            }
        }
    }

    /** The values of a copy while one of them is changed. */
    private static final class Draft {
        Duration initialDelay;
        Duration maxDelay;
        Duration minServerDelay;
        Duration maxServerDelay;
        int maxAttempts;
        Duration maxElapsed;
        Duration stableAfter;
        Mode mode;

        Draft(Values from) {
            initialDelay = from.initialDelay;
            maxDelay = from.maxDelay;
            minServerDelay = from.minServerDelay;
            maxServerDelay = from.maxServerDelay;
            maxAttempts = from.maxAttempts;
            maxElapsed = from.maxElapsed;
            stableAfter = from.stableAfter;
            mode = from.mode;
        }

        Values values() {
            return new Values(
                    initialDelay, maxDelay, minServerDelay, maxServerDelay, maxAttempts, maxElapsed, stableAfter, mode);
        }
    }
}
