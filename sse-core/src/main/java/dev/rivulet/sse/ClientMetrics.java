package dev.rivulet.sse;

import dev.rivulet.sse.spi.BufferPool;
import java.util.Map;

/**
 * A client's counters at one moment.
 *
 * @param total of all its sessions, those that have ended too; its {@code timeToFirstEvent} is null
 * @param sessions how many of the sessions that have not ended are in each state of health; none is missing
 * @param opened how many sessions were opened so far
 * @param pool of its buffer pool, which other clients may share
 */
public record ClientMetrics(
        SessionMetrics total, Map<SseSession.Health, Integer> sessions, long opened, BufferPool.Stats pool) {
    public ClientMetrics {
        sessions = Map.copyOf(sessions);
    }
}
