package dev.rivulet.sse.internal.connection;

import dev.rivulet.sse.spi.Scheduler;
import java.util.concurrent.atomic.AtomicLongFieldUpdater;

/** What an exchange has received, and when. Written on the transport's thread, read by any. */
public final class Activity {
    private static final AtomicLongFieldUpdater<Activity> ACTIVE_AT = of("activeAt");
    private static final AtomicLongFieldUpdater<Activity> LAST_BYTE_AT = of("lastByteAt");
    private static final AtomicLongFieldUpdater<Activity> RECEIVED = of("received");
    private static final AtomicLongFieldUpdater<Activity> TIMED = of("timed");
    private static final AtomicLongFieldUpdater<Activity> BURSTS = of("bursts");

    private final Scheduler scheduler;
    private volatile long activeAt;
    private volatile long lastByteAt;
    private volatile long received;
    private volatile long timed; // of those received
    private volatile long bursts;
    private boolean inBurst; // its first bytes have come
    private volatile boolean open;
    private volatile boolean timesEach; // written in the session only

    Activity(Scheduler scheduler) {
        this.scheduler = scheduler;
        this.activeAt = scheduler.nanoTime();
        this.lastByteAt = activeAt;
    }

    private static AtomicLongFieldUpdater<Activity> of(String field) {
        return AtomicLongFieldUpdater.newUpdater(Activity.class, field);
    }

    /** A burst was granted. */
    void granted() {
        ACTIVE_AT.lazySet(this, scheduler.nanoTime());
    }

    /** Bytes have come. */
    void received(int bytes) {
        RECEIVED.lazySet(this, received + bytes);
        if (!inBurst || timesEach) {
            inBurst = true;
            stamp(); // not for each buffer: to ask for the time costs more than to copy an event
        }
    }

    /** A burst is over; its bytes have not been passed on yet. */
    void burstEnded() {
        inBurst = false;
        if (received != timed) {
            stamp();
        }
    }

    /** The bytes of a burst have been passed on. */
    void countBurst() {
        BURSTS.lazySet(this, bursts + 1);
    }

    private void stamp() {
        long now = scheduler.nanoTime();
        ACTIVE_AT.lazySet(this, now);
        LAST_BYTE_AT.lazySet(this, now);
        TIMED.lazySet(this, received);
    }

    /** The stream is open: what comes from here on is its own. */
    void streamOpened() {
        open = true;
        if (received == 0) {
            LAST_BYTE_AT.lazySet(this, scheduler.nanoTime());
        }
    }

    /**
     * Enables a timestamp for each buffer if bytes came after the last timestamp. Returns whether it did. In the session.
     */
    boolean switchToPerByteTiming() {
        boolean slow = !timesEach && received != timed;
        timesEach |= slow;
        return slow;
    }

    /**
     * When the last byte came, or the last burst was granted, whichever was later. Within a burst, when that began to come,
     * unless bursts turned out to be slow.
     */
    long activeAt() {
        return activeAt;
    }

    /** Whether the stream is open and has brought a byte. */
    public boolean hasBrought() {
        return open && received > 0;
    }

    /** When the last byte came, as {@link #activeAt()} knows it; before the first, when the stream was opened. */
    public long lastByteAt() {
        return lastByteAt;
    }

    public long receivedBytes() {
        return received;
    }

    public long bursts() {
        return bursts;
    }
}
