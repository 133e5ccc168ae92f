package dev.rivulet.sse.policy;

import java.time.Duration;

/**
 * The times that a stream may take. Zero switches one off. Immutable; the withers return changed copies.
 *
 * @param connect for a TCP connection and its TLS handshake; default 10 s; cannot be off
 * @param responseHead from the request to the response's head, and before that for a {@code RequestCustomizer} to make
 *     the request; default 2 min
 * @param firstEvent from the response's head to the first event of that connection; default off
 * @param idle from the last byte (any byte, comments included), counted only while the client is ready to read; default
 *     5 min
 * @param eventIdle from the response's head or the last event to the next one, whatever else comes meanwhile, comments
 *     above all; counted only while the client is ready to read; default off
 * @param total for the whole session, reconnections included; ends it; default off
 * @param connectionAge after which a connection is replaced; default off
 */
public record Timeouts(
        Duration connect,
        Duration responseHead,
        Duration firstEvent,
        Duration idle,
        Duration eventIdle,
        Duration total,
        Duration connectionAge) {

    private static final Timeouts DEFAULTS = new Timeouts(
            Duration.ofSeconds(10),
            Duration.ofMinutes(2),
            Duration.ZERO,
            Duration.ofMinutes(5),
            Duration.ZERO,
            Duration.ZERO,
            Duration.ZERO);

    public Timeouts {
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

    public static Timeouts defaults() {
        return DEFAULTS;
    }

    public Timeouts withConnect(Duration time) {
        return new Timeouts(time, responseHead, firstEvent, idle, eventIdle, total, connectionAge);
    }

    public Timeouts withResponseHead(Duration time) {
        return new Timeouts(connect, time, firstEvent, idle, eventIdle, total, connectionAge);
    }

    public Timeouts withFirstEvent(Duration time) {
        return new Timeouts(connect, responseHead, time, idle, eventIdle, total, connectionAge);
    }

    public Timeouts withIdle(Duration time) {
        return new Timeouts(connect, responseHead, firstEvent, time, eventIdle, total, connectionAge);
    }

    public Timeouts withEventIdle(Duration time) {
        return new Timeouts(connect, responseHead, firstEvent, idle, time, total, connectionAge);
    }

    public Timeouts withTotal(Duration time) {
        return new Timeouts(connect, responseHead, firstEvent, idle, eventIdle, time, connectionAge);
    }

    public Timeouts withConnectionAge(Duration time) {
        return new Timeouts(connect, responseHead, firstEvent, idle, eventIdle, total, time);
    }
}
