package dev.rivulet.sse.policy;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * Which events are dropped as duplicates. Only events whose own block has an id that is not empty are ever dropped.
 * Immutable: a method with an argument returns a changed copy.
 *
 * <p>By default and with {@link #byId()} two rules hold, so that a new event is not taken for an old one:
 *
 * <ul>
 *   <li><b>A replay is a run in order.</b> Events are dropped only at the beginning of a connection, from its first event
 *       with an id on: that one equals a remembered event of an earlier connection, the next one a later remembered event,
 *       and so on. Remembered events may be left out. The first event that does not fit ends the run, and nothing is dropped
 *       until the next connection; events without an id neither end it nor belong to it.
 *   <li><b>An id counts only while it is unique.</b> Events with an id that came twice on one connection are never dropped,
 *       on this connection and on later ones, and neither end a run nor belong to one. The session reports
 *       {@code Failure.RepeatedId} once. Of several remembered events with one id only the newest counts.
 * </ul>
 *
 * <p>So a new event is dropped only if it equals the last one that was delivered with its id. An empty id makes the session
 * forget what it remembers.
 */
public final class Dedup {
    /** What makes two events equal, and where duplicates are looked for. */
    public enum Mode {
        /** Same id, same type and same data, in a replay. */
        ID_AND_CONTENT,
        /** Same id, in a replay: for servers that never use an id twice. */
        ID,
        /** Same id, type and data as any event remembered, anywhere. */
        ALWAYS,
        /** Nothing is dropped. */
        OFF
    }

    private static final Dedup DEFAULTS = new Dedup(Mode.ID_AND_CONTENT, 1024);

    private final Mode mode;
    private final int remembered;

    private Dedup(Mode mode, int remembered) {
        if (remembered < 1 || remembered > 1 << 20) {
            throw new IllegalArgumentException("remembered must be from 1 to 1048576: " + remembered);
        }
        this.mode = mode;
        this.remembered = remembered;
    }

    /** By id, type and data, in a replay; 1024 events are remembered. */
    public static Dedup defaults() {
        return DEFAULTS;
    }

    /**
     * By the id alone, in a replay: also where the server changes an event that it sends again. After a reconnect to a
     * server that has restarted its numbering, new events are dropped until the first id that does not fit.
     */
    public static Dedup byId() {
        return new Dedup(Mode.ID, DEFAULTS.remembered);
    }

    /**
     * By id, type and data, on every event, at any place of any connection, whether ids are unique or not. For servers that
     * give each event its own id and may send one again at any time. With other servers it drops new events: each one that
     * equals a remembered event, such as a heartbeat with the same id each time, or a state that comes back ("open",
     * "closed", "open" with the id of the door).
     */
    public static Dedup always() {
        return new Dedup(Mode.ALWAYS, DEFAULTS.remembered);
    }

    /** Delivers everything. */
    public static Dedup off() {
        return new Dedup(Mode.OFF, 1);
    }

    /** What makes two events equal. Default {@link Mode#ID_AND_CONTENT}. */
    public Dedup mode(Mode how) {
        return new Dedup(requireNonNull(how, "how"), remembered);
    }

    /**
     * How many of the last events are remembered, and at least how many of the ids that are not unique. Default 1024.
     *
     * @param events from 1 to 1048576
     */
    public Dedup remembered(int events) {
        return new Dedup(mode, events);
    }

    /** As set by {@link #mode(Mode)}. */
    public Mode mode() {
        return mode;
    }

    /** As set by {@link #remembered(int)}. */
    public int remembered() {
        return remembered;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Dedup dedup && mode == dedup.mode && remembered == dedup.remembered;
    }

    @Override
    public int hashCode() {
        return mode.hashCode() * 31 + remembered;
    }

    @Override
    public String toString() {
        return "Dedup[mode=" + mode + ", remembered=" + remembered + "]";
    }
}
