package dev.rivulet.sse.internal.threads;

import dev.rivulet.sse.spi.Scheduler;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * How long a drain may keep its thread: one millisecond, or five if the last drain was followed at once by the next, since
 * then no other task waited for the thread. Confined to the session.
 *
 * <p>To ask for the time costs as much as an event, so it is asked after one event, two, four and so on, then every
 * {@link #MOST}, and when the time for those that still fit is over: rarely, but in time where a handler is slow.
 */
public final class Quantum {
    private static final long SHORT = TimeUnit.MILLISECONDS.toNanos(1);
    private static final long LONG = TimeUnit.MILLISECONDS.toNanos(5);
    private static final long SOON = TimeUnit.MICROSECONDS.toNanos(500);
    private static final int MOST = 32;
    private static final int BURSTS = 16;
    private static final Quantum ENDLESS = new Quantum(null);

    private final @Nullable Scheduler clock;
    private long length = SHORT;
    private long endsAt;
    private long overAt;
    private boolean over;
    private int spent; // in events
    private int bursts;
    private int looksAt;

    private Quantum(@Nullable Scheduler clock) {
        this.clock = clock;
    }

    public static Quantum by(Scheduler clock) {
        return new Quantum(clock);
    }

    /** For drains whose threads no other task needs. All sessions share it: it counts nothing. */
    public static Quantum endless() {
        return ENDLESS;
    }

    /** A drain begins. */
    public void begin() {
        if (clock == null) {
            return;
        }
        long now = clock.nanoTime();
        if (over) {
            length = now - overAt < SOON ? LONG : SHORT;
            over = false;
        }
        endsAt = now + length;
        spent = 0;
        bursts = 0;
        looksAt = 1;
    }

    /** An event is about to be handled: whether there is time for it. */
    public boolean takeTimeForEvent() {
        if (clock == null) {
            return true;
        }
        if (isOver()) {
            return false;
        }
        spent++;
        return true;
    }

    /** The event there was time for was dropped, and says nothing of how long those take that are handled. */
    public void dropped() {
        if (clock != null) {
            spent--;
        }
    }

    /** A burst, or a piece of a compressed one, has been parsed. It may have had no event. */
    public void burst() {
        if (clock != null && ++bursts % BURSTS == 0) {
            looksAt = spent;
        }
    }

    /** Whether it is used up. */
    public boolean isOver() {
        return clock != null && (over || (spent >= looksAt && look(clock)));
    }

    private boolean look(Scheduler clock) {
        overAt = clock.nanoTime();
        long left = endsAt - overAt;
        over = left <= 0;
        if (!over) {
            long fit = spent * left / Math.max(1, length - left); // if they take as long as those before
            looksAt = spent + (int) Math.max(1, Math.min(fit, Math.min(spent, MOST)));
        }
        return over;
    }
}
