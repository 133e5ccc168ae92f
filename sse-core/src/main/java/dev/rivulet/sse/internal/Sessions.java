package dev.rivulet.sse.internal;

import dev.rivulet.sse.ClientMetrics;
import dev.rivulet.sse.Failure;
import dev.rivulet.sse.SessionMetrics;
import dev.rivulet.sse.SseSession.Health;
import dev.rivulet.sse.spi.BufferPool;
import dev.rivulet.sse.spi.Scheduler;
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
            new SessionMetrics(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, Map.of(), Duration.ZERO, null);

    private final Set<Session<?>> open = Collections.newSetFromMap(new IdentityHashMap<>());
    private final SuspensionWatch watch;
    private SessionMetrics ended = NONE;
    private long opened;

    public Sessions(Scheduler scheduler) {
        this.watch = new SuspensionWatch(scheduler, this::suspended);
    }

    /** Keeps a session until it ends. */
    public void add(Session<?> session) {
        synchronized (this) {
            if (open.isEmpty()) {
                watch.start();
            }
            open.add(session);
            opened++;
        }
        session.closed().thenRun(() -> ended(session));
    }

    private synchronized void ended(Session<?> session) {
        open.remove(session);
        if (open.isEmpty()) {
            watch.stop();
        }
        ended = sum(ended, session.metrics());
    }

    /** Closes all that are open. */
    public void close() {
        now().forEach(Session::close);
    }

    private void suspended(Duration time) {
        now().forEach(session -> session.suspended(time));
    }

    private synchronized List<Session<?>> now() {
        return List.copyOf(open);
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
                one.repeatedIds() + other.repeatedIds(),
                one.skipped() + other.skipped(),
                one.ignoredLines() + other.ignoredLines(),
                one.connects() + other.connects(),
                one.reconnects() + other.reconnects(),
                losses,
                one.backingOff().plus(other.backingOff()),
                null);
    }
}
