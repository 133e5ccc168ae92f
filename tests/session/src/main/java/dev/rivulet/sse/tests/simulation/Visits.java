package dev.rivulet.sse.tests.simulation;

import dev.rivulet.sse.http.Phase;
import dev.rivulet.sse.tests.simulation.Move.End;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Makes the moves of many short connections that all open, and whose events all arrive: what it takes to get far into the
 * rules for duplicates.
 */
final class Visits {
    /** By habit a server has ids of one sort; each list is one habit. */
    private static final List<List<Block.Kind>> HABITS = List.of(
            List.of(Block.Kind.EVENT),
            List.of(Block.Kind.EVENT, Block.Kind.AGAIN),
            List.of(Block.Kind.STATE),
            List.of(Block.Kind.STATE, Block.Kind.REFRESH),
            List.of(Block.Kind.EVENT, Block.Kind.STATE),
            List.of(Block.Kind.EVENT, Block.Kind.ONE_ID),
            List.of(Block.Kind.GREETING, Block.Kind.EVENT),
            List.of(Block.Kind.values()));

    private final SplittableRandom random;
    private final Setup setup;
    private final List<Block.Kind> habit;
    private final List<Move> moves = new ArrayList<>();

    Visits(SplittableRandom random, Setup setup) {
        this.random = random;
        this.setup = setup;
        this.habit = HABITS.get(random.nextInt(HABITS.size()));
    }

    List<Move> compose() {
        int visits = 2 + random.nextInt(4);
        for (int i = 0; i < visits; i++) {
            visit();
        }
        return moves;
    }

    private void visit() {
        settle();
        moves.add(new Move.Answer(new Reply.Stream(false, false)));
        int bursts = 1 + random.nextInt(2);
        for (int i = 0; i < bursts; i++) {
            publish();
            moves.add(new Move.Send(9999, 1));
            settle();
        }
        moves.add(new Move.Finish(random.nextBoolean() ? End.CLEAN : new End(Phase.BODY, false)));
        settle();
        moves.add(new Move.Advance(Duration.ofMinutes(1)));
    }

    private void publish() {
        List<Block> blocks = new ArrayList<>();
        int count = random.nextInt(4);
        for (int i = 0; i < count; i++) {
            Block.Kind kind = habit.get(random.nextInt(habit.size()));
            blocks.add(new Block(kind, Block.LineEnd.LF, random.nextInt(20)));
        }
        moves.add(new Move.Publish(blocks));
    }

    /** All that can be done is done. */
    private void settle() {
        if (!setup.inline()) {
            moves.add(new Move.Work(9));
        }
        if (setup.face() == Setup.Face.FLOW) {
            moves.add(new Move.Request(9));
        }
        for (int i = 0; i < setup.unacknowledged(); i++) {
            moves.add(new Move.Acknowledge(0));
        }
    }
}
