package dev.rivulet.sse.internal.connection;

import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;

/**
 * The read credit of an exchange: one burst may be granted, and at most two are in flight, granted or not yet parsed.
 * Bit 0 says whether one is granted, the rest counts those that wait to be parsed.
 */
final class Credit {
    private static final AtomicIntegerFieldUpdater<Credit> STATE =
            AtomicIntegerFieldUpdater.newUpdater(Credit.class, "state");

    private static final int GRANTED = 1;
    private static final int WAITING = 2;
    private static final int IN_FLIGHT = 2;

    private volatile int state;

    /** Whether a burst may be granted now; if so it counts as granted. */
    boolean grant() {
        while (true) {
            int now = state;
            if ((now & GRANTED) != 0 || now / WAITING >= IN_FLIGHT) {
                return false;
            }
            if (STATE.compareAndSet(this, now, now | GRANTED)) {
                return true;
            }
        }
    }

    boolean isGranted() {
        return (state & GRANTED) != 0;
    }

    /** Whether none is granted because too many wait to be parsed: the server may be kept from sending. */
    boolean isExhausted() {
        int now = state;
        return (now & GRANTED) == 0 && now / WAITING >= IN_FLIGHT;
    }

    /** The granted burst is over, and waits to be parsed. */
    void burstEnded() {
        STATE.updateAndGet(this, now -> (now & ~GRANTED) + WAITING);
    }

    /** A burst has been parsed. */
    void burstParsed() {
        STATE.addAndGet(this, -WAITING);
    }
}
