package dev.rivulet.sse.internal;

import dev.rivulet.sse.http.Phase;
import dev.rivulet.sse.http.ResponseHead;
import dev.rivulet.sse.spi.BufferPool;
import dev.rivulet.sse.spi.Exchange;
import dev.rivulet.sse.spi.Receiver;
import dev.rivulet.sse.spi.Scheduler;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicLongFieldUpdater;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import org.jspecify.annotations.Nullable;

/**
 * One exchange as the session sees it: on the transport's thread it copies what is lent into pooled arrays, enqueues,
 * and leaves. A burst of many small buffers becomes one array.
 */
final class Attempt implements Receiver {
    private static final System.Logger LOG = CoreLog.INSTANCE;
    private static final AtomicReferenceFieldUpdater<Attempt, Owner> OWNER =
            AtomicReferenceFieldUpdater.newUpdater(Attempt.class, Owner.class, "owner");
    private static final AtomicLongFieldUpdater<Attempt> ACTIVE_AT = of("activeAt");
    private static final AtomicLongFieldUpdater<Attempt> LAST_BYTE_AT = of("lastByteAt");
    private static final AtomicLongFieldUpdater<Attempt> RECEIVED = of("received");
    private static final AtomicLongFieldUpdater<Attempt> TIMED = of("timed");
    private static final AtomicLongFieldUpdater<Attempt> BURSTS = of("bursts");

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
    private volatile Owner owner = Owner.FREE;
    private volatile long activeAt;
    private volatile long lastByteAt;
    private volatile long received;
    private volatile long timed; // of those received
    private volatile long bursts;
    private final Input burstEnd = new Input.BurstEnd(this);
    private byte @Nullable [] filling; // bytes at [HEADROOM, filled)
    private int filled;
    private boolean inBurst; // its first bytes have come
    private volatile @Nullable Exchange exchange;
    private volatile boolean open;
    private volatile boolean timesEach; // written in the session only

    Attempt(int number, Mailbox mailbox, BufferPool pool, Scheduler scheduler) {
        this.number = number;
        this.mailbox = mailbox;
        this.pool = pool;
        this.scheduler = scheduler;
        this.activeAt = scheduler.nanoTime();
        this.lastByteAt = activeAt;
    }

    private static AtomicLongFieldUpdater<Attempt> of(String field) {
        return AtomicLongFieldUpdater.newUpdater(Attempt.class, field);
    }

    /** What {@code open} returned. The attempt may be over by then. */
    void opened(Exchange opened) {
        exchange = opened;
        if (isOver()) {
            cancel(opened);
        }
    }

    private boolean isOver() {
        return owner == Owner.OVER;
    }

    /** Nothing of this exchange counts any more. From any thread. */
    void cancel() {
        if (OWNER.getAndSet(this, Owner.OVER) == Owner.FREE) {
            releaseFilling();
        }
        cancelExchange();
    }

    /** Gives the exchange up; what it has brought so far still counts, and then this. In the session only. */
    void stop(Input.OfExchange last) {
        if (OWNER.getAndSet(this, Owner.OVER) == Owner.FREE) {
            pass();
        }
        mailbox.streamUrgent(last);
        cancelExchange();
    }

    private void cancelExchange() {
        Exchange opened = exchange;
        if (opened != null) {
            cancel(opened);
        }
    }

    /** What a transport throws here must not keep anything else from being closed. */
    private static void cancel(Exchange opened) {
        try {
            opened.cancel();
        } catch (Throwable thrown) {
            LOG.log(System.Logger.Level.WARNING, "the transport failed to cancel an exchange", thrown);
        }
    }

    /** A burst has been parsed: another may be granted. */
    void parsed() {
        credit.burstParsed();
        read();
    }

    /** Grants a burst if one may be granted. */
    void read() {
        Exchange opened = exchange;
        if (opened != null && !isOver() && credit.grant()) {
            ACTIVE_AT.lazySet(this, scheduler.nanoTime());
            try {
                opened.read();
            } catch (Throwable thrown) {
                failed(Phase.BODY, thrown);
                cancel(opened);
            }
        }
    }

    /**
     * When the last byte came, or the last burst was granted, whichever was later. Within a burst, when that began to come,
     * unless bursts turned out to be slow.
     */
    long activeAt() {
        return activeAt;
    }

    /** The stream is open: what comes from here on is its own. */
    void streamOpened() {
        open = true;
        if (received == 0) {
            LAST_BYTE_AT.lazySet(this, scheduler.nanoTime());
        }
    }

    /** Whether more of a burst came behind what {@link #activeAt()} tells of. If so, it tells of each byte from now on. */
    boolean isBurstSlow() {
        boolean slow = !timesEach && received != timed;
        timesEach |= slow;
        return slow;
    }

    /** Whether the stream is open and has brought a byte. */
    boolean hasBrought() {
        return open && received > 0;
    }

    /** When the last byte came, as {@link #activeAt()} knows it; before the first, when the stream was opened. */
    long lastByteAt() {
        return lastByteAt;
    }

    long receivedBytes() {
        return received;
    }

    long bursts() {
        return bursts;
    }

    @Override
    public void head(ResponseHead head) {
        mailbox.streamUrgent(new Input.Head(this, head));
    }

    @Override
    public void bytes(ByteBuffer lent) {
        if (!lent.hasRemaining() || !OWNER.compareAndSet(this, Owner.FREE, Owner.TRANSPORT)) {
            return;
        }
        RECEIVED.lazySet(this, received + lent.remaining());
        if (!inBurst || timesEach) {
            inBurst = true;
            stamp(); // not for each buffer: to ask for the time costs more than to copy an event
        }
        try {
            fill(lent);
        } catch (Throwable thrown) { // most likely there is no memory
            breakOff(thrown);
            return;
        }
        giveBack();
    }

    private void fill(ByteBuffer lent) {
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
    }

    /** Bytes were lost here, so that none that follow may count: not left to the transport, which may go on. */
    private void breakOff(Throwable thrown) {
        if (OWNER.getAndSet(this, Owner.OVER) == Owner.OVER) {
            releaseFilling();
        } else {
            pass();
            mailbox.streamUrgent(new Input.Failed(this, Phase.BODY, thrown));
        }
        cancelExchange();
    }

    private void releaseFilling() {
        byte[] array = filling;
        filling = null;
        if (array != null) {
            pool.release(array);
        }
    }

    @Override
    public void burstEnd() {
        inBurst = false;
        if (received != timed) {
            stamp();
        }
        flush();
        BURSTS.lazySet(this, bursts + 1);
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

    private void stamp() {
        long now = scheduler.nanoTime();
        ACTIVE_AT.lazySet(this, now);
        LAST_BYTE_AT.lazySet(this, now);
        TIMED.lazySet(this, received);
    }

    private void flush() {
        if (OWNER.compareAndSet(this, Owner.FREE, Owner.TRANSPORT)) {
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
        if (!OWNER.compareAndSet(this, Owner.TRANSPORT, Owner.FREE)) {
            releaseFilling();
        }
    }
}
