package dev.rivulet.sse.internal.commits;

import dev.rivulet.sse.EventView;
import org.jspecify.annotations.Nullable;

/**
 * Moves the committed id: to an event's id when the event has been handled, in the order of the stream. After an event that
 * is not yet handled, the ids that follow wait with it. Confined to the session.
 */
public final class Commits {
    private final CommittedId committed = new CommittedId();
    private final IdBytes waiting = new IdBytes();
    private final @Nullable Acknowledgements acknowledgements;
    private boolean waits; // for the event delivered last
    private boolean hasWaiting;
    private boolean moved;

    /** @param acknowledgements null where an event counts as handled when its handler has returned */
    public Commits(@Nullable Acknowledgements acknowledgements) {
        this.acknowledgements = acknowledgements;
    }

    /** Whether as many events as may await their acknowledgement do. */
    public boolean isFull() {
        return acknowledgements != null && !acknowledgements.hasRoom();
    }

    /** The event as its decoder sees it, which it may acknowledge where events are to be. */
    public EventView toBeHandled(EventView view, @Nullable IdBytes id) {
        return acknowledgements == null ? view : new AcknowledgedView(view, acknowledgements.await(id));
    }

    /** The event that was to be handled last is not: its decoder skipped it. */
    public void skipped(@Nullable IdBytes id) {
        if (acknowledgements != null) {
            acknowledgements.withdraw();
        }
        if (id != null) {
            passed(id);
        }
    }

    /** The committed id. From any thread. */
    public String lastEventId() {
        return committed.get();
    }

    public void startFrom(String lastEventId) {
        waiting.take(lastEventId);
        committed.set(waiting);
    }

    /** A block has passed that needs no handling: a checkpoint, a duplicate, an event that was skipped. */
    public void passed(IdBytes id) {
        if (acknowledgements != null && acknowledgements.passed(id)) {
            return;
        }
        if (waits) {
            waiting.take(id);
            hasWaiting = true;
        } else {
            set(id);
        }
    }

    /**
     * An event has been handed over.
     *
     * @param id its own; null if it has none
     * @param handled whether it, and all before it, has been handled
     */
    public void delivered(@Nullable IdBytes id, boolean handled) {
        if (acknowledgements != null) {
            delivered(handled);
        } else if (handled && id != null) {
            waits = false;
            hasWaiting = false;
            set(id); // later than all that waited
        } else {
            if (id != null) {
                waiting.take(id);
                hasWaiting = true;
            }
            delivered(handled);
        }
    }

    /** Events have been handed over whose ids are known. */
    public void delivered(boolean handled) {
        waits = acknowledgements == null;
        if (handled) {
            handled();
        }
    }

    /** What was handed over will not be handled: its handler threw. */
    public void abandon() {
        waits = false;
        hasWaiting = false;
    }

    public boolean waits() {
        return waits;
    }

    /** All that was handed over has been handled. */
    public void handled() {
        waits = false;
        if (hasWaiting) {
            hasWaiting = false;
            set(waiting);
        }
    }

    /** Commits what has been acknowledged. */
    public void acknowledged() {
        if (acknowledgements != null && acknowledgements.take(waiting)) {
            set(waiting);
        }
    }

    private void set(IdBytes id) {
        committed.set(id);
        moved = true;
    }

    /** Whether the committed id moved since this was asked last. */
    boolean takeMoved() {
        boolean was = moved;
        moved = false;
        return was;
    }
}
