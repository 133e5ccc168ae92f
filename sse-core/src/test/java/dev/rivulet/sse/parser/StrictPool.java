package dev.rivulet.sse.parser;

import static org.assertj.core.api.Assertions.fail;

import dev.rivulet.sse.spi.BufferPool;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Set;

/**
 * A pool that checks its users: a double release or a foreign array fails at once, a leak fails in {@link #assertSettled()},
 * and released arrays are filled with poison, so that a read after release shows wrong bytes and a write after release is
 * found. It never gives an array twice.
 */
final class StrictPool implements BufferPool {
    private static final byte POISON = (byte) 0xDB;
    private static final int QUARANTINE = 64;

    private final int smallest;
    private final Set<byte[]> lent = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Deque<byte[]> quarantine = new ArrayDeque<>();
    private long acquired;
    private long acquiredBytes;
    private long lentBytes;
    private long mostBytes;

    /** Arrays as small as they are asked for: whatever grows or moves does so often. */
    static StrictPool tight() {
        return new StrictPool(1);
    }

    /** Arrays of 8 KiB and more, as the shared pool's. */
    static StrictPool roomy() {
        return new StrictPool(8 << 10);
    }

    private StrictPool(int smallest) {
        this.smallest = smallest;
    }

    @Override
    public byte[] acquire(int minimum) {
        byte[] array = new byte[Math.max(smallest, minimum)];
        Arrays.fill(array, POISON);
        lent.add(array);
        acquired++;
        acquiredBytes += array.length;
        lentBytes += array.length;
        mostBytes = Math.max(mostBytes, lentBytes);
        return array;
    }

    @Override
    public void release(byte[] array) {
        if (!lent.remove(array)) {
            fail("released twice, or not from this pool: an array of " + array.length + " bytes");
        }
        lentBytes -= array.length;
        Arrays.fill(array, POISON);
        quarantine.addLast(array);
        if (quarantine.size() > QUARANTINE) {
            assertUntouched(quarantine.removeFirst());
        }
    }

    @Override
    public Stats stats() {
        return Stats.of(0, acquired, lent.size(), 0);
    }

    long acquiredBytes() {
        return acquiredBytes;
    }

    /** The most bytes that were lent at one time. */
    long mostBytes() {
        return mostBytes;
    }

    int outstanding() {
        return lent.size();
    }

    /** Nothing is lent any more, and nothing was written after its release. */
    void assertSettled() {
        if (!lent.isEmpty()) {
            fail(lent.size() + " arrays were acquired and never released");
        }
        quarantine.forEach(StrictPool::assertUntouched);
    }

    private static void assertUntouched(byte[] array) {
        // All bytes are equal to the first, which is poison: compared at the machine's speed.
        if (array.length > 0
                && (array[0] != POISON || Arrays.mismatch(array, 0, array.length - 1, array, 1, array.length) >= 0)) {
            fail("an array of " + array.length + " bytes was written after its release");
        }
    }
}
