package dev.rivulet.sse.netty.internal;

import dev.rivulet.sse.Failure;
import dev.rivulet.sse.SseException;
import dev.rivulet.sse.http.Phase;
import dev.rivulet.sse.http.ResponseHead;
import dev.rivulet.sse.spi.Exchange;
import dev.rivulet.sse.spi.Receiver;
import dev.rivulet.sse.spi.TransportRequest;
import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One exchange, from {@code open} to its end. {@link #read()} and {@link #cancel()} come from any thread; all that calls the
 * receiver is one at a time: who opens it, then the event loop of its connection.
 */
public final class NettyExchange implements Exchange {
    private static final AtomicIntegerFieldUpdater<NettyExchange> OVER =
            AtomicIntegerFieldUpdater.newUpdater(NettyExchange.class, "over");
    private static final AtomicIntegerFieldUpdater<NettyExchange> CREDIT =
            AtomicIntegerFieldUpdater.newUpdater(NettyExchange.class, "credit");
    private static final int NO = 0;
    private static final int YES = 1;

    public final TransportRequest request;
    private final Receiver receiver;
    private final Consumer<NettyExchange> whenOver;

    private volatile int over = NO;
    private volatile int credit = NO;
    private volatile boolean isSending;
    private volatile @Nullable BodyDelivery inflow;
    private volatile @Nullable Runnable abort;

    public NettyExchange(TransportRequest request, Receiver receiver, Consumer<NettyExchange> whenOver) {
        this.request = request;
        this.receiver = receiver;
        this.whenOver = whenOver;
    }

    @Override
    public void read() {
        if (!isOver() && CREDIT.compareAndSet(this, NO, YES)) {
            BodyDelivery body = inflow;
            if (body != null) {
                body.granted();
            }
        }
    }

    @Override
    public void cancel() {
        if (finish()) {
            Runnable stop = abort;
            if (stop != null) {
                stop.run();
            }
            BodyDelivery body = inflow;
            if (body != null) {
                body.cancelled();
            }
        }
    }

    /** What a {@link #cancel()} has to stop from now on. Any thread; it may come twice. */
    public void abortBy(Runnable what) {
        abort = what;
        if (isOver()) {
            what.run(); // one of the two sees the other
        }
    }

    /** From now on the server may have processed something of it. */
    public void sends() {
        isSending = true;
    }

    /** Its loop will never do anything for it again. Any thread. */
    public void abandon(IOException cause) {
        Phase reached = inflow != null ? Phase.BODY : isSending ? Phase.HEAD : Phase.CONNECT;
        fail(reached, new SseException(new Failure.ConnectionFailed(reached, cause, false)));
    }

    public boolean isOver() {
        return over == YES;
    }

    public boolean hasCredit() {
        return credit == YES;
    }

    /** What comes next is the body, by this way. */
    public void head(ResponseHead head, BodyDelivery body) {
        inflow = body;
        if (!isOver()) {
            receiver.head(head);
        }
    }

    /** The next bytes of the buffer, which is lent on. */
    public void bytes(ByteBuf buffer, int length) {
        int from = buffer.readerIndex();
        if (buffer.nioBufferCount() == 1) {
            receiver.bytes(buffer.internalNioBuffer(from, length)); // as it is valid for the call only, no view is made
            return;
        }
        for (ByteBuffer each : buffer.nioBuffers(from, length)) {
            if (!isOver()) {
                receiver.bytes(each);
            }
        }
    }

    public void burstEnd() {
        credit = NO; // what comes inside the callback counts for the next
        receiver.burstEnd();
    }

    public void end() {
        if (finish()) {
            receiver.end();
        }
    }

    public void fail(Phase phase, Throwable cause) {
        if (finish()) {
            receiver.failed(phase, cause);
        }
    }

    private boolean finish() {
        boolean first = OVER.compareAndSet(this, NO, YES);
        if (first) {
            whenOver.accept(this);
        }
        return first;
    }
}
