package dev.rivulet.sse.internal.consumers;

import dev.rivulet.sse.SessionState;
import dev.rivulet.sse.SseException;
import dev.rivulet.sse.SseSession;
import dev.rivulet.sse.SseStream;
import dev.rivulet.sse.internal.threads.DeliveryThreads;
import dev.rivulet.sse.internal.threads.Place;
import java.time.Duration;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A stream whose session runs on the thread that takes from it. While no thread takes, what must not wait (a response, a
 * time-out, close) runs on a delivery thread, and events wait.
 */
public final class BlockingStream<T> implements SseStream<T>, Outlet<T>, Place {
    @SuppressWarnings("rawtypes") // a class literal
    private static final AtomicReferenceFieldUpdater<BlockingStream, @Nullable Thread> TAKER =
            AtomicReferenceFieldUpdater.newUpdater(BlockingStream.class, Thread.class, "taker");

    private final AtomicReference<@Nullable Runnable> drain = new AtomicReference<>();
    private volatile @Nullable Thread taker;
    private volatile SessionState.@Nullable Closed end;
    private volatile @Nullable Upstream session;
    private @Nullable T ahead; // looked at by an iterator, and not yet taken
    private @Nullable TakeDeadline deadline; // of the taker
    private @Nullable T taken; // put by the session, which then runs on the taker
    private volatile boolean asksNext; // what was handed out before is handled
    private volatile boolean settled; // the session has ended, and nothing waits to be committed
    private volatile @Nullable T rest; // put by the session at its end, elsewhere

    /** Sets the session that delivers here. Called once, before any event is taken. */
    public void connect(Upstream of) {
        session = of;
    }

    @Override
    public @Nullable T next() {
        T looked = ahead;
        ahead = null;
        return looked == null ? take(null) : looked;
    }

    @Override
    public @Nullable T next(Duration atMost) throws TimeoutException {
        T looked = ahead;
        ahead = null;
        if (looked != null) {
            return looked;
        }
        var deadline = new TakeDeadline(atMost);
        T element = take(deadline);
        if (deadline.isOver()) {
            throw new TimeoutException("no event within " + atMost);
        }
        return element;
    }

    private @Nullable T take(@Nullable TakeDeadline until) {
        Upstream from = connected();
        Thread me = Thread.currentThread();
        if (!TAKER.compareAndSet(this, null, me)) {
            throw new IllegalStateException("another thread takes from this stream: " + taker);
        }
        asksNext = true;
        deadline = until;
        try {
            from.demandedHere();
            while (true) {
                Runnable waiting = drain.get() == null ? null : drain.getAndSet(null);
                if (waiting != null) {
                    waiting.run();
                }
                T element = taken;
                if (element != null) {
                    asksNext = false;
                    taken = null;
                    return element;
                }
                SessionState.Closed closed = end;
                if (closed != null && (settled || rest != null)) {
                    return rest == null ? ended(closed) : takeRest();
                }
                if (closed == null && me.isInterrupted()) {
                    throw new CancellationException("interrupted while waiting for an event");
                }
                if (drain.get() == null) {
                    if (until == null) {
                        LockSupport.park(this);
                    } else if (!until.park(this)) {
                        return null;
                    }
                }
            }
        } finally {
            deadline = null;
            taker = null;
            if (drain.get() != null) {
                hurry();
            }
        }
    }

    private @Nullable T takeRest() {
        T last = rest;
        asksNext = false;
        rest = null;
        return last;
    }

    private @Nullable T ended(SessionState.Closed closed) {
        if (closed.failure() != null) {
            throw new SseException(closed);
        }
        return null;
    }

    @Override
    public Iterator<T> iterator() {
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                if (ahead == null) {
                    ahead = take(null);
                }
                return ahead != null;
            }

            @Override
            public T next() {
                T element = BlockingStream.this.next();
                if (element == null) {
                    throw new NoSuchElementException();
                }
                return element;
            }
        };
    }

    @Override
    public SseSession session() {
        return connected();
    }

    @Override
    public void close() {
        connected().close();
    }

    private Upstream connected() {
        Upstream from = session;
        if (from == null) {
            throw new IllegalStateException("not connected");
        }
        return from;
    }

    @Override
    public Place place() {
        return this;
    }

    @Override
    public void run(Runnable asked) {
        Thread waits = taker;
        boolean byTaker = waits == Thread.currentThread();
        if (end == null) {
            drain.set(asked);
            if (!byTaker) {
                LockSupport.unpark(taker);
            }
        } else if (byTaker) {
            asked.run();
        } else {
            DeliveryThreads.execute(asked);
        }
    }

    @Override
    public void hurry() {
        if (taker == null) {
            Runnable waiting = drain.getAndSet(null);
            if (waiting != null) {
                DeliveryThreads.execute(waiting);
            }
        } else {
            LockSupport.unpark(taker);
        }
    }

    @Override
    public boolean wantsAnother() {
        Thread waits = taker;
        return waits != null
                && waits != Thread.currentThread()
                && end == null
                && connected().hasForOutlet();
    }

    @Override
    public boolean isReady() {
        return taken == null && rest == null && Thread.currentThread() == taker && !isGivenUp();
    }

    /** Whether the taker no longer waits, which a burst without an event for it must not hide. */
    private boolean isGivenUp() {
        TakeDeadline until = deadline;
        return Thread.currentThread().isInterrupted() || (until != null && until.hasPassed());
    }

    @Override
    public boolean hasHandled() {
        return asksNext && taken == null && rest == null;
    }

    @Override
    public void settled() {
        settled = true;
        LockSupport.unpark(taker);
    }

    @Override
    public boolean deliver(T event) {
        if (Thread.currentThread() == taker) {
            taken = event;
        } else {
            rest = event;
        }
        return false;
    }

    @Override
    public void closed(SessionState.Closed closed) {
        end = closed;
        LockSupport.unpark(taker);
    }
}
