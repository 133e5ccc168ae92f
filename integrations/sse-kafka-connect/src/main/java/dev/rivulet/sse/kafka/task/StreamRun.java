package dev.rivulet.sse.kafka.task;

import dev.rivulet.sse.Failure;
import dev.rivulet.sse.SessionObserver;
import dev.rivulet.sse.SessionState;
import dev.rivulet.sse.kafka.records.Event;
import dev.rivulet.sse.kafka.records.Position;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One session of a stream, from its start to its end for good. Its callbacks run in the session. */
final class StreamRun implements Flow.Subscriber<Event>, SessionObserver {
    private static final Logger LOG = LoggerFactory.getLogger(StreamRun.class);
    private static final int ATTEMPTS_UNTIL_WARNING = 5;

    private final OwnedStream stream;
    private final long number;
    private final EventCopier copier;
    private final EventQueue queue;
    private final Notices notices;
    private volatile StreamState state = StreamState.STARTING;
    private volatile Flow.@Nullable Subscription subscription;
    private int lostInARow; // in the session

    // Both by the queue, under its lock.
    private boolean refuses;
    private Position queued;

    StreamRun(OwnedStream stream, long number, Position start, EventCopier copier, EventQueue queue, Notices notices) {
        this.stream = stream;
        this.number = number;
        this.queued = start;
        this.copier = copier;
        this.queue = queue;
        this.notices = notices;
    }

    OwnedStream stream() {
        return stream;
    }

    /** From 1, in the order in which they were started. */
    long number() {
        return number;
    }

    EventCopier copier() {
        return copier;
    }

    /** Any thread. */
    StreamState state() {
        return state;
    }

    /** Whether events are still taken. By the queue. */
    boolean accepts() {
        return !refuses;
    }

    /** An event was taken. By the queue. */
    void queued(Position position) {
        queued = position;
    }

    /** No more events are taken. By the queue. */
    Position refuse() {
        refuses = true;
        return queued;
    }

    /** There is room for another event. Events that have arrived are taken on this thread. */
    void request() {
        Flow.Subscription from = subscription;
        if (from != null) {
            from.request(1);
        }
    }

    /** Ends the session. It need not have begun. */
    void cancel() {
        Flow.Subscription from = subscription;
        if (from != null) {
            from.cancel();
        }
    }

    @Override
    public void onSubscribe(Flow.Subscription from) {
        subscription = from;
        from.request(1);
    }

    @Override
    public void onNext(Event event) {
        if (queue.add(this, event)) {
            request();
        }
    }

    /** The state says it too, and why. */
    @Override
    public void onError(Throwable thrown) {}

    @Override
    public void onComplete() {}

    @Override
    public void state(SessionState now) {
        if (now instanceof SessionState.Connecting connecting) {
            state = connecting.attempt() == 1 ? StreamState.STARTING : StreamState.RECONNECTING;
        } else if (now instanceof SessionState.Open) {
            state = StreamState.OPEN;
            lostInARow = 0;
            copier.connected();
            notices.opened(this);
        } else if (now instanceof SessionState.BackingOff lost) {
            state = StreamState.RECONNECTING;
            lost(lost);
        } else if (now instanceof SessionState.Closed closed) {
            notices.closed(this, closed);
        }
    }

    @Override
    public void warning(Failure failure) {
        LOG.warn("Stream {}: {} {}", stream.name(), failure.message(), failure.advice());
        if (failure instanceof Failure.UnsendableLastEventId) {
            copier.notResumed(failure.message());
        }
    }

    private void lost(SessionState.BackingOff lost) {
        lostInARow++;
        if (lostInARow == ATTEMPTS_UNTIL_WARNING) {
            LOG.warn(
                    "Stream {} could not be opened {} times in a row, and is tried again for as long as it takes: {} {}",
                    stream.name(),
                    lostInARow,
                    lost.failure().message(),
                    lost.failure().advice());
        } else {
            LOG.debug("Stream {} was lost: {}", stream.name(), lost.failure().message());
        }
    }
}
