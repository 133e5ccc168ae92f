package dev.rivulet.sse.internal;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Moves the committed cursor: to an event's id when the event has been handled, in the order of the stream. Behind an
 * event that is not yet handled, the ids that follow wait with it. Confined to the session.
 */
final class Commits {
    private final Cursor committed = new Cursor();
    private final IdBytes waiting = new IdBytes();
    private final @Nullable Acknowledgements acknowledgements;
    private boolean waits; // for the event delivered last
    private boolean hasWaiting;
    private boolean moved;

    Commits(@Nullable Acknowledgements acknowledgements) {
        this.acknowledgements = acknowledgements;
    }

    /** The committed id. From any thread. */
    String lastEventId() {
        return committed.get();
    }

    void startFrom(String lastEventId) {
        byte[] id = lastEventId.getBytes(StandardCharsets.UTF_8);
        committed.set(id, id.length);
    }

    /** A block has passed that nobody need handle: a checkpoint, a duplicate, an event that was skipped. */
    void passed(IdBytes id) {
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
    void delivered(@Nullable IdBytes id, boolean handled) {
        if (id != null && acknowledgements == null) {
            waiting.take(id);
            hasWaiting = true;
        }
        delivered(handled);
    }

    /** Events have been handed over whose ids are known. */
    void delivered(boolean handled) {
        waits = acknowledgements == null;
        if (handled) {
            handled();
        }
    }

    /** What was handed over will not be handled: its handler threw. */
    void abandon() {
        waits = false;
        hasWaiting = false;
    }

    boolean waits() {
        return waits;
    }

    /** All that was handed over has been handled. */
    void handled() {
        waits = false;
        if (hasWaiting) {
            hasWaiting = false;
            set(waiting);
        }
    }

    /** Commits what has been acknowledged. */
    void acknowledged() {
        if (acknowledgements != null && acknowledgements.take(waiting)) {
            set(waiting);
        }
    }

    private void set(IdBytes id) {
        committed.set(id.bytes, id.length);
        moved = true;
    }

    /** Whether the committed cursor moved since this was asked last. */
    boolean takeMoved() {
        boolean was = moved;
        moved = false;
        return was;
    }
}
