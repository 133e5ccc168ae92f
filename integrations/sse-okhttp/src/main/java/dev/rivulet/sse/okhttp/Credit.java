package dev.rivulet.sse.okhttp;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** One burst or none, granted by any thread, for which the thread of an exchange waits. */
final class Credit {
    private final AtomicBoolean granted = new AtomicBoolean();
    private volatile @Nullable Thread waiting;

    /** Any thread. */
    void grant() {
        granted.set(true);
        LockSupport.unpark(waiting);
    }

    /**
     * Waits for a grant, which stays until it is {@linkplain #usedUp used up}. By one thread only. Clears the thread's
     * interrupt, which only the application's code can have left there: with it this would not park, and Okio not read.
     */
    void await() {
        waiting = Thread.currentThread(); // before it looks: a grant sees the one or the other
        while (!granted.get()) {
            LockSupport.park(this);
            Thread.interrupted();
        }
        waiting = null;
        Thread.interrupted();
    }

    /** The burst has ended, and with it what was granted since it began. */
    void usedUp() {
        granted.set(false);
    }
}
