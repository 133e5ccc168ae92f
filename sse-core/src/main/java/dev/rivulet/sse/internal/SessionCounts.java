package dev.rivulet.sse.internal;

import dev.rivulet.sse.SessionMetrics;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A snapshot of a session's counters, or their sum over several sessions. */
record SessionCounts(
        long bytes,
        long bursts,
        long events,
        long delivered,
        long duplicates,
        long repeatedIds,
        long skipped,
        long ignoredLines,
        long connects,
        long reconnects,
        Map<String, Long> losses,
        Duration backingOff,
        @Nullable Duration timeToFirstEvent)
        implements SessionMetrics {
    static final SessionCounts NONE = new SessionCounts(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, Map.of(), Duration.ZERO, null);

    SessionCounts {
        losses = Map.copyOf(losses);
    }

    /** The sum, without a time to the first event. */
    SessionCounts plus(SessionMetrics other) {
        Map<String, Long> sums = new HashMap<>(losses);
        other.losses().forEach((kind, count) -> sums.merge(kind, count, Long::sum));
        return new SessionCounts(
                bytes + other.bytes(),
                bursts + other.bursts(),
                events + other.events(),
                delivered + other.delivered(),
                duplicates + other.duplicates(),
                repeatedIds + other.repeatedIds(),
                skipped + other.skipped(),
                ignoredLines + other.ignoredLines(),
                connects + other.connects(),
                reconnects + other.reconnects(),
                sums,
                backingOff.plus(other.backingOff()),
                null);
    }
}
