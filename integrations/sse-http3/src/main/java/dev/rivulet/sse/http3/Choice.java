package dev.rivulet.sse.http3;

import dev.rivulet.sse.http.Phase;
import dev.rivulet.sse.http.ResponseHead;
import dev.rivulet.sse.spi.Exchange;
import dev.rivulet.sse.spi.Receiver;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** An exchange by one of two transports, of which it may not be known yet by which. Any thread. */
final class Choice implements Exchange {
    private final Function<Receiver, Exchange> first;
    private final Function<Receiver, Exchange> second;
    private final Predicate<Phase> isFollowedBySecond;
    private final Receiver to;
    private final AtomicBoolean owedRead = new AtomicBoolean();

    private Step step = Step.PENDING;
    private @Nullable Exchange current;
    private volatile boolean asked; // for a burst
    private volatile boolean cancelled; // maybe before it is known what has to be cancelled

    private enum Step {
        PENDING,
        FIRST,
        SECOND,
        CANCELLED
    }

    /** @param isFollowedBySecond whether a failure of the first in this phase is none of the exchange's */
    Choice(
            Function<Receiver, Exchange> first,
            Function<Receiver, Exchange> second,
            Predicate<Phase> isFollowedBySecond,
            Receiver to) {
        this.first = first;
        this.second = second;
        this.isFollowedBySecond = isFollowedBySecond;
        this.to = to;
    }

    /** Does nothing if it is decided. */
    void useFirst() {
        if (advance(Step.PENDING, Step.FIRST)) {
            begin(Step.FIRST, first, new Side(isFollowedBySecond));
        }
    }

    /** Does nothing if it is decided. */
    void useSecond() {
        if (advance(Step.PENDING, Step.SECOND)) {
            begin(Step.SECOND, second, new Side(phase -> false));
        }
    }

    private boolean fallBack() {
        boolean falls = advance(Step.FIRST, Step.SECOND);
        if (falls) {
            owedRead.set(asked);
            begin(Step.SECOND, second, new Side(phase -> false));
        }
        return falls;
    }

    private synchronized boolean advance(Step from, Step next) {
        boolean isThere = step == from;
        if (isThere) {
            step = next;
            current = null;
        }
        return isThere;
    }

    private void begin(Step mine, Function<Receiver, Exchange> by, Receiver receiver) {
        Exchange begun;
        try {
            begun = by.apply(receiver);
        } catch (IllegalStateException closed) {
            return; // which cancels, and says nothing
        }
        synchronized (this) {
            current = step == mine ? begun : current; // it may have failed already, and been followed
        }
        if (cancelled) {
            begun.cancel();
        } else {
            giveOwedRead();
        }
    }

    private synchronized @Nullable Exchange current() {
        return current;
    }

    private void giveOwedRead() {
        Exchange there = current();
        if (there != null && owedRead.getAndSet(false)) {
            there.read();
        }
    }

    @Override
    public void read() {
        asked = true;
        Exchange there = current();
        if (there != null) {
            there.read();
        } else {
            owedRead.set(true);
            giveOwedRead(); // where it began meanwhile
        }
    }

    @Override
    public void cancel() {
        Exchange there;
        synchronized (this) {
            step = Step.CANCELLED;
            cancelled = true;
            there = current;
        }
        if (there != null) {
            there.cancel();
        }
    }

    /** Of the first, what it could not begin, the second does. After a cancel nothing is passed on. */
    private final class Side implements Receiver {
        private final Predicate<Phase> isFollowed;

        Side(Predicate<Phase> isFollowed) {
            this.isFollowed = isFollowed;
        }

        @Override
        public void head(ResponseHead head) {
            if (!cancelled) {
                to.head(head);
            }
        }

        @Override
        public void bytes(ByteBuffer lent) {
            if (!cancelled) {
                to.bytes(lent);
            }
        }

        @Override
        public void burstEnd() {
            if (!cancelled) {
                to.burstEnd();
            }
        }

        @Override
        public void end() {
            if (!cancelled) {
                to.end();
            }
        }

        @Override
        public void failed(Phase phase, Throwable cause) {
            boolean isTaken = isFollowed.test(phase) && fallBack();
            if (!isTaken && !cancelled) {
                to.failed(phase, cause);
            }
        }
    }
}
