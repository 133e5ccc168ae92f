package dev.rivulet.sse.internal.metrics;

import dev.rivulet.sse.ClientMetrics;
import dev.rivulet.sse.SessionMetrics;
import dev.rivulet.sse.SseSession.Health;
import dev.rivulet.sse.spi.BufferPool;
import java.util.Map;

/** A snapshot of a client's counters. */
public record ClientCounts(SessionMetrics total, Map<Health, Integer> sessions, long opened, BufferPool.Stats pool)
        implements ClientMetrics {
    public ClientCounts {
        sessions = Map.copyOf(sessions);
    }

    @Override
    public long poolHits() {
        return pool.hits();
    }

    @Override
    public long poolMisses() {
        return pool.misses();
    }

    @Override
    public long poolOutstanding() {
        return pool.outstanding();
    }

    @Override
    public long poolRetainedBytes() {
        return pool.retainedBytes();
    }
}
