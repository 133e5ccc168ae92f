package dev.rivulet.sse.policy;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How many events are handed over at once, for streams of high frequency: a handler that writes to a database, or takes a
 * lock, then does so once per batch. The last event ID is committed once per batch. What has been collected is delivered
 * before the stream is opened again, and before the session ends. Immutable.
 */
public final class Batching {
    private final int events;
    private final Duration time;

    private Batching(int events, Duration time) {
        if (events < 1) {
            throw new IllegalArgumentException("a batch has at least one event: " + events);
        }
        if (time.isNegative() || time.isZero()) {
            throw new IllegalArgumentException("a batch needs a time to be delivered after: " + time);
        }
        this.events = events;
        this.time = time;
    }

    /**
     * Batches of that many events, or of those that arrived within that time after the first.
     *
     * @param events that fill a batch, from 1
     * @param time after which a batch with at least one event is delivered even if it is not full; positive
     * @throws IllegalArgumentException if one of them is not positive
     */
    public static Batching of(int events, Duration time) {
        return new Batching(events, requireNonNull(time, "time"));
    }

    /** How many events fill a batch. */
    public int events() {
        return events;
    }

    /** After which time a batch is delivered even if it is not full. */
    public Duration time() {
        return time;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Batching batching && events == batching.events && time.equals(batching.time);
    }

    @Override
    public int hashCode() {
        return events * 31 + time.hashCode();
    }

    @Override
    public String toString() {
        return "Batching[events=" + events + ", time=" + time + "]";
    }
}
