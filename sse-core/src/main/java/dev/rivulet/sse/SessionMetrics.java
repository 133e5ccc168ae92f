package dev.rivulet.sse;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A session's counters at one moment; they do not change afterwards. Implemented by the client only: a later version may
 * add counters.
 */
public interface SessionMetrics {
    /** Bytes of response bodies received, before decompression. */
    long bytes();

    /** Bursts of bytes received. */
    long bursts();

    /** Events parsed. */
    long events();

    /** Events delivered, without those that the decoder skipped. */
    long delivered();

    /** Events dropped as duplicates. */
    long duplicates();

    /**
     * Events delivered without protection from repetition, because their id came twice on one connection
     * ({@link Failure.RepeatedId}).
     */
    long repeatedIds();

    /** Events discarded because they exceeded a limit. */
    long skipped();

    /** Lines that the standard says to ignore: unknown fields, and values that do not count. */
    long ignoredLines();

    /** Streams opened. */
    long connects();

    /** Attempts after the first. */
    long reconnects();

    /** Streams lost and attempts failed, by {@link Failure#code()}. Unmodifiable. */
    Map<String, Long> losses();

    /** Time spent waiting before attempts. */
    Duration backingOff();

    /** Time from the session's start to its first event; null before that. */
    @Nullable
    Duration timeToFirstEvent();
}
