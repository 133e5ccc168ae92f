package dev.rivulet.sse.internal.connection;

import dev.rivulet.sse.Failure;
import dev.rivulet.sse.Failure.TimedOut.Kind;
import dev.rivulet.sse.http.Phase;
import dev.rivulet.sse.http.ResponseHead;
import dev.rivulet.sse.internal.mailbox.Input;
import dev.rivulet.sse.internal.mailbox.Mailbox;
import dev.rivulet.sse.internal.recorder.WireTap;
import dev.rivulet.sse.spi.BufferPool;
import org.jspecify.annotations.Nullable;

/** Puts what one exchange brings into the session's mailbox. What is applied when another is under way is dropped. */
final class ExchangeInputs {
    private final Mailbox<Input<Next>> mailbox;
    private final BufferPool pool;
    private final Exchanges exchanges;
    private final ResponseHandler responses;
    private final BodyReader body;
    private final TimeOuts timeOuts;
    private final Input<Next> burstEnd; // always the same

    ExchangeInputs(
            Mailbox<Input<Next>> mailbox,
            BufferPool pool,
            Exchanges exchanges,
            ResponseHandler responses,
            BodyReader body,
            TimeOuts timeOuts) {
        this.mailbox = mailbox;
        this.pool = pool;
        this.exchanges = exchanges;
        this.responses = responses;
        this.body = body;
        this.timeOuts = timeOuts;
        this.burstEnd = ifCurrent(() -> {
            body.burstEnd();
            return null;
        });
    }

    private boolean isCurrent() {
        Attempt attempt = exchanges.current();
        return attempt != null && attempt.inputs() == this;
    }

    private Input<Next> ifCurrent(Input<Next> what) {
        return () -> isCurrent() ? what.apply() : null;
    }

    /** What sees what comes; null for nothing. */
    private @Nullable WireTap tap() {
        WireTap tap = body.tap();
        return tap != null && isCurrent() ? tap : null;
    }

    void head(ResponseHead head) {
        WireTap tap = tap();
        if (tap != null) {
            tap.head(head);
        }
        mailbox.streamUrgent(ifCurrent(() -> responses.head(head)));
    }

    /**
     * A pooled array with the next bytes of the body at [from, to), which is handed over.
     *
     * @param quiet whether another input of the burst follows, so that the session need not be woken twice
     */
    void bytes(byte[] array, int from, int to, boolean quiet) {
        WireTap tap = tap();
        if (tap != null) {
            tap.bytes(array, from, to);
        }
        var bytes = new Bytes(array, from, to);
        if (quiet) {
            mailbox.streamBeforeAnother(bytes);
        } else {
            mailbox.stream(bytes);
        }
    }

    void burstEnd() {
        mailbox.stream(burstEnd);
    }

    void end() {
        WireTap tap = tap();
        if (tap != null) {
            tap.end();
        }
        mailbox.streamUrgent(new End());
    }

    void failed(Phase phase, Throwable cause) {
        WireTap tap = tap();
        if (tap != null) {
            tap.failed(phase, cause);
        }
        mailbox.streamUrgent(ifCurrent(() -> body.failed(phase, cause)));
    }

    /** The session gives the exchange up: after what has been received. In the session. */
    void lost(Failure failure) {
        mailbox.streamUrgent(ifCurrent(() -> Next.lost(failure)));
    }

    /** As {@link #lost}, because the user asks for another connection. */
    void renewed() {
        mailbox.streamUrgent(ifCurrent(responses::renewed));
    }

    /** To be asked after what has been received. */
    void due(Kind kind) {
        mailbox.streamUrgent(ifCurrent(() -> timeOuts.timeUp(kind)));
    }

    private final class Bytes implements Input<Next> {
        private final byte[] array;
        private final int from;
        private final int to;

        Bytes(byte[] array, int from, int to) {
            this.array = array;
            this.from = from;
            this.to = to;
        }

        @Override
        public @Nullable Next apply() {
            if (isCurrent()) {
                return body.bytes(array, from, to);
            }
            pool.release(array);
            return null;
        }

        @Override
        public boolean delivers() {
            return isCurrent() && body.takesEvents();
        }

        @Override
        public void afterEnd() {
            pool.release(array);
        }
    }

    private final class End implements Input<Next> {
        @Override
        public @Nullable Next apply() {
            return isCurrent() ? body.ended() : null;
        }

        @Override
        public boolean delivers() {
            return isCurrent() && body.takesEventAtEnd();
        }
    }
}
