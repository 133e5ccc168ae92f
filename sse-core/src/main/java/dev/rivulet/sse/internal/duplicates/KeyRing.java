package dev.rivulet.sse.internal.duplicates;

import java.util.Arrays;

/**
 * The last keys, in the order they were added, and where each is. A key is found, or found missing, without a look at the
 * others, however many there are: a {@link KeyFilter} knows almost every key that is missing, and each slot links to the
 * next older one of its bucket. Nothing is unlinked: a link to a slot that has been filled again is recognised. Grows as it
 * fills, so that an empty one holds no array. Keys must be well mixed.
 */
final class KeyRing {
    static final int NONE = -1;
    private static final int FIRST_SIZE = 4;
    private static final int KEYS_PER_BUCKET = 2;
    private static final long[] NO_KEYS = {};
    private static final int[] NO_SLOTS = {};

    private final int most;
    private long[] keys = NO_KEYS;
    private int[] older = NO_SLOTS; // by slot
    private int[] newest = NO_SLOTS; // by bucket
    private int shift;
    private KeyFilter filter = KeyFilter.EMPTY;
    private int next;
    private int count;

    /** A ring for so many keys at most. */
    KeyRing(int most) {
        this.most = most;
    }

    /** How many keys it holds. */
    int count() {
        return count;
    }

    /** How many slots there are; {@link #add} may make more. */
    int capacity() {
        return keys.length;
    }

    void clear() {
        count = 0;
        next = 0;
    }

    /** How many keys were added after the one in this slot. */
    int age(int slot) {
        int age = next - 1 - slot;
        return age < 0 ? age + keys.length : age;
    }

    /** Whether more keys were added after this one than half of what the ring can ever hold. */
    boolean isOld(int slot) {
        return age(slot) > most / 2;
    }

    /** The slot of this key, the newest if it was added several times, or {@link #NONE}. */
    int find(long key) {
        return filter.mayHold(key) ? search(key) : NONE;
    }

    /**
     * A slot belongs to the chain while it holds a key of this bucket and is older than the one before it. After one that
     * does not, all have been filled again.
     */
    private int search(long key) {
        int bucket = bucket(key);
        int slot = newest[bucket];
        int age = NONE;
        while (slot < count && bucket(keys[slot]) == bucket && age(slot) > age) {
            if (keys[slot] == key) {
                return slot;
            }
            age = age(slot);
            slot = older[slot];
        }
        return NONE;
    }

    /** Adds a key, in the place of the oldest if the ring is full. Returns its slot. */
    int add(long key) {
        if (count == keys.length && count < most) {
            grow();
        }
        int slot = next;
        next = slot + 1 == keys.length ? 0 : slot + 1;
        count = Math.min(count + 1, keys.length);
        keys[slot] = key;
        link(slot);
        return slot;
    }

    private int bucket(long key) {
        return (int) (key >>> shift);
    }

    private void link(int slot) {
        long key = keys[slot];
        filter.add(key);
        int bucket = bucket(key);
        older[slot] = newest[bucket];
        newest[bucket] = slot;
    }

    private void grow() {
        int size = Math.min(most, Math.max(FIRST_SIZE, 2 * count));
        int bits = Math.max(1, Integer.SIZE - Integer.numberOfLeadingZeros((size - 1) / KEYS_PER_BUCKET));
        keys = Arrays.copyOf(keys, size);
        older = new int[size];
        newest = new int[1 << bits];
        shift = Long.SIZE - bits;
        filter = new KeyFilter(size);
        next = count;
        for (int slot = 0; slot < count; slot++) {
            link(slot);
        }
    }
}
