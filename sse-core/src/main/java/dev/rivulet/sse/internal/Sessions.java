package dev.rivulet.sse.internal;

import dev.rivulet.sse.ClientMetrics;
import dev.rivulet.sse.Failure;
import dev.rivulet.sse.SessionMetrics;
import dev.rivulet.sse.SseSession.Health;
import dev.rivulet.sse.spi.BufferPool;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The sessions of a client, and what those that have ended had counted. Thread-safe; its lock is held for no user code. */
public final class Sessions {
    private static final SessionMetrics NONE =
            new SessionMetrics(0, 0, 0, 0, 0, 0, 0, 0, 0, Map.of(), Duration.ZERO, null);

    private final Set<Session<?>> open = Collections.newSetFromMap(new IdentityHashMap<>());
    private SessionMetrics ended = NONE;
    private long opened;

    /** Keeps a session until it ends. */
    public void add(Session<?> session) {
        synchronized (this) {
            open.add(session);
            opened++;
        }
        session.closed().thenRun(() -> ended(session));
    }

    private synchronized void ended(Session<?> session) {
        open.remove(session);
        ended = sum(ended, session.metrics());
    }

    /** Closes all that are open. */
    public void close() {
        List<Session<?>> now;
        synchronized (this) {
            now = List.copyOf(open);
        }
        now.forEach(Session::close);
    }

    /** What has been counted so far. */
    public synchronized ClientMetrics metrics(BufferPool pool) {
        Map<Health, Integer> health = new EnumMap<>(Health.class);
        for (Health each : Health.values()) {
            health.put(each, 0);
        }
        SessionMetrics total = ended;
        for (Session<?> session : open) {
            health.merge(session.health(), 1, Integer::sum);
            total = sum(total, session.metrics());
        }
        return new ClientMetrics(total, health, opened, pool.stats());
    }

    private static SessionMetrics sum(SessionMetrics one, SessionMetrics other) {
        Map<Class<? extends Failure>, Long> losses = new HashMap<>(one.losses());
        other.losses().forEach((kind, count) -> losses.merge(kind, count, Long::sum));
        return new SessionMetrics(
                one.bytes() + other.bytes(),
                one.bursts() + other.bursts(),
                one.events() + other.events(),
                one.delivered() + other.delivered(),
                one.duplicates() + other.duplicates(),
                one.skipped() + other.skipped(),
                one.ignoredLines() + other.ignoredLines(),
                one.connects() + other.connects(),
                one.reconnects() + other.reconnects(),
                losses,
                one.backingOff().plus(other.backingOff()),
                null);
    }
}
