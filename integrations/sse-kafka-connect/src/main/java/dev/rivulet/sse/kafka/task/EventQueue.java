package dev.rivulet.sse.kafka.task;

import dev.rivulet.sse.kafka.config.QueueSettings;
import dev.rivulet.sse.kafka.records.Event;
import dev.rivulet.sse.kafka.records.Position;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The one queue of a task: what its streams received and no poll has taken. A stream asks for one event at a time; while the
 * queue is full, it is parked instead of asking for another. So the queue holds one event for each stream more than its
 * bound, at most. Any thread; the lock is never held while a stream or a session is called.
 */
final class EventQueue {
    private final int maxEvents;
    private final long maxBytes;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition news = lock.newCondition();
    private final Queue<Queued> events = new ArrayDeque<>();
    private final Queue<StreamRun> parked = new ArrayDeque<>();
    private long bytes;
    private boolean woken;
    private boolean closed;

    EventQueue(QueueSettings settings) {
        this.maxEvents = settings.events();
        this.maxBytes = settings.bytes();
    }

    /**
     * Adds an event, unless its run has been closed.
     *
     * @return whether the stream may ask for another event now; if not, {@link #unpark} returns it later
     */
    boolean add(StreamRun run, Event event) {
        lock.lock();
        try {
            if (closed || !run.accepts()) {
                return false;
            }
            run.queued(event.position());
            events.add(new Queued(run, event));
            bytes += event.size();
            news.signal();
            if (isFull()) {
                parked.add(run);
                return false;
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Takes no event of this run any more, and returns where its stream continues after those that were taken. */
    Position close(StreamRun run) {
        lock.lock();
        try {
            return run.refuse();
        } finally {
            lock.unlock();
        }
    }

    /** The oldest events; waits for the first one as long as this, or until {@link #wake()}. */
    List<Queued> take(int most, long waitNanos) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            await(waitNanos);
            woken = false;
            int count = Math.min(most, events.size());
            List<Queued> taken = new ArrayList<>(count);
            for (int i = 0; i < count; i++) {
                Queued next = events.remove();
                bytes -= next.event().size();
                taken.add(next);
            }
            return taken;
        } finally {
            lock.unlock();
        }
    }

    private void await(long waitNanos) throws InterruptedException {
        long left = waitNanos;
        while (events.isEmpty() && !woken && !closed && left > 0) {
            left = news.awaitNanos(left);
        }
    }

    /** A stream that has waited for room, the one that waited longest; null if there is no room, or none waits. */
    @Nullable
    StreamRun unpark() {
        lock.lock();
        try {
            StreamRun next = isFull() ? null : parked.poll();
            while (next != null && !next.accepts()) {
                next = parked.poll();
            }
            return next;
        } finally {
            lock.unlock();
        }
    }

    /** Ends a wait in {@link #take}: there is something else to do. */
    void wake() {
        lock.lock();
        try {
            woken = true;
            news.signal();
        } finally {
            lock.unlock();
        }
    }

    /** Drops what is queued, and takes no more. */
    void close() {
        lock.lock();
        try {
            closed = true;
            events.clear();
            parked.clear();
            bytes = 0;
            news.signal();
        } finally {
            lock.unlock();
        }
    }

    int events() {
        lock.lock();
        try {
            return events.size();
        } finally {
            lock.unlock();
        }
    }

    long bytes() {
        lock.lock();
        try {
            return bytes;
        } finally {
            lock.unlock();
        }
    }

    int parked() {
        lock.lock();
        try {
            return parked.size();
        } finally {
            lock.unlock();
        }
    }

    private boolean isFull() {
        return events.size() >= maxEvents || bytes >= maxBytes;
    }
}
