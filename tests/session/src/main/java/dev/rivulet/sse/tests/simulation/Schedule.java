package dev.rivulet.sse.tests.simulation;

import java.util.List;

/**
 * All that happens to a session, in order. The same schedule gives the same run.
 *
 * @param seed what it was made from; a shrunk one keeps it
 */
public record Schedule(long seed, Setup setup, List<Move> moves) {
    public Schedule {
        moves = List.copyOf(moves);
    }

    /** The schedule that a seed makes. */
    public static Schedule of(long seed) {
        return new Composer(seed).compose();
    }

    Schedule withMoves(List<Move> changed) {
        return new Schedule(seed, setup, changed);
    }

    Schedule withSetup(Setup changed) {
        return new Schedule(seed, changed, moves);
    }

    /** The setup, and a line a move. */
    @Override
    public String toString() {
        var text = new StringBuilder("seed ").append(seed).append('\n').append(setup);
        for (int i = 0; i < moves.size(); i++) {
            text.append(String.format("%4d. %s%n", i + 1, moves.get(i)));
        }
        return text.toString();
    }
}
