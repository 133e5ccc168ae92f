package dev.rivulet.sse;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A session's counters at one moment.
 *
 * @param bytes of bodies received, before decompression
 * @param bursts of bytes received
 * @param events parsed
 * @param delivered events handed over, without those that the decoder skipped
 * @param duplicates events dropped as duplicates
 * @param repeatedIds events delivered without protection from repetition, because their id came twice on one connection
 *     ({@link Failure.RepeatedId})
 * @param skipped events discarded because they exceeded a limit
 * @param ignoredLines lines that the standard says to ignore: unknown fields, and values that do not count
 * @param connects streams opened
 * @param reconnects attempts after the first
 * @param losses streams lost and attempts failed, by the kind of failure
 * @param backingOff time spent waiting before attempts
 * @param timeToFirstEvent from the session's start; null before
 */
public record SessionMetrics(
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
        Map<Class<? extends Failure>, Long> losses,
        Duration backingOff,
        @Nullable Duration timeToFirstEvent) {
    public SessionMetrics {
        losses = Map.copyOf(losses);
    }
}
