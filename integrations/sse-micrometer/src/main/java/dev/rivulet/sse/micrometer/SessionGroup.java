package dev.rivulet.sse.micrometer;

import dev.rivulet.sse.SessionMetrics;
import dev.rivulet.sse.SseSession;
import io.micrometer.core.instrument.Tags;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;

/** The sessions of one name and host, and what those that have ended had counted. Thread-safe. */
final class SessionGroup {
    private final Tags tags;
    private final ReentrantLock lock = new ReentrantLock(); // held for a few loads and stores, or to copy the set
    private final Set<SseSession> open = Collections.newSetFromMap(new IdentityHashMap<>());
    private Totals ended = Totals.NONE;

    private final AtomicLong waits = new AtomicLong();
    private final TaggedCounter reconnects =
            new TaggedCounter("sse.client.reconnects", "Attempts after the first of a session");
    private final TaggedCounter warnings = new TaggedCounter("sse.client.warnings", "Problems that ended nothing");
    private final TaggedCounter endings = new TaggedCounter("sse.client.sessions.ended", "Sessions that ended");
    private volatile GroupMeters[] meters = {}; // never changed, but replaced: read for each burst, without an iterator

    /** @param tags of all its meters */
    SessionGroup(Tags tags) {
        this.tags = tags;
    }

    Tags tags() {
        return tags;
    }

    /** The counters whose last tags are known only when something is counted. */
    List<TaggedCounter> taggedCounters() {
        return List.of(reconnects, warnings, endings);
    }

    /** A registry takes its meters. */
    void add(GroupMeters of) {
        lock.lock();
        try {
            GroupMeters[] more = Arrays.copyOf(meters, meters.length + 1);
            more[meters.length] = of;
            meters = more;
        } finally {
            lock.unlock();
        }
    }

    /** One of each registry. Not to be changed. */
    GroupMeters[] meters() {
        return meters;
    }

    /** A session begins. */
    WatchedSession watch(SseSession session) {
        lock.lock();
        try {
            open.add(session);
        } finally {
            lock.unlock();
        }
        return new WatchedSession(this, session);
    }

    /** A session has ended, and nothing more is counted. */
    void ended(SseSession session, SessionMetrics counted) {
        Totals last = Totals.NONE.plus(counted);
        lock.lock();
        try {
            if (open.remove(session)) {
                ended = ended.plus(last);
            }
        } finally {
            lock.unlock();
        }
    }

    void reconnected(String cause) {
        reconnects.increment(Tags.of("cause", cause), meters);
    }

    void warned(String cause) {
        warnings.increment(Tags.of("cause", cause), meters);
    }

    void closed(String reason, String cause) {
        endings.increment(Tags.of("reason", reason, "cause", cause), meters);
    }

    /** A wait before an attempt is over. */
    void waited() {
        waits.incrementAndGet();
    }

    /**
     * How its sessions are now. What it counts never decreases: a session that ends meanwhile is among those that were
     * open, and its counters stay readable.
     */
    GroupSnapshot snapshot() {
        List<SseSession> sessions;
        Totals before;
        lock.lock();
        try {
            sessions = List.copyOf(open);
            before = ended;
        } finally {
            lock.unlock();
        }
        return GroupSnapshot.of(before, sessions, waits.get());
    }
}
