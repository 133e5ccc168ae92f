package dev.rivulet.sse.tests.simulation;

import dev.rivulet.sse.http.Phase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One step of a schedule. A move that makes no sense where it stands does nothing, so that any part of a schedule is a
 * schedule.
 */
public sealed interface Move {
    // --- the server's and the network's

    /** The server publishes these blocks, and writes them to the stream that is open. */
    record Publish(List<Block> blocks) implements Move {}

    /** The server forgets its history and numbers from 1 again. */
    record Restart() implements Move {}

    /** The exchange that waits for an answer gets this one. */
    record Answer(Reply reply) implements Move {}

    /**
     * The next exchange is answered inside {@code open()}.
     *
     * @param reply null for none: with an end it then fails before the response
     * @param bytes how many bytes of the body are sent, in one burst
     */
    record AnswerInside(@Nullable Reply reply, int bytes, End end) implements Move {}

    /**
     * A burst of what the server has written.
     *
     * @param bytes how many at most
     * @param parts in how many parts; 0 for one part that leaves the burst open
     */
    record Send(int bytes, int parts) implements Move {}

    /** Ends the burst that is open, or an empty one. */
    record EndBurst() implements Move {}

    /** From here on each read brings a burst at once, this many in all. */
    record Flood(int bursts, int bytes) implements Move {}

    /** The exchange ends. */
    record Finish(End end) implements Move {}

    /** How an exchange ends. */
    record End(@Nullable Phase failure, boolean fatal) {
        static final End NONE = new End(null, true);
        static final End CLEAN = new End(null, false);

        boolean isNone() {
            return failure == null && fatal;
        }

        @Override
        public String toString() {
            return failure == null ? fatal ? "none" : "clean" : failure + (fatal ? " (fatal)" : "");
        }
    }

    // --- time's

    record Advance(Duration time) implements Move {}

    /** The executor runs tasks, this many at most. */
    record Work(int tasks) implements Move {}

    /** The executor loses the next tasks that it is given. */
    record Lose(int tasks) implements Move {}

    /** From here on the handler takes so long for each event, where it does not hold up the transport. */
    record Handling(Duration time) implements Move {}

    // --- the user's

    /** Asks for so many more events, where they are asked for. */
    record Request(int events) implements Move {}

    /** Acknowledges one of the events that are not, counted from the oldest. */
    record Acknowledge(int which) implements Move {}

    /** Does something now. */
    record Now(Act act) implements Move {}

    /** Does something inside the callback of an event, after so many others. */
    record InEvent(int after, Act act) implements Move {}

    /** Does something inside a callback of a state, after so many others. */
    record InState(int after, Act act) implements Move {}

    /** What a user may do. */
    enum Act {
        CLOSE,
        /** Asks for another connection. */
        RECONNECT,
        /** Acknowledges the oldest event that is not. */
        ACKNOWLEDGE,
        /** Throws, inside a callback. */
        THROW,
        REQUEST_ONE
    }

    /** Moves that do less, to be tried in its place. */
    default List<Move> simpler() {
        List<Move> made = new ArrayList<>();
        if (this instanceof Publish publish) {
            List<Block> blocks = publish.blocks();
            for (int i = 0; i < blocks.size() && blocks.size() > 1; i++) {
                List<Block> fewer = new ArrayList<>(blocks);
                fewer.remove(i);
                made.add(new Publish(fewer));
            }
            for (int i = 0; i < blocks.size(); i++) {
                List<Block> plainer = new ArrayList<>(blocks);
                plainer.set(i, blocks.get(i).simpler());
                made.add(new Publish(plainer));
            }
        } else if (this instanceof Send send) {
            made.add(new Send(9999, 1));
            made.add(new Send(send.bytes(), 1));
        } else if (this instanceof AnswerInside inside
                && inside.reply() != null
                && inside.end().isNone()) {
            made.add(new Answer(inside.reply()));
        } else if (this instanceof Answer answer && answer.reply() instanceof Reply.Stream) {
            made.add(new Answer(new Reply.Stream(false, false)));
        } else if (this instanceof Advance advance) {
            made.add(new Advance(Duration.ofSeconds(advance.time().toSeconds())));
            made.add(new Advance(Duration.ofMinutes(1)));
        } else if (this instanceof Flood) {
            made.add(new Send(9999, 1));
        } else if (this instanceof Work) {
            made.add(new Work(99));
        } else if (this instanceof Lose) {
            made.add(new Lose(1));
        } else if (this instanceof Handling) {
            made.add(new Handling(Duration.ofMillis(1)));
        } else if (this instanceof Request) {
            made.add(new Request(99));
        } else if (this instanceof Acknowledge) {
            made.add(new Acknowledge(0));
        } else if (this instanceof Finish) {
            made.add(new Finish(End.CLEAN));
            made.add(new Finish(new End(Phase.BODY, false)));
        } else if (this instanceof InEvent in) {
            made.add(new InEvent(0, in.act()));
        } else if (this instanceof InState in) {
            made.add(new InState(0, in.act()));
        }
        made.removeIf(this::equals);
        return made;
    }
}
