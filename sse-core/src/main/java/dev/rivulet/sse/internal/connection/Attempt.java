package dev.rivulet.sse.internal.connection;

import dev.rivulet.sse.http.Phase;
import dev.rivulet.sse.http.ResponseHead;
import dev.rivulet.sse.internal.log.CoreLog;
import dev.rivulet.sse.internal.log.Level;
import dev.rivulet.sse.spi.BufferPool;
import dev.rivulet.sse.spi.Exchange;
import dev.rivulet.sse.spi.Receiver;
import dev.rivulet.sse.spi.Scheduler;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * One exchange: on the transport's thread it copies what is lent, puts it into the session's mailbox, and leaves; and it
 * grants the transport bursts.
 */
public final class Attempt implements Receiver {
    private static final CoreLog LOG = CoreLog.INSTANCE;

    private final Credit credit = new Credit();
    private final ExchangeInputs inputs;
    private final BurstBuffer buffer;
    private final Activity activity;
    private volatile @Nullable Exchange exchange;

    Attempt(ExchangeInputs inputs, BufferPool pool, Scheduler scheduler) {
        this.inputs = inputs;
        this.buffer = new BurstBuffer(pool, inputs);
        this.activity = new Activity(scheduler);
    }

    /** What {@code open} returned. The attempt may be over by then. */
    void opened(Exchange opened) {
        exchange = opened;
        if (buffer.isEnded()) {
            cancel(opened);
        }
    }

    ExchangeInputs inputs() {
        return inputs;
    }

    public Activity activity() {
        return activity;
    }

    /** Nothing of this exchange counts any more. From any thread. */
    void cancel() {
        buffer.drop();
        cancelExchange();
    }

    /**
     * Gives the exchange up; what it has brought so far still counts. In the session only.
     *
     * @param last puts in what follows that
     */
    void stop(Runnable last) {
        buffer.stop();
        last.run();
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
            LOG.log(Level.WARNING, "the transport failed to cancel an exchange", thrown);
        }
    }

    boolean isCreditGranted() {
        return credit.isGranted();
    }

    /** Whether the server may be kept from sending, because too many bursts wait to be parsed. */
    boolean isCreditExhausted() {
        return credit.isExhausted();
    }

    /** A burst has been parsed: another may be granted. */
    void parsed() {
        credit.burstParsed();
        read();
    }

    /** Grants a burst if one may be granted. */
    void read() {
        Exchange opened = exchange;
        if (opened != null && !buffer.isEnded() && credit.grant()) {
            activity.granted();
            try {
                opened.read();
            } catch (Throwable thrown) {
                failed(Phase.BODY, thrown);
                cancel(opened);
            }
        }
    }

    @Override
    public void head(ResponseHead head) {
        inputs.head(head);
    }

    @Override
    public void bytes(ByteBuffer lent) {
        if (!lent.hasRemaining() || !buffer.enter()) {
            return;
        }
        activity.received(lent.remaining());
        try {
            buffer.add(lent);
        } catch (Throwable thrown) { // most likely there is no memory
            breakOff(thrown);
            return;
        }
        buffer.leave();
    }

    /** Bytes were lost here, so that none that follow may count: not left to the transport, which may continue. */
    private void breakOff(Throwable thrown) {
        if (buffer.breakOff()) {
            inputs.failed(Phase.BODY, thrown);
        }
        cancelExchange();
    }

    @Override
    public void burstEnd() {
        activity.burstEnded();
        buffer.flush();
        credit.burstEnded();
        inputs.burstEnd();
        activity.countBurst();
        read();
    }

    @Override
    public void end() {
        buffer.flush();
        inputs.end();
    }

    @Override
    public void failed(Phase phase, Throwable cause) {
        buffer.flush();
        inputs.failed(phase, cause);
    }
}
