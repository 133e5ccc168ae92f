package dev.rivulet.sse;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A session's counters at one moment.
 *
 * @param bytes of bodies received, before decompression
 * @param bursts of bytes received
 * @param events parsed
 * @param delivered events handed over, without those that the decoder skipped
 * @param duplicates events dropped as duplicates
 * @param skipped events discarded because they exceeded a limit
 * @param connects streams opened
 * @param reconnects attempts after the first
 * @param backingOff time spent waiting before attempts
 * @param timeToFirstEvent from the session's start; null before
 */
public record SessionMetrics(
        long bytes,
        long bursts,
        long events,
        long delivered,
        long duplicates,
        long skipped,
        long connects,
        long reconnects,
        Duration backingOff,
        @Nullable Duration timeToFirstEvent) {}
