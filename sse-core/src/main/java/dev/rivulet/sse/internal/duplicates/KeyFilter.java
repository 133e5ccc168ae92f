package dev.rivulet.sse.internal.duplicates;

/**
 * Answers, for almost every key that is not among the last ones, that it is not, from a single cache line: a Bloom filter
 * of two generations that take turns. Keys must be well mixed.
 */
final class KeyFilter {
    static final KeyFilter EMPTY = new KeyFilter(1);
    private static final int KEYS_PER_WORD = 4; // with three bits each: wrong about one missing key in a hundred

    private final long[] words; // those of the two generations alternate
    private final int mask;
    private final int generation; // how many keys one takes
    private int current;
    private int added;

    /** For so many of the last keys, or more. */
    KeyFilter(int keys) {
        int least = Math.max(1, keys / KEYS_PER_WORD);
        int size = 1 << (Integer.SIZE - Integer.numberOfLeadingZeros(least - 1));
        this.words = new long[2 * size];
        this.mask = size - 1;
        this.generation = keys;
    }

    /** False only if the key is not among the last ones. */
    boolean mayHold(long key) {
        long bits = bits(key);
        int at = at(key);
        return (words[at] & bits) == bits || (words[at + 1] & bits) == bits;
    }

    void add(long key) {
        if (added == generation) {
            turn();
        }
        added++;
        words[at(key) + current] |= bits(key);
    }

    private int at(long key) {
        return 2 * ((int) (key >>> 20) & mask);
    }

    /** Three bits, chosen by eighteen of the key. */
    private static long bits(long key) {
        return 1L << key | 1L << (key >>> 6) | 1L << (key >>> 12);
    }

    private void turn() {
        current ^= 1;
        for (int i = current; i < words.length; i += 2) {
            words[i] = 0;
        }
        added = 0;
    }
}
