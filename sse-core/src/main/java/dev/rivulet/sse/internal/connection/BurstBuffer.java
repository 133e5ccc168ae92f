package dev.rivulet.sse.internal.connection;

import dev.rivulet.sse.spi.BufferPool;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import org.jspecify.annotations.Nullable;

/**
 * The pooled array that a burst is copied into on the transport's thread, so that many small buffers become one array. The
 * session may end it from any thread at any time.
 */
final class BurstBuffer {
    private static final AtomicReferenceFieldUpdater<BurstBuffer, Owner> OWNER =
            AtomicReferenceFieldUpdater.newUpdater(BurstBuffer.class, Owner.class, "owner");

    /** Room before the bytes, where the parser puts what was unfinished instead of copying the bytes again. */
    private static final int HEADROOM = 1024;

    private static final int LARGEST = (64 << 10) - HEADROOM;

    private enum Owner {
        FREE,
        /** The transport's thread writes. */
        TRANSPORT,
        /** For ever. */
        ENDED
    }

    private final BufferPool pool;
    private final ExchangeInputs filledGoTo;
    private volatile Owner owner = Owner.FREE;
    private byte @Nullable [] filling; // bytes at [HEADROOM, filled)
    private int filled;
    private int passed; // bytes of this burst
    private int unannounced; // of those, bytes for which the session has not been woken
    private int usual; // bytes of a burst, as the last one was

    BurstBuffer(BufferPool pool, ExchangeInputs filledGoTo) {
        this.pool = pool;
        this.filledGoTo = filledGoTo;
    }

    boolean isEnded() {
        return owner == Owner.ENDED;
    }

    /** Begins to write, on the transport's thread; false if it has ended. {@link #leave} must follow. */
    boolean enter() {
        return OWNER.compareAndSet(this, Owner.FREE, Owner.TRANSPORT);
    }

    void leave() {
        if (!OWNER.compareAndSet(this, Owner.TRANSPORT, Owner.FREE)) {
            release();
        }
    }

    /** Copies what is lent, in one piece unless it is huge. Between {@link #enter} and {@link #leave}. */
    void add(ByteBuffer lent) {
        while (lent.hasRemaining()) {
            byte[] array = filling;
            if (array != null && array.length - filled < Math.min(LARGEST, lent.remaining())) {
                passPart();
                array = null;
            }
            if (array == null) {
                array = pool.acquire(HEADROOM + Math.min(LARGEST, Math.max(lent.remaining(), usual - passed)));
                filling = array;
                filled = HEADROOM;
            }
            int count = Math.min(lent.remaining(), array.length - filled);
            lent.get(array, filled, count);
            filled += count;
        }
    }

    /** A burst is over: passes what is filled on to the session, unless it has ended. On the transport's thread. */
    void flush() {
        if (enter()) {
            pass(true);
            usual = passed;
            passed = 0;
            unannounced = 0;
            leave();
        }
    }

    /** Ends it, and drops what it holds. */
    void drop() {
        if (OWNER.getAndSet(this, Owner.ENDED) == Owner.FREE) {
            release();
        }
    }

    /** Ends it, and passes what it holds on to the session, unless the transport's thread writes at the moment. */
    void stop() {
        if (OWNER.getAndSet(this, Owner.ENDED) == Owner.FREE) {
            pass(false);
        }
    }

    /** Ends it on the thread that writes, and passes what it holds on to the session. False if it had ended already. */
    boolean breakOff() {
        if (OWNER.getAndSet(this, Owner.ENDED) == Owner.ENDED) {
            release();
            return false;
        }
        pass(false);
        return true;
    }

    /** The session is woken once a burst, at its end, or when much of it has come. */
    private void passPart() {
        unannounced += filled - HEADROOM;
        boolean quiet = unannounced < LARGEST;
        unannounced = quiet ? unannounced : 0;
        pass(quiet);
    }

    /** @param quiet whether something follows that wakes the session */
    private void pass(boolean quiet) {
        byte[] array = filling;
        if (array != null) {
            filling = null;
            passed += filled - HEADROOM;
            filledGoTo.bytes(array, HEADROOM, filled, quiet);
        }
    }

    private void release() {
        byte[] array = filling;
        filling = null;
        if (array != null) {
            pool.release(array);
        }
    }
}
