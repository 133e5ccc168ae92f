package dev.rivulet.sse.policy;

/**
 * When an event counts as a duplicate and is dropped. Only events whose own block has an id are looked at. Immutable.
 *
 * @param remembered how many of the last events are remembered
 */
public record Dedup(Mode mode, int remembered) {
    /** The rule. */
    public enum Mode {
        /**
         * Same id, same type and same data as an event of an earlier connection; looked at after a reconnection, until
         * the first event that is new behind one that was not.
         */
        ID_AND_CONTENT,
        /** As {@link #ID_AND_CONTENT}, by the id alone: for servers that never use an id twice. */
        ID,
        /** Same id, type and data as any event remembered, at any time. */
        ALWAYS,
        /** Nothing is dropped. */
        OFF
    }

    private static final Dedup DEFAULTS = new Dedup(Mode.ID_AND_CONTENT, 1024);

    public Dedup {
        if (remembered < 1 || remembered > 1 << 20) {
            throw new IllegalArgumentException("remembered must be from 1 to 1048576: " + remembered);
        }
    }

    /** By id and content, 1024 events remembered. */
    public static Dedup defaults() {
        return DEFAULTS;
    }

    /** By the id alone. A server that restarts its numbering loses events. */
    public static Dedup byId() {
        return new Dedup(Mode.ID, DEFAULTS.remembered);
    }

    /** By id and content, on every event, repeats on one connection too. */
    public static Dedup always() {
        return new Dedup(Mode.ALWAYS, DEFAULTS.remembered);
    }

    /** Delivers everything. */
    public static Dedup off() {
        return new Dedup(Mode.OFF, 1);
    }

    public Dedup withRemembered(int events) {
        return new Dedup(mode, events);
    }
}
