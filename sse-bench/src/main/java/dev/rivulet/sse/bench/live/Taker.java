package dev.rivulet.sse.bench.live;

import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/** Counts what came, from any thread, and how old it was. */
final class Taker {
    private static final int MICROS_A_STEP = 10;
    private static final int STEPS = 100_000; // a second

    private final LiveWire wire;
    private final boolean timed;
    private final boolean shared;
    private final LongAdder fromMany = new LongAdder();
    private final AtomicLong fromOne = new AtomicLong();
    private final AtomicIntegerArray ages = new AtomicIntegerArray(STEPS);

    private Taker(LiveWire wire, boolean timed, boolean shared) {
        this.wire = wire;
        this.timed = timed;
        this.shared = shared;
    }

    /** Of one stream. */
    static Taker counting(LiveWire wire) {
        return new Taker(wire, false, false);
    }

    /** Of many streams. */
    static Taker countingMany(LiveWire wire) {
        return new Taker(wire, false, true);
    }

    /** Of many streams, whose events have the time at which they were sent. */
    static Taker timing() {
        return new Taker(LiveWire.TOKENS, true, true);
    }

    /** An event's data. */
    void text(String data) {
        counted(1);
        if (timed) {
            age(System.nanoTime() - time(data));
        } else if (data.length() != wire.dataBytes()) {
            throw new IllegalStateException("an event of " + data.length());
        }
    }

    /** Events of which only the bytes were seen. Of one fast stream, counting must not cost much. */
    void counted(long count) {
        if (shared) {
            fromMany.add(count);
        } else {
            fromOne.setRelease(fromOne.getPlain() + count);
        }
    }

    void age(long nanos) {
        ages.incrementAndGet((int) Math.max(0, Math.min(STEPS - 1, nanos / (MICROS_A_STEP * 1_000L))));
    }

    private static long time(String data) {
        long time = 0;
        int from = LiveWire.MARK.length();
        for (int i = from; i < from + LiveWire.DIGITS; i++) {
            time = time * 10 + data.charAt(i) - '0';
        }
        return time;
    }

    boolean isTimed() {
        return timed;
    }

    long events() {
        return fromMany.sum() + fromOne.get();
    }

    void forgetAges() {
        for (int i = 0; i < STEPS; i++) {
            ages.set(i, 0);
        }
    }

    /** Microseconds below which this share of the events were. */
    long ageAt(double share) {
        long all = 0;
        for (int i = 0; i < STEPS; i++) {
            all += ages.get(i);
        }
        long below = 0;
        int step = 0;
        while (step < STEPS - 1 && below < all * share) {
            below += ages.get(step++);
        }
        return (long) step * MICROS_A_STEP;
    }
}
