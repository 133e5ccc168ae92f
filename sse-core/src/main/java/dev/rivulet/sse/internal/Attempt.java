package dev.rivulet.sse.internal;

import dev.rivulet.sse.Failure;
import dev.rivulet.sse.spi.BufferPool;
import dev.rivulet.sse.spi.Exchange;
import dev.rivulet.sse.spi.Phase;
import dev.rivulet.sse.spi.Receiver;
import dev.rivulet.sse.spi.ResponseHead;
import dev.rivulet.sse.spi.Scheduler;
import java.nio.ByteBuffer;
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

    /** A pooled array being filled: bytes at [HEADROOM, end). */
    private record Segment(byte[] array, int end) {}

    final int number;
    final Credit credit = new Credit();
    private final Mailbox mailbox;
    private final BufferPool pool;
    private final Scheduler scheduler;
    private final AtomicReference<@Nullable Segment> filling = new AtomicReference<>();
    private volatile @Nullable Exchange exchange;
    private volatile boolean over;
    private volatile long activeAt;
    private volatile long received;
    private volatile long bursts;

    Attempt(int number, Mailbox mailbox, BufferPool pool, Scheduler scheduler) {
        this.number = number;
        this.mailbox = mailbox;
        this.pool = pool;
        this.scheduler = scheduler;
        this.activeAt = scheduler.nanoTime();
    }

    /** What {@code open} returned. The attempt may be over by then. */
    void opened(Exchange opened) {
        exchange = opened;
        if (over) {
            opened.cancel();
        }
    }

    boolean isOver() {
        return over;
    }

    /** Nothing of this exchange counts any more. From any thread. */
    void cancel() {
        over = true;
        releaseSegment();
        Exchange opened = exchange;
        if (opened != null) {
            opened.cancel();
        }
    }

    /** Gives the exchange up; what it has brought so far still counts, and then the failure. In the session only. */
    void stop(Failure failure) {
        over = true;
        Segment segment = filling.getAndSet(null);
        if (segment != null) {
            mailbox.stream(new Input.Bytes(this, segment.array, HEADROOM, segment.end));
        }
        mailbox.streamUrgent(new Input.Lost(this, failure));
        Exchange opened = exchange;
        if (opened != null) {
            opened.cancel();
        }
    }

    /** Grants a burst if one may be granted. */
    void read() {
        Exchange opened = exchange;
        if (opened != null && !over && credit.grant()) {
            activeAt = scheduler.nanoTime();
            opened.read();
        }
    }

    /** When the last byte came, or the last burst was granted, whichever was later. */
    long activeAt() {
        return activeAt;
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
    @SuppressWarnings("NonAtomicVolatileUpdate") // written by the transport's serial calls only
    public void bytes(ByteBuffer lent) {
        if (over || !lent.hasRemaining()) {
            return;
        }
        activeAt = scheduler.nanoTime();
        received += lent.remaining();
        Segment segment = filling.getAndSet(null);
        while (lent.hasRemaining()) {
            if (segment != null && segment.end == segment.array.length) {
                enqueue(segment);
                segment = null;
            }
            if (segment == null) {
                segment = new Segment(pool.acquire(HEADROOM + Math.min(LARGEST, lent.remaining())), HEADROOM);
            }
            int count = Math.min(lent.remaining(), segment.array.length - segment.end);
            lent.get(segment.array, segment.end, count);
            segment = new Segment(segment.array, segment.end + count);
        }
        filling.set(segment);
        if (over) {
            releaseSegment();
        }
    }

    @Override
    @SuppressWarnings("NonAtomicVolatileUpdate") // as in bytes()
    public void burstEnd() {
        flush();
        bursts++;
        credit.burstEnded();
        mailbox.stream(new Input.BurstEnd(this));
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
        Segment segment = filling.getAndSet(null);
        if (segment != null) {
            enqueue(segment);
        }
    }

    private void enqueue(Segment segment) {
        if (over) {
            pool.release(segment.array);
            return;
        }
        mailbox.stream(new Input.Bytes(this, segment.array, HEADROOM, segment.end));
    }

    private void releaseSegment() {
        Segment segment = filling.getAndSet(null);
        if (segment != null) {
            pool.release(segment.array);
        }
    }
}
