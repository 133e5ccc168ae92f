package dev.rivulet.sse.internal;

import dev.rivulet.sse.Failure;
import dev.rivulet.sse.SessionMetrics;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLongFieldUpdater;

/** A session's counters: one writer, which pays no lock, any reader. */
final class Counters {
    static final AtomicLongFieldUpdater<Counters> EVENTS = of("events");
    static final AtomicLongFieldUpdater<Counters> DELIVERED = of("delivered");
    static final AtomicLongFieldUpdater<Counters> DUPLICATES = of("duplicates");
    static final AtomicLongFieldUpdater<Counters> REPEATED_IDS = of("repeatedIds");
    static final AtomicLongFieldUpdater<Counters> SKIPPED = of("skipped");
    static final AtomicLongFieldUpdater<Counters> CONNECTS = of("connects");
    static final AtomicLongFieldUpdater<Counters> RECONNECTS = of("reconnects");
    static final AtomicLongFieldUpdater<Counters> BACKING_OFF_NANOS = of("backingOffNanos");
    private static final AtomicLongFieldUpdater<Counters> IGNORED_LINES = of("ignoredLines");
    private static final long NONE = -1;

    // Fields, where an AtomicLong each would be 28 bytes a stream.
    volatile long events;
    volatile long delivered;
    private volatile long duplicates;
    private volatile long repeatedIds;
    private volatile long skipped;
    private volatile long ignoredLines;
    private volatile long connects;
    private volatile long reconnects;
    private volatile long backingOffNanos;
    private volatile long firstEventNanos = NONE;

    private final ConcurrentMap<String, Long> losses = new ConcurrentHashMap<>();

    private static AtomicLongFieldUpdater<Counters> of(String field) {
        return AtomicLongFieldUpdater.newUpdater(Counters.class, field);
    }

    void add(AtomicLongFieldUpdater<Counters> counter, long count) {
        counter.lazySet(this, counter.get(this) + count);
    }

    void ignoredLines(long lines) {
        if (lines != ignoredLines) {
            IGNORED_LINES.lazySet(this, lines);
        }
    }

    boolean hasFirstEvent() {
        return firstEventNanos != NONE;
    }

    void firstEvent(long nanosSinceStart) {
        firstEventNanos = nanosSinceStart;
    }

    void lost(Failure failure) {
        losses.merge(failure.code(), 1L, Long::sum);
    }

    /** A snapshot; bytes and bursts are counted where they come in. */
    SessionMetrics snapshot(long bytes, long bursts) {
        long first = firstEventNanos;
        return new SessionCounts(
                bytes,
                bursts,
                events,
                delivered,
                duplicates,
                repeatedIds,
                skipped,
                ignoredLines,
                connects,
                reconnects,
                losses,
                Duration.ofNanos(backingOffNanos),
                first == NONE ? null : Duration.ofNanos(first));
    }
}
