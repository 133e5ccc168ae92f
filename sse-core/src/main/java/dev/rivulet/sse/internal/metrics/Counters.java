package dev.rivulet.sse.internal.metrics;

import dev.rivulet.sse.Failure;
import dev.rivulet.sse.internal.metrics.SessionCounts.Metric;
import dev.rivulet.sse.spi.Scheduler;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** A session's counters: one writer, which takes no lock, any reader. */
@SuppressWarnings("EnumOrdinal") // as in SessionCounts
public final class Counters {
    private static final VarHandle COUNT = MethodHandles.arrayElementVarHandle(long[].class);
    private static final long NONE = -1;

    private final long[] counts = new long[Metric.COUNT]; // an AtomicLong each would be 28 bytes a stream
    private final Scheduler clock;
    private final long startedAt;
    private volatile long firstEventNanos = NONE;
    private volatile @Nullable Map<String, Long> losses; // made at the first

    /** All at zero; the time to the first event counts from now. */
    public Counters(Scheduler clock) {
        this.clock = clock;
        this.startedAt = clock.nanoTime();
    }

    public void add(Metric metric, long count) {
        set(metric, counts[metric.ordinal()] + count);
    }

    public void set(Metric metric, long count) {
        COUNT.setRelease(counts, metric.ordinal(), count);
    }

    /** Any thread. */
    public long get(Metric metric) {
        return (long) COUNT.getAcquire(counts, metric.ordinal());
    }

    /** An event has come. Returns the time to it if it is the first; else null. */
    public @Nullable Duration eventSeen() {
        if (firstEventNanos != NONE) {
            return null;
        }
        firstEventNanos = clock.nanoTime() - startedAt;
        return Duration.ofNanos(firstEventNanos);
    }

    public void lost(Failure failure) {
        Map<String, Long> counted = losses;
        if (counted == null) {
            counted = new ConcurrentHashMap<>();
            losses = counted;
        }
        counted.merge(failure.code(), 1L, Long::sum);
    }

    /** A snapshot; bytes and bursts are counted where they come in. Any thread. */
    public SessionCounts snapshot(long bytes, long bursts) {
        long[] copy = new long[Metric.COUNT];
        for (Metric metric : Metric.values()) {
            copy[metric.ordinal()] = get(metric);
        }
        copy[Metric.BYTES.ordinal()] = bytes;
        copy[Metric.BURSTS.ordinal()] = bursts;
        long first = firstEventNanos;
        Map<String, Long> lost = losses;
        return new SessionCounts(copy, lost == null ? Map.of() : lost, first == NONE ? null : Duration.ofNanos(first));
    }
}
