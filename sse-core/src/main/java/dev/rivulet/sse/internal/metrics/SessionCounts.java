package dev.rivulet.sse.internal.metrics;

import dev.rivulet.sse.SessionMetrics;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A snapshot of a session's counters, or their sum over several sessions. */
@SuppressWarnings("EnumOrdinal") // an index of an array that no other version of this class sees
public final class SessionCounts implements SessionMetrics {
    /** What is counted. A further one needs a constant here, and its accessor here and in {@link SessionMetrics}. */
    public enum Metric {
        BYTES("bytes"),
        BURSTS("bursts"),
        EVENTS("events"),
        DELIVERED("delivered"),
        DUPLICATES("duplicates"),
        REPEATED_IDS("repeatedIds"),
        SKIPPED("skipped"),
        IGNORED_LINES("ignoredLines"),
        CONNECTS("connects"),
        RECONNECTS("reconnects"),
        BACKING_OFF_NANOS("backingOffNanos");

        static final int COUNT = values().length;

        private final String property;

        Metric(String property) {
            this.property = property;
        }
    }

    public static final SessionCounts NONE = new SessionCounts(new long[Metric.COUNT], Map.of(), null);

    private final long[] counts;
    private final Map<String, Long> losses;
    private final @Nullable Duration timeToFirstEvent;

    SessionCounts(long[] counts, Map<String, Long> losses, @Nullable Duration timeToFirstEvent) {
        this.counts = counts;
        this.losses = Map.copyOf(losses);
        this.timeToFirstEvent = timeToFirstEvent;
    }

    /** The sum, without a time to the first event. */
    public SessionCounts plus(SessionCounts other) {
        long[] sums = counts.clone();
        for (int i = 0; i < sums.length; i++) {
            sums[i] += other.counts[i];
        }
        Map<String, Long> lost = new HashMap<>(losses);
        other.losses.forEach((code, count) -> lost.merge(code, count, Long::sum));
        return new SessionCounts(sums, lost, null);
    }

    private long of(Metric metric) {
        return counts[metric.ordinal()];
    }

    @Override
    public long bytes() {
        return of(Metric.BYTES);
    }

    @Override
    public long bursts() {
        return of(Metric.BURSTS);
    }

    @Override
    public long events() {
        return of(Metric.EVENTS);
    }

    @Override
    public long delivered() {
        return of(Metric.DELIVERED);
    }

    @Override
    public long duplicates() {
        return of(Metric.DUPLICATES);
    }

    @Override
    public long repeatedIds() {
        return of(Metric.REPEATED_IDS);
    }

    @Override
    public long skipped() {
        return of(Metric.SKIPPED);
    }

    @Override
    public long ignoredLines() {
        return of(Metric.IGNORED_LINES);
    }

    @Override
    public long connects() {
        return of(Metric.CONNECTS);
    }

    @Override
    public long reconnects() {
        return of(Metric.RECONNECTS);
    }

    @Override
    public Map<String, Long> losses() {
        return losses;
    }

    @Override
    public Duration backingOff() {
        return Duration.ofNanos(of(Metric.BACKING_OFF_NANOS));
    }

    @Override
    public @Nullable Duration timeToFirstEvent() {
        return timeToFirstEvent;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof SessionCounts same
                && Arrays.equals(counts, same.counts)
                && losses.equals(same.losses)
                && Objects.equals(timeToFirstEvent, same.timeToFirstEvent);
    }

    @Override
    public int hashCode() {
        return Objects.hash(Arrays.hashCode(counts), losses, timeToFirstEvent);
    }

    /** For people. */
    @Override
    public String toString() {
        var text = new StringBuilder("SessionCounts[");
        for (Metric metric : Metric.values()) {
            if (metric != Metric.BACKING_OFF_NANOS) {
                text.append(metric.property).append('=').append(of(metric)).append(", ");
            }
        }
        return text.append("losses=" + losses + ", backingOff=" + backingOff() + ", timeToFirstEvent=")
                .append(timeToFirstEvent + "]")
                .toString();
    }
}
