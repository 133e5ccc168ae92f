package dev.rivulet.sse.tests.simulation;

import dev.rivulet.sse.SessionState;
import dev.rivulet.sse.SseEvent;
import org.jspecify.annotations.Nullable;

/** Sees every callback of the session, whichever face it has, and does inside it what the schedule says. */
final class Watch {
    /** What a schedule does inside a callback, once, after so many others. */
    private static final class Plan {
        int left = -1;
        Move.Act act = Move.Act.CLOSE;

        Move.@Nullable Act due() {
            return left < 0 || left-- > 0 ? null : act;
        }

        void set(int after, Move.Act what) {
            left = after;
            act = what;
        }
    }

    /** Thrown on purpose. */
    static final class Thrown extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Thrown() {
            super("thrown by the schedule", null, false, false);
        }
    }

    private final World world;
    private final Plan inEvent = new Plan();
    private final Plan inState = new Plan();
    private boolean inside;
    private boolean closeAsked;
    private boolean threw;
    private boolean ended;
    private SessionState.@Nullable Closed closed;

    Watch(World world) {
        this.world = world;
    }

    void planInEvent(int after, Move.Act act) {
        inEvent.set(after, act);
    }

    void planInState(int after, Move.Act act) {
        inState.set(after, act);
    }

    /** Whether the user has closed the session. */
    boolean isCloseAsked() {
        return closeAsked;
    }

    void closeAsked() {
        closeAsked = true;
    }

    /** Whether the handler has thrown. */
    boolean hasThrown() {
        return threw;
    }

    /** Whether the last callback has come. */
    boolean isEnded() {
        return ended;
    }

    SessionState.@Nullable Closed closed() {
        return closed;
    }

    void event(SseEvent event) {
        enter("event " + event);
        world.parsed();
        world.judge.require(!closeAsked, Invariant.CLOSE_IS_FINAL, "delivered after close(): " + event);
        world.judge.require(!threw, Invariant.CLOSE_IS_FINAL, "delivered after the handler threw: " + event);
        world.oracle.delivered(event);
        world.checkCursor();
        try {
            act(inEvent.due(), true);
            world.handled();
            world.oracle.handled(!closeAsked);
        } finally {
            inside = false;
        }
    }

    void state(SessionState state) {
        boolean isEnd = state instanceof SessionState.Closed;
        enter("state " + state);
        world.judge.require(isEnd || !closeAsked, Invariant.CLOSE_IS_FINAL, "after close(): " + state);
        world.judge.require(isEnd || !threw, Invariant.CLOSE_IS_FINAL, "after the handler threw: " + state);
        world.checkCursor();
        if (state instanceof SessionState.BackingOff backingOff) {
            world.oracle.settled(world.committed(), "when the stream was lost");
            world.reconnection.backingOff(backingOff);
        } else if (state instanceof SessionState.Closed end) {
            closed = end;
            ended = true;
            world.reconnection.closed(end);
        }
        try {
            Move.Act act = inState.due();
            if (!isEnd) {
                act(act, false);
            }
        } finally {
            inside = false;
        }
    }

    private void enter(String what) {
        world.judge.require(!inside, Invariant.ONE_CALLBACK, "inside another callback: " + what);
        world.judge.require(!ended, Invariant.CLOSE_IS_FINAL, "after the end: " + what);
        inside = true;
    }

    private void act(Move.@Nullable Act act, boolean delivering) {
        if (act == Move.Act.THROW) {
            threw = true;
            if (delivering) {
                world.oracle.trail.notHandled();
            }
            throw new Thrown();
        }
        if (act != null) {
            world.act(act);
        }
    }
}
