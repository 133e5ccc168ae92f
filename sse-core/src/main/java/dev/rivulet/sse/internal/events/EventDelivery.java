package dev.rivulet.sse.internal.events;

import dev.rivulet.sse.EventDecoder;
import dev.rivulet.sse.EventView;
import dev.rivulet.sse.Failure;
import dev.rivulet.sse.Failure.HandlerFailed.Handler;
import dev.rivulet.sse.SseRequest;
import dev.rivulet.sse.internal.HandlerException;
import dev.rivulet.sse.internal.commits.Commits;
import dev.rivulet.sse.internal.commits.IdBytes;
import dev.rivulet.sse.internal.consumers.Outlet;
import dev.rivulet.sse.internal.log.CoreLog;
import dev.rivulet.sse.internal.log.Level;
import dev.rivulet.sse.internal.metrics.Counters;
import dev.rivulet.sse.internal.metrics.SessionCounts.Metric;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Decodes events, hands them to the outlet, and commits their ids when they have been handled. Confined to the session. */
public final class EventDelivery<T> {
    private static final CoreLog LOG = CoreLog.INSTANCE;

    private final EventDecoder<T> decoder;
    private final Outlet<T> outlet;
    private final EventTypes types;
    private final Commits commits;
    private final Counters counters;
    private final BooleanSupplier stopped;
    private boolean restIsOut; // the last batch was handed over at the end, and may still be handled

    /** @param stopped whether the session is closing, so that nothing more is delivered */
    public EventDelivery(
            SseRequest request,
            EventDecoder<T> decoder,
            Outlet<T> outlet,
            Commits commits,
            Counters counters,
            BooleanSupplier stopped) {
        this.decoder = decoder;
        this.outlet = outlet;
        this.types = new EventTypes(request.eventTypes());
        this.commits = commits;
        this.counters = counters;
        this.stopped = stopped;
    }

    /** The id that an earlier session left counts as committed. */
    void startFrom(String lastEventId) {
        commits.startFrom(lastEventId);
    }

    /** Whether the outlet can take an event, on this thread. */
    boolean isOutletReady() {
        return outlet.isReady();
    }

    /** Whether an event can be delivered, on this thread. */
    public boolean hasRoom() {
        return outlet.isReady() && !commits.isFull();
    }

    boolean wantsComments() {
        return outlet.wantsComments();
    }

    void comment(String text) {
        if (stopped.getAsBoolean()) {
            return;
        }
        try {
            outlet.comment(text);
        } catch (Throwable thrown) {
            throw new HandlerException(Handler.SUBSCRIBER, thrown);
        }
    }

    /**
     * Delivers an event, unless its type is not wanted, or the session closes meanwhile.
     *
     * @param id its own; null if it has none
     * @return why it could not be delivered; null if all is well
     */
    @Nullable
    Failure deliver(EventView view, @Nullable IdBytes id) {
        if (!types.contain(view)) {
            passed(id);
            return null;
        }
        T value;
        try {
            value = decoder.decode(commits.toBeHandled(view, id));
        } catch (OutOfMemoryError e) { // most likely of the copy of the event's data that a decoder asked for
            return new Failure.OutOfMemory(e);
        } catch (Throwable thrown) {
            throw new HandlerException(Handler.DECODER, thrown);
        }
        if (value == null) {
            commits.skipped(id);
        } else if (!stopped.getAsBoolean()) {
            counters.add(Metric.DELIVERED, 1);
            handOver(value, id);
        }
        return null;
    }

    private void handOver(T value, @Nullable IdBytes id) {
        boolean handled;
        try {
            handled = outlet.deliver(value);
        } catch (Throwable thrown) { // languages without checked exceptions throw any
            commits.abandon();
            throw new HandlerException(Handler.SUBSCRIBER, thrown);
        }
        commits.delivered(id, handled);
    }

    /** An event is not handed over: its id counts as handled. */
    void passed(@Nullable IdBytes id) {
        if (id != null) {
            commits.passed(id);
        }
    }

    /** Commits what was handed over, if the outlet has handled it. */
    public void commitHandled() {
        if (commits.waits() && outlet.hasHandled()) {
            commits.handled();
        }
    }

    /** Hands over what is collected and due, if the outlet is ready. Returns whether it did. */
    public boolean handOverDue() {
        if (commits.isFull()) {
            outlet.flush(); // nothing more comes before some of it is acknowledged
        }
        if (!outlet.isDue() || !outlet.isReady()) {
            return false;
        }
        handOverBatch();
        return true;
    }

    /** Hands over what is collected before anything else happens, if the outlet is ready. */
    public void flush() {
        outlet.flush();
        if (outlet.isDue() && outlet.isReady()) {
            handOverBatch();
        }
    }

    private void handOverBatch() {
        try {
            commits.delivered(outlet.deliverDue());
        } catch (Throwable thrown) { // languages without checked exceptions throw any
            commits.abandon();
            throw new HandlerException(Handler.SUBSCRIBER, thrown);
        }
    }

    /**
     * Hands over the last batch at the session's end. What its handler throws ends the session, unless that has failed
     * already.
     *
     * @param noThread why there is no thread that the handler expects; null if there is one
     * @return a failure that was not known before
     */
    public @Nullable Failure deliverRest(@Nullable Failure before, @Nullable Failure noThread) {
        outlet.flush();
        if (!outlet.isDue()) {
            return null;
        }
        if (noThread != null) {
            return before == null ? noThread : null;
        }
        try {
            handOverBatch();
            restIsOut = true;
            return null;
        } catch (HandlerException e) {
            if (before != null) {
                LOG.log(Level.WARNING, "the handler threw at the session's end", e.thrown());
                return null;
            }
            return e.failure();
        }
    }

    /** Whether something is collected and due. */
    public boolean isDue() {
        return outlet.isDue();
    }

    /**
     * The session has ended.
     *
     * @param mayCommit whether what was handed over last may still count as handled
     */
    public void afterEnd(boolean mayCommit) {
        if (mayCommit || restIsOut) {
            commitHandled();
        }
    }

    /** After the end: reports to the outlet that nothing waits to be committed any more, once that is so. */
    public void settle(boolean mayCommit) {
        if (!(commits.waits() && (mayCommit || restIsOut))) {
            outlet.settled();
        }
    }
}
