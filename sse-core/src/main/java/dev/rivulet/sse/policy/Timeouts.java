package dev.rivulet.sse.policy;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The time limits of a stream. {@link Duration#ZERO} switches one off. Immutable: a method with an argument returns a
 * changed copy, and throws {@link IllegalArgumentException} if the duration is negative.
 */
public final class Timeouts {
    private static final Timeouts DEFAULTS = new Timeouts(new Values(
            Duration.ofSeconds(10),
            Duration.ofMinutes(2),
            Duration.ZERO,
            Duration.ofMinutes(5),
            Duration.ZERO,
            Duration.ZERO,
            Duration.ZERO));

    private final Values values;

    private Timeouts(Values values) {
        this.values = values;
    }

    /** 10 s to connect, 2 min for the response head, 5 min without a byte; the others are off. */
    public static Timeouts defaults() {
        return DEFAULTS;
    }

    /**
     * Limits the time for a TCP connection and its TLS handshake. Default 10 s.
     *
     * @throws IllegalArgumentException if it is zero: this one cannot be off
     */
    public Timeouts connect(Duration time) {
        requireNonNull(time, "time");
        return with(draft -> draft.connect = time);
    }

    /**
     * Limits the time from the request to the response head, and, before that, the time that a
     * {@code RequestCustomizer} takes to make the request. Default 2 min.
     */
    public Timeouts responseHead(Duration time) {
        requireNonNull(time, "time");
        return with(draft -> draft.responseHead = time);
    }

    /** Limits the time from the response head to the first event of that connection. Off by default. */
    public Timeouts firstEvent(Duration time) {
        requireNonNull(time, "time");
        return with(draft -> draft.firstEvent = time);
    }

    /**
     * Limits the time without any byte, comments included. It counts only while the client is ready to read. Default
     * 5 min.
     */
    public Timeouts idle(Duration time) {
        requireNonNull(time, "time");
        return with(draft -> draft.idle = time);
    }

    /**
     * Limits the time from the response head or the last event to the next event, even if other bytes arrive, such as
     * comments. It counts only while the client is ready to read. Off by default.
     */
    public Timeouts eventIdle(Duration time) {
        requireNonNull(time, "time");
        return with(draft -> draft.eventIdle = time);
    }

    /** Limits the whole session, reconnections included, and ends it. Off by default. */
    public Timeouts total(Duration time) {
        requireNonNull(time, "time");
        return with(draft -> draft.total = time);
    }

    /** Replaces a connection that is as old as this. Off by default. */
    public Timeouts connectionAge(Duration time) {
        requireNonNull(time, "time");
        return with(draft -> draft.connectionAge = time);
    }

    /** As set by {@link #connect(Duration)}. */
    public Duration connect() {
        return values.connect;
    }

    /** As set by {@link #responseHead(Duration)}. */
    public Duration responseHead() {
        return values.responseHead;
    }

    /** As set by {@link #firstEvent(Duration)}. */
    public Duration firstEvent() {
        return values.firstEvent;
    }

    /** As set by {@link #idle(Duration)}. */
    public Duration idle() {
        return values.idle;
    }

    /** As set by {@link #eventIdle(Duration)}. */
    public Duration eventIdle() {
        return values.eventIdle;
    }

    /** As set by {@link #total(Duration)}. */
    public Duration total() {
        return values.total;
    }

    /** As set by {@link #connectionAge(Duration)}. */
    public Duration connectionAge() {
        return values.connectionAge;
    }

    private Timeouts with(Consumer<Draft> change) {
        var draft = new Draft(values);
        change.accept(draft);
        return new Timeouts(draft.values());
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Timeouts timeouts && values.equals(timeouts.values);
    }

    @Override
    public int hashCode() {
        return values.hashCode();
    }

    @Override
    public String toString() {
        return values.toString().replace("Values", "Timeouts");
    }

    private record Values(
            Duration connect,
            Duration responseHead,
            Duration firstEvent,
            Duration idle,
            Duration eventIdle,
            Duration total,
            Duration connectionAge) {
        Values {
            if (connect.isZero()) {
                throw new IllegalArgumentException("the connect time-out cannot be off");
            }
            for (Duration each :
                    new Duration[] {connect, responseHead, firstEvent, idle, eventIdle, total, connectionAge}) {
                if (each.isNegative()) {
                    throw new IllegalArgumentException("negative time-out: " + each);
                }
            }
        }
    }

    /** The values of a copy while one of them is changed. */
    private static final class Draft {
        Duration connect;
        Duration responseHead;
        Duration firstEvent;
        Duration idle;
        Duration eventIdle;
        Duration total;
        Duration connectionAge;

        Draft(Values from) {
            connect = from.connect;
            responseHead = from.responseHead;
            firstEvent = from.firstEvent;
            idle = from.idle;
            eventIdle = from.eventIdle;
            total = from.total;
            connectionAge = from.connectionAge;
        }

        Values values() {
            return new Values(connect, responseHead, firstEvent, idle, eventIdle, total, connectionAge);
        }
    }
}
