package dev.rivulet.sse.parser;

import dev.rivulet.sse.spi.BufferPool;

/**
 * The one array that a parser reads: the unfinished event, then the bytes that came last, always contiguous. Pooled, and
 * given back whenever nothing is unfinished.
 */
final class Window {
    private static final byte[] NONE = {};

    /** What is kept goes back to the front from here, so that a window that was large once stays in the cache. */
    private static final int FAR = 16 << 10;

    /** What comes before and after an event of the largest size. */
    private static final int MARGIN = 64 << 10;

    private final BufferPool pool;
    private final int largest;
    byte[] array = NONE;
    int end;

    /** @param limit of an event; the window grows beyond it only where more is kept */
    Window(BufferPool pool, int limit) {
        this.pool = pool;
        this.largest = limit + MARGIN;
    }

    /**
     * Appends a copy of the bytes after what is kept from {@code keep} on. To be amortised, what is kept moves to the
     * front only if it fills at most half of the array, and else into a larger one.
     *
     * @return by how much the kept bytes moved
     */
    int append(int keep, byte[] bytes, int from, int to) {
        int count = to - from;
        int shift = 0;
        int kept = end - keep;
        if (array.length - end < count || (keep >= FAR && kept <= keep >> 2)) {
            if (kept + count > array.length || kept > array.length / 2) {
                byte[] larger = pool.acquire(Math.max(kept + count, grown(kept)));
                System.arraycopy(array, keep, larger, 0, kept);
                replace(larger);
            } else {
                System.arraycopy(array, keep, array, 0, kept);
            }
            shift = -keep;
            end = kept;
        }
        System.arraycopy(bytes, from, array, end, count);
        end += count;
        return shift;
    }

    /**
     * Takes an array of the pool over, its new bytes at {@code [from, to)}: what is kept is put in front of them where it
     * fits, so that the new bytes are not copied again.
     *
     * @return by how much the kept bytes moved
     */
    int adopt(int keep, byte[] owned, int from, int to) {
        int kept = end - keep;
        if (kept > from) {
            try {
                return append(keep, owned, from, to);
            } finally {
                pool.release(owned); // also where there is no memory to grow
            }
        }
        System.arraycopy(array, keep, owned, from - kept, kept);
        replace(owned);
        end = to;
        return from - kept - keep;
    }

    /** Gives the array back; nothing in it is needed any more. */
    void release() {
        if (array != NONE) {
            replace(NONE);
        }
        end = 0;
    }

    private void replace(byte[] with) {
        byte[] old = array;
        array = with;
        if (old != NONE) {
            pool.release(old);
        }
    }

    /**
     * Twice the size, but at most the longest event needs, so that the old array and the new one together hold it
     * twice and not three times.
     */
    private int grown(int kept) {
        return kept >= largest ? kept + (kept >> 3) : (int) Math.min(2L * kept, largest);
    }
}
