package dev.rivulet.sse.policy;

import java.time.Duration;

/**
 * How many events are handed over at once, for streams of high frequency: a handler that writes to a database, or takes a
 * lock, then does so once a batch. The last event ID is committed a batch at a time. What has been collected is delivered
 * before the stream is opened again, and before the session ends. Immutable.
 *
 * @param events that fill a batch, from 1
 * @param time after which a batch that has an event is delivered though it is not full; positive
 */
public record Batching(int events, Duration time) {
    public Batching {
        if (events < 1) {
            throw new IllegalArgumentException("a batch has at least one event: " + events);
        }
        if (time.isNegative() || time.isZero()) {
            throw new IllegalArgumentException("a batch needs a time to be delivered after: " + time);
        }
    }

    /** Batches of so many events, or of those that came within so long a time after the first. */
    public static Batching of(int events, Duration time) {
        return new Batching(events, time);
    }
}
