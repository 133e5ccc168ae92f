package dev.rivulet.sse.internal;

import dev.rivulet.sse.Failure;
import dev.rivulet.sse.SessionMetrics;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;

/** A session's counters: one writer, which pays no lock, any reader. */
final class Counters {
    private static final long NONE = -1;

    final AtomicLong events = new AtomicLong();
    final AtomicLong delivered = new AtomicLong();
    final AtomicLong duplicates = new AtomicLong();
    final AtomicLong skipped = new AtomicLong();
    final AtomicLong ignoredLines = new AtomicLong();
    final AtomicLong connects = new AtomicLong();
    final AtomicLong reconnects = new AtomicLong();
    final AtomicLong backingOffNanos = new AtomicLong();
    final AtomicLong firstEventNanos = new AtomicLong(NONE);

    private final ConcurrentMap<Class<? extends Failure>, Long> losses = new ConcurrentHashMap<>();

    static void add(AtomicLong counter, long count) {
        counter.setRelease(counter.getPlain() + count);
    }

    void firstEvent(long nanosSinceStart) {
        if (firstEventNanos.getPlain() == NONE) {
            firstEventNanos.setRelease(nanosSinceStart);
        }
    }

    void lost(Failure failure) {
        losses.merge(failure.getClass(), 1L, Long::sum);
    }

    /** A snapshot; bytes and bursts are counted where they come in. */
    SessionMetrics snapshot(long bytes, long bursts) {
        long first = firstEventNanos.get();
        return new SessionMetrics(
                bytes,
                bursts,
                events.get(),
                delivered.get(),
                duplicates.get(),
                skipped.get(),
                ignoredLines.get(),
                connects.get(),
                reconnects.get(),
                losses,
                Duration.ofNanos(backingOffNanos.get()),
                first == NONE ? null : Duration.ofNanos(first));
    }
}
