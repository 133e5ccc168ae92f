package dev.rivulet.sse.internal.duplicates;

/**
 * Ids that came twice on one connection, by their hashes. Bounded: when it is full, the id that has not come for the
 * longest time is forgotten, and found out again if it still repeats.
 */
final class RepeatedIds {
    private static final int LEAST = 1024;

    private final KeyRing ids;

    RepeatedIds(int remembered) {
        this.ids = new KeyRing(Math.max(LEAST, remembered));
    }

    boolean contains(long id) {
        int slot = ids.find(id);
        if (slot == KeyRing.NONE) {
            return false;
        }
        if (ids.isOld(slot)) {
            ids.add(id); // in use: the first copy is left to be overwritten
        }
        return true;
    }

    void add(long id) {
        ids.add(id);
    }
}
