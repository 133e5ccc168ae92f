package dev.rivulet.sse.internal.session;

import dev.rivulet.sse.ClientMetrics;
import dev.rivulet.sse.SseSession.Health;
import dev.rivulet.sse.internal.Nanos;
import dev.rivulet.sse.internal.log.CoreLog;
import dev.rivulet.sse.internal.log.Level;
import dev.rivulet.sse.internal.metrics.ClientCounts;
import dev.rivulet.sse.internal.metrics.SessionCounts;
import dev.rivulet.sse.spi.BufferPool;
import dev.rivulet.sse.spi.Scheduler;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** The sessions of a client, and what those that have ended had counted. Thread-safe; its lock is held for no user code. */
public final class Sessions {
    private static final CoreLog LOG = CoreLog.INSTANCE;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition oneLess = lock.newCondition();
    private final Set<Session<?>> open = Collections.newSetFromMap(new IdentityHashMap<>());
    private final SuspensionWatch watch;
    private SessionCounts ended = SessionCounts.NONE;
    private long opened;
    private long closed; // those whose closed() has completed

    public Sessions(Scheduler scheduler) {
        this.watch = new SuspensionWatch(scheduler, this::suspended);
    }

    /** Keeps a session until it ends. */
    public void add(Session<?> session) {
        lock.lock();
        try {
            if (open.isEmpty()) {
                watch.start();
            }
            open.add(session);
            opened++;
        } finally {
            lock.unlock();
        }
        session.reportEndTo(new EndListener() {
            @Override
            public void ending() {
                count(session);
            }

            @Override
            public void ended() {
                countClosed();
            }
        });
    }

    /** A caller that waits for the session's end finds it counted among those that have ended. */
    private void count(Session<?> session) {
        SessionCounts counted = session.metrics();
        lock.lock();
        try {
            open.remove(session);
            if (open.isEmpty()) {
                watch.stop();
            }
            ended = ended.plus(counted);
        } finally {
            lock.unlock();
        }
    }

    private void countClosed() {
        lock.lock();
        try {
            closed++;
            oneLess.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Closes all that are open. */
    public void close() {
        now().forEach(Sessions::close);
    }

    private void suspended(Duration time) {
        now().forEach(session -> session.suspended(time));
    }

    private List<Session<?>> now() {
        lock.lock();
        try {
            return List.copyOf(open);
        } finally {
            lock.unlock();
        }
    }

    /** One that cannot be closed leaves none of the others open. */
    private static void close(Session<?> session) {
        try {
            session.close();
        } catch (Throwable thrown) {
            LOG.log(Level.ERROR, "a session was not closed", thrown);
        }
    }

    /** Waits until each has ended. False if the time is up before. */
    public boolean awaitClosed(Duration atMost) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = Nanos.of(atMost);
            while (closed < opened && left > 0) {
                left = oneLess.awaitNanos(left);
            }
            return closed == opened;
        } finally {
            lock.unlock();
        }
    }

    /** What has been counted so far. */
    public ClientMetrics metrics(BufferPool pool) {
        lock.lock();
        try {
            return counted(pool);
        } finally {
            lock.unlock();
        }
    }

    private ClientMetrics counted(BufferPool pool) {
        Map<Health, Integer> health = new EnumMap<>(Health.class);
        for (Health each : Health.values()) {
            health.put(each, 0);
        }
        SessionCounts total = ended;
        for (Session<?> session : open) {
            health.merge(session.health(), 1, Integer::sum);
            total = total.plus(session.metrics());
        }
        return new ClientCounts(total, health, opened, pool.stats());
    }
}
