package dev.rivulet.sse.tests.session;

import dev.rivulet.sse.spi.BufferPool;

/** A pool that keeps nothing, and counts bytes: how many were ever lent, and how many at once. */
final class MeteredPool implements BufferPool {
    private final BufferPool arrays = BufferPool.unpooled();
    private long lent;
    private long outstanding;
    private long most;

    /** The bytes of all arrays lent so far: no less than what was ever copied into them. */
    synchronized long lentBytes() {
        return lent;
    }

    /** The most bytes that were out at one time. */
    synchronized long mostBytes() {
        return most;
    }

    @Override
    public synchronized byte[] acquire(int minimum) {
        byte[] array = arrays.acquire(minimum);
        lent += array.length;
        outstanding += array.length;
        most = Math.max(most, outstanding);
        return array;
    }

    @Override
    public synchronized void release(byte[] array) {
        outstanding -= array.length;
        arrays.release(array);
    }

    @Override
    public Stats stats() {
        return arrays.stats();
    }
}
