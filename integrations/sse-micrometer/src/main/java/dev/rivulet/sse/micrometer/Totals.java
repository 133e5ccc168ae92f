package dev.rivulet.sse.micrometer;

import dev.rivulet.sse.SessionMetrics;

/** What sessions have counted together. */
record Totals(
        long connects, long bytes, long events, long delivered, long duplicates, long skipped, long backingOffNanos) {
    static final Totals NONE = new Totals(0, 0, 0, 0, 0, 0, 0);

    Totals plus(SessionMetrics session) {
        return new Totals(
                connects + session.connects(),
                bytes + session.bytes(),
                events + session.events(),
                delivered + session.delivered(),
                duplicates + session.duplicates(),
                skipped + session.skipped(),
                backingOffNanos + session.backingOff().toNanos());
    }

    Totals plus(Totals other) {
        return new Totals(
                connects + other.connects,
                bytes + other.bytes,
                events + other.events,
                delivered + other.delivered,
                duplicates + other.duplicates,
                skipped + other.skipped,
                backingOffNanos + other.backingOffNanos);
    }
}
