package dev.rivulet.sse.testkit;

import dev.rivulet.sse.spi.BufferPool;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * A pool that checks its callers. What it lends is filled with poison; releasing an array twice, or one that is not from here,
 * throws. A released array is poisoned and never lent again, so that a read after release
 * shows wrong bytes, and a write after release is found. For tests: each array costs a stack trace.
 *
 * <p>What it finds it throws at once, and again from {@link #assertNothingOutstanding()}, in case the code under test
 * swallowed it.
 */
public final class CheckingPool implements BufferPool {
    private static final byte POISON = (byte) 0xDD;
    private static final int QUARANTINE = 64;

    private final int smallest;
    private final IdentityHashMap<byte[], Throwable> lent = new IdentityHashMap<>();
    private final Deque<byte[]> quarantine = new ArrayDeque<>();
    private long acquired;
    private int most;
    private @Nullable AssertionError violation;

    /** Lends arrays of exactly the size asked for, so that what grows or moves does so often. */
    public CheckingPool() {
        this(0);
    }

    /** Lends no array smaller than {@code smallest}; {@code BufferPool.shared()} has 8 KiB. */
    public CheckingPool(int smallest) {
        this.smallest = smallest;
    }

    @Override
    public synchronized byte[] acquire(int minimum) {
        byte[] array = new byte[Math.max(smallest, minimum)];
        Arrays.fill(array, POISON);
        lent.put(array, new Throwable("acquired here, " + minimum + " bytes, by " + Thread.currentThread()));
        acquired++;
        most = Math.max(most, lent.size());
        return array;
    }

    @Override
    public synchronized void release(byte[] array) {
        if (lent.remove(array) == null) {
            throw violated("released twice, or not from this pool: an array of " + array.length + " bytes");
        }
        Arrays.fill(array, POISON);
        quarantine.addLast(array);
        if (quarantine.size() > QUARANTINE) {
            checkUntouched(quarantine.removeFirst());
        }
    }

    @Override
    public synchronized Stats stats() {
        return Stats.of(0, acquired, lent.size(), 0);
    }

    /** How many arrays are lent and not yet released. */
    public synchronized int outstanding() {
        return lent.size();
    }

    /** The greatest number of arrays that were out at one time. */
    public synchronized int mostOutstanding() {
        return most;
    }

    /**
     * That every array is back, and nothing was ever done wrong.
     *
     * @throws AssertionError with the stack of each acquisition that was not released, or what was done wrong
     */
    public synchronized void assertNothingOutstanding() {
        quarantine.forEach(this::checkUntouched);
        if (violation != null) {
            throw violation;
        }
        if (!lent.isEmpty()) {
            Iterator<Throwable> stacks = lent.values().iterator();
            AssertionError leak = new AssertionError(lent.size() + " arrays acquired and not released", stacks.next());
            stacks.forEachRemaining(leak::addSuppressed);
            throw leak;
        }
    }

    private void checkUntouched(byte[] array) {
        for (byte each : array) {
            if (each != POISON) {
                throw violated("an array of " + array.length + " bytes was written after its release");
            }
        }
    }

    private AssertionError violated(String message) {
        AssertionError error = new AssertionError(message);
        if (violation == null) {
            violation = error;
        }
        return error;
    }
}
