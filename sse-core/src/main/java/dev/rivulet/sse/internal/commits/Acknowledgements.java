package dev.rivulet.sse.internal.commits;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * The events that were handed over and are not yet committed, because they, or one before them, await their
 * acknowledgement. Confined to the session; only an event's own acknowledgement comes from elsewhere.
 */
public final class Acknowledgements {
    private final int most;
    private final Runnable acknowledged;
    private final Deque<Awaited> awaited = new ArrayDeque<>();

    /**
     * None yet.
     *
     * @param most how many events may await their acknowledgement
     * @param acknowledged run at each acknowledgement, on its thread
     */
    public Acknowledgements(int most, Runnable acknowledged) {
        this.most = most;
        this.acknowledged = acknowledged;
    }

    /** Whether another event may be handed over. */
    boolean hasRoom() {
        return awaited.size() < most;
    }

    /** An event is about to be handed over. What is returned acknowledges it: from any thread, once or often. */
    Runnable await(@Nullable IdBytes id) {
        Awaited event = new Awaited();
        if (id != null) {
            event.id(id);
        }
        awaited.add(event);
        return event;
    }

    /** The event announced last was not handed over after all. */
    void withdraw() {
        awaited.removeLast();
    }

    /** An id has passed. True if an event before it is not yet acknowledged; it is committed with that. */
    boolean passed(IdBytes id) {
        Awaited last = awaited.peekLast();
        if (last == null) {
            return false;
        }
        last.id(id);
        return true;
    }

    /** Drops the events in front that have been acknowledged. True if that moves the committed id, to {@code id}. */
    boolean take(IdBytes id) {
        boolean moved = false;
        for (Awaited first = awaited.peek(); first != null && first.done; first = awaited.peek()) {
            awaited.remove();
            if (first.id != null) {
                id.take(first.id);
                moved = true;
            }
        }
        return moved;
    }

    /** One event. */
    private final class Awaited implements Runnable {
        volatile boolean done;
        private @Nullable IdBytes id;

        void id(IdBytes latest) {
            if (id == null) {
                id = new IdBytes();
            }
            id.take(latest);
        }

        @Override
        public void run() {
            if (!done) {
                done = true;
                acknowledged.run();
            }
        }
    }
}
