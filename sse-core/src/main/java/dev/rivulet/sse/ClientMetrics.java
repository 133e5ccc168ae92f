package dev.rivulet.sse;

import java.util.Map;

/**
 * A client's counters at one moment; they do not change afterwards. Implemented by the client only: a later version may
 * add counters.
 */
public interface ClientMetrics {
    /** The sum of all its sessions, including those that have ended. Its {@code timeToFirstEvent} is null. */
    SessionMetrics total();

    /** How many of the open sessions are in each state of health. Has an entry for each state. Unmodifiable. */
    Map<SseSession.Health, Integer> sessions();

    /** How many sessions were opened so far. */
    long opened();

    /** How many buffers came from the buffer pool. Other clients may share the pool. */
    long poolHits();

    /** How many buffers the pool had to allocate. */
    long poolMisses();

    /** How many buffers are lent and not yet given back. */
    long poolOutstanding();

    /** How many bytes the pool holds in unused buffers. */
    long poolRetainedBytes();
}
