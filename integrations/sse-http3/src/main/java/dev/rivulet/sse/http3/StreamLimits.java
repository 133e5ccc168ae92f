package dev.rivulet.sse.http3;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How many streams the servers allow at the beginning of a connection, of the last thousand destinations: before a handshake
 * is done, Netty does not say. Any thread.
 */
final class StreamLimits {
    private static final int MOST = 1_000;

    private final Map<Destination, Long> limits = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Destination, Long> eldest) {
            return size() > MOST;
        }
    };

    /** The least that it ever allowed, as a ticket may be of any connection. */
    synchronized void learn(Destination destination, long streams) {
        limits.merge(destination, streams, Math::min);
    }

    /** 0 of a destination that is not known. */
    synchronized long of(Destination destination) {
        return limits.getOrDefault(destination, 0L);
    }
}
