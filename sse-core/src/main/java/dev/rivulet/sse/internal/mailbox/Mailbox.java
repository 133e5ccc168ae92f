package dev.rivulet.sse.internal.mailbox;

import dev.rivulet.sse.internal.log.CoreLog;
import dev.rivulet.sse.internal.log.Level;
import dev.rivulet.sse.internal.threads.Place;
import dev.rivulet.sse.internal.threads.Quantum;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The inputs of a session, in two queues: what the stream brings, and control, which overtakes it. Any thread that adds an
 * input makes sure that a thread drains; only one drains at a time, and never recursively.
 *
 * @param <I> the inputs
 */
public final class Mailbox<I> {
    private static final CoreLog LOG = CoreLog.INSTANCE;

    /**
     * A drain that has been asked for and has not begun.
     *
     * @param inside the thread of the drain that asked for it, or null; if the place runs it on that thread before the
     *     call returns, that drain continues instead
     */
    private record Asked(@Nullable Thread inside) {}

    private static final Asked OUTSIDE = new Asked(null);

    @SuppressWarnings("rawtypes")
    private static final AtomicIntegerFieldUpdater<Mailbox> ASKED =
            AtomicIntegerFieldUpdater.newUpdater(Mailbox.class, "asked");

    @SuppressWarnings("rawtypes")
    private static final AtomicReferenceFieldUpdater<Mailbox, @Nullable Object> HOLDER =
            AtomicReferenceFieldUpdater.newUpdater(Mailbox.class, Object.class, "holder");

    private final Queue<I> stream = new ConcurrentLinkedQueue<>();
    private final Queue<I> control = new ConcurrentLinkedQueue<>();

    @SuppressWarnings("unused") // by its updater
    private volatile int asked;

    private volatile @Nullable Object holder; // Asked, or the thread that drains
    private final Place place;
    private final Quantum quantum;
    private final BooleanSupplier work;
    private final Runnable turn = this::begin;
    private boolean byTransport; // who asked for the drain; written before it is handed out
    private List<Runnable> afterwards = List.of(); // by the drain

    /**
     * Empty.
     *
     * @param quantum of each drain
     * @param work takes inputs; true if it stops before all are taken, because the quantum is used up
     */
    public Mailbox(Place place, Quantum quantum, BooleanSupplier work) {
        this.place = place;
        this.quantum = quantum;
        this.work = work;
    }

    /** Nothing is drained before {@link #release()}: inputs only wait, this one before all others. To be called first, once. */
    public void hold(I first) {
        control.add(first);
        asked = 1; // as if a drain had been asked for
    }

    /** What waits is drained. Once. */
    public void release() {
        ask(false, false);
        place.hurry();
    }

    /** An input that waits for demand with those before it. On the transport's thread. */
    public void stream(I input) {
        stream.add(input);
        if (ASKED.getAndIncrement(this) == 0) {
            ask(true, false);
        }
    }

    /** As {@link #stream}, without a wake: another input of the stream follows, by the same thread. */
    public void streamBeforeAnother(I input) {
        stream.add(input);
    }

    /** An input of the stream that must be handled even while no events are taken. On the transport's thread. */
    public void streamUrgent(I input) {
        stream(input);
        place.hurry();
    }

    public void control(I input) {
        control.add(input);
        wake();
        place.hurry();
    }

    /** As {@link #control}, on a thread that must not run user code: a timer's, or one of the application's. */
    public void controlElsewhere(I input) {
        control.add(input);
        if (ASKED.getAndIncrement(this) == 0) {
            ask(false, true);
        }
        place.hurry();
    }

    public void wake() {
        if (ASKED.getAndIncrement(this) == 0) {
            ask(false, false);
        }
    }

    /** As {@link #wake()}, on a thread of the place: the drain needs no claim, because no other thread is asked to run it. */
    public void drainHere() {
        if (ASKED.getAndIncrement(this) == 0) {
            byTransport = false;
            drain(Thread.currentThread());
        }
    }

    @Nullable
    public I nextControl() {
        return control.poll();
    }

    @Nullable
    public I peekStream() {
        return stream.peek();
    }

    @Nullable
    public I nextStream() {
        return stream.poll();
    }

    /** Whether a drain is asked for and has not begun. From any thread. */
    public boolean isWaiting() {
        return holder instanceof Asked;
    }

    /** Whether the drain under way is on a thread that the transport has not lent. */
    private boolean isGuest() {
        return !byTransport && place.isInline();
    }

    /** The burst before has been parsed; what grants the next is run now, on a guest's thread when its drain is over. */
    public void burstParsed(Runnable grantsNext) {
        quantum.burst();
        if (isGuest()) {
            afterwards(grantsNext);
        } else {
            grantsNext.run();
        }
    }

    /** Whether the quantum of the drain under way is used up. */
    public boolean isQuantumOver() {
        return quantum.isOver();
    }

    /** Runs something when the drain under way is over. */
    private void afterwards(Runnable what) {
        if (afterwards.isEmpty()) {
            afterwards = new ArrayList<>();
        }
        afterwards.add(what);
    }

    private void ask(boolean onTransport, boolean elsewhere) {
        byTransport = onTransport;
        holder = OUTSIDE;
        try {
            if (elsewhere) {
                place.runElsewhere(turn);
            } else {
                place.run(turn);
            }
        } catch (Throwable noThread) {
            if (HOLDER.compareAndSet(this, OUTSIDE, null)) {
                asked = 0; // so that the next input asks again
            }
            throw noThread;
        }
    }

    private void begin() {
        Thread me = Thread.currentThread();
        while (holder instanceof Asked waiting) {
            if (HOLDER.compareAndSet(this, waiting, me)) {
                if (waiting.inside != me) {
                    drain(me);
                }
                return;
            }
        }
    }

    private void drain(Thread me) {
        quantum.begin();
        int seen = asked;
        while (true) {
            if (workOn()) {
                if (!goesOnHere(me)) {
                    return;
                }
                quantum.begin();
            } else {
                List<Runnable> after = afterwards;
                afterwards = List.of();
                if (holder == me) {
                    holder = null;
                }
                seen = ASKED.addAndGet(this, -seen);
                if (seen == 0) {
                    over(after);
                    return;
                }
                holder = me;
                afterwards = after;
            }
        }
    }

    /** A drain that throws would be the last. */
    private boolean workOn() {
        try {
            return work.getAsBoolean();
        } catch (Throwable thrown) {
            LOG.log(Level.ERROR, "a session failed to handle a failure", thrown);
            return false;
        }
    }

    /** Asks for another drain, after others. True if the place ran it before it returned: then this drain continues. */
    private boolean goesOnHere(Thread me) {
        var again = new Asked(me);
        holder = again;
        try {
            place.runAgain(turn);
        } catch (Throwable noThread) {
            return HOLDER.compareAndSet(this, again, me) || holder == me;
        }
        HOLDER.compareAndSet(this, again, OUTSIDE); // from here on it may begin on this thread too
        return holder == me;
    }

    private void over(List<Runnable> after) {
        for (Runnable each : after) {
            each.run();
        }
        if (place.wantsAnother()) {
            wake();
        }
    }
}
