package dev.rivulet.sse.micrometer;

import dev.rivulet.sse.SseSession;
import dev.rivulet.sse.SseSession.Health;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a group of sessions was at one moment.
 *
 * @param counted also by those that have ended
 * @param health how many of those that have not ended are in which state; none is 0
 * @param waits before attempts, which are over
 * @param quietSince the last byte of the session that has been quiet longest; null if none has received one
 */
record GroupSnapshot(
        Totals counted,
        Map<Health, Integer> health,
        long waits,
        @Nullable Instant quietSince) {
    /** Looks at each session once. */
    static GroupSnapshot of(Totals ended, List<SseSession> sessions, long waits) {
        Totals counted = ended;
        Map<Health, Integer> health = new EnumMap<>(Health.class);
        Instant quietSince = null;
        for (SseSession session : sessions) {
            counted = counted.plus(session.metrics());
            health.merge(session.health(), 1, Integer::sum);
            quietSince = earlier(quietSince, session.lastActivity());
        }
        return new GroupSnapshot(counted, health, waits, quietSince);
    }

    private static @Nullable Instant earlier(@Nullable Instant one, @Nullable Instant other) {
        return one == null || (other != null && other.isBefore(one)) ? other : one;
    }

    int sessions(Health state) {
        return health.getOrDefault(state, 0);
    }
}
