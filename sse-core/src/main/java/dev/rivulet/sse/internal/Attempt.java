package dev.rivulet.sse.internal;

import dev.rivulet.sse.spi.BufferPool;
import dev.rivulet.sse.spi.Exchange;
import dev.rivulet.sse.spi.Phase;
import dev.rivulet.sse.spi.Receiver;
import dev.rivulet.sse.spi.ResponseHead;
import dev.rivulet.sse.spi.Scheduler;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * One exchange as the session sees it: on the transport's thread it copies what is lent into pooled arrays, enqueues,
 * and leaves. A burst of many small buffers becomes one array.
 */
final class Attempt implements Receiver {
    /** Room in front of the bytes, where the parser puts what was unfinished instead of copying the bytes again. */
    private static final int HEADROOM = 1024;

    private static final int LARGEST = 64 << 10;

    /** Who has the array that is being filled: nobody, the transport's thread, or, for ever, nobody any more. */
    private enum Owner {
        FREE,
        TRANSPORT,
        OVER
    }

    final int number;
    final Credit credit = new Credit();
    private final Mailbox mailbox;
    private final BufferPool pool;
    private final Scheduler scheduler;
    private final AtomicReference<Owner> owner = new AtomicReference<>(Owner.FREE);
    private final AtomicLong activeAt;
    private final AtomicLong lastByteAt;
    private final AtomicLong received = new AtomicLong();
    private final AtomicLong bursts = new AtomicLong();
    private final Input burstEnd = new Input.BurstEnd(this);
    private byte @Nullable [] filling; // bytes at [HEADROOM, filled)
    private int filled;
    private volatile @Nullable Exchange exchange;
    private volatile boolean open;

    Attempt(int number, Mailbox mailbox, BufferPool pool, Scheduler scheduler) {
        this.number = number;
        this.mailbox = mailbox;
        this.pool = pool;
        this.scheduler = scheduler;
        this.activeAt = new AtomicLong(scheduler.nanoTime());
        this.lastByteAt = new AtomicLong(activeAt.get());
    }

    /** What {@code open} returned. The attempt may be over by then. */
    void opened(Exchange opened) {
        exchange = opened;
        if (isOver()) {
            opened.cancel();
        }
    }

    private boolean isOver() {
        return owner.get() == Owner.OVER;
    }

    /** Nothing of this exchange counts any more. From any thread. */
    void cancel() {
        if (owner.getAndSet(Owner.OVER) == Owner.FREE) {
            byte[] array = filling;
            filling = null;
            if (array != null) {
                pool.release(array);
            }
        }
        cancelExchange();
    }

    /** Gives the exchange up; what it has brought so far still counts, and then this. In the session only. */
    void stop(Input.OfExchange last) {
        if (owner.getAndSet(Owner.OVER) == Owner.FREE) {
            pass();
        }
        mailbox.streamUrgent(last);
        cancelExchange();
    }

    private void cancelExchange() {
        Exchange opened = exchange;
        if (opened != null) {
            opened.cancel();
        }
    }

    /** Grants a burst if one may be granted. */
    void read() {
        Exchange opened = exchange;
        if (opened != null && !isOver() && credit.grant()) {
            activeAt.setRelease(scheduler.nanoTime());
            opened.read();
        }
    }

    /** When the last byte came, or the last burst was granted, whichever was later. */
    long activeAt() {
        return activeAt.getAcquire();
    }

    /** The stream is open: what comes from here on is its own. */
    void streamOpened() {
        open = true;
        if (received.get() == 0) {
            lastByteAt.setRelease(scheduler.nanoTime());
        }
    }

    /** Whether the stream is open and has brought a byte. */
    boolean hasBrought() {
        return open && received.getAcquire() > 0;
    }

    /** When the last byte came; before the first, when the stream was opened. */
    long lastByteAt() {
        return lastByteAt.getAcquire();
    }

    long receivedBytes() {
        return received.getAcquire();
    }

    long bursts() {
        return bursts.getAcquire();
    }

    @Override
    public void head(ResponseHead head) {
        mailbox.streamUrgent(new Input.Head(this, head));
    }

    @Override
    public void bytes(ByteBuffer lent) {
        if (!lent.hasRemaining() || !owner.compareAndSet(Owner.FREE, Owner.TRANSPORT)) {
            return;
        }
        long now = scheduler.nanoTime();
        activeAt.setRelease(now);
        lastByteAt.setRelease(now);
        Counters.add(received, lent.remaining());
        while (lent.hasRemaining()) {
            byte[] array = filling;
            if (array != null && filled == array.length) {
                pass();
                array = null;
            }
            if (array == null) {
                array = pool.acquire(HEADROOM + Math.min(LARGEST, lent.remaining()));
                filling = array;
                filled = HEADROOM;
            }
            int count = Math.min(lent.remaining(), array.length - filled);
            lent.get(array, filled, count);
            filled += count;
        }
        giveBack();
    }

    @Override
    public void burstEnd() {
        flush();
        Counters.add(bursts, 1);
        credit.burstEnded();
        mailbox.stream(burstEnd);
        read();
    }

    @Override
    public void end() {
        flush();
        mailbox.streamUrgent(new Input.End(this));
    }

    @Override
    public void failed(Phase phase, Throwable cause) {
        flush();
        mailbox.streamUrgent(new Input.Failed(this, phase, cause));
    }

    private void flush() {
        if (owner.compareAndSet(Owner.FREE, Owner.TRANSPORT)) {
            pass();
            giveBack();
        }
    }

    /** Passes what is filled on to the session. Only for who owns it. */
    private void pass() {
        byte[] array = filling;
        if (array != null) {
            filling = null;
            mailbox.stream(new Input.Bytes(this, array, HEADROOM, filled));
        }
    }

    private void giveBack() {
        if (!owner.compareAndSet(Owner.TRANSPORT, Owner.FREE)) {
            byte[] array = filling;
            filling = null;
            if (array != null) {
                pool.release(array);
            }
        }
    }
}
