package dev.rivulet.sse.tests.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Makes a schedule that violates an invariant smaller, while it violates the same. */
final class Shrinker {
    private static final int MOST_RUNS = 20_000;

    private final Function<Schedule, @Nullable Violation> run;
    private final Invariant invariant;
    private Schedule smallest;
    private int runs;

    Shrinker(Schedule failing, Invariant invariant, Function<Schedule, @Nullable Violation> run) {
        this.smallest = failing;
        this.invariant = invariant;
        this.run = run;
    }

    Schedule shrink() {
        boolean smaller = true;
        while (smaller && runs < MOST_RUNS) {
            smaller = dropMoves();
            smaller |= simplifyMoves();
            smaller |= simplifySetup();
        }
        return smallest;
    }

    private boolean dropMoves() {
        boolean any = false;
        for (int size = Math.max(1, smallest.moves().size() / 2); size > 0; size /= 2) {
            for (int from = smallest.moves().size() - size; from >= 0; from -= size) {
                List<Move> fewer = new ArrayList<>(smallest.moves());
                fewer.subList(from, from + size).clear();
                any |= holds(smallest.withMoves(fewer));
                from = Math.min(from, smallest.moves().size());
            }
        }
        return any;
    }

    private boolean simplifyMoves() {
        boolean any = false;
        for (int i = 0; i < smallest.moves().size(); i++) {
            for (Move simpler : smallest.moves().get(i).simpler()) {
                List<Move> moves = new ArrayList<>(smallest.moves());
                moves.set(i, simpler);
                if (weight(simpler) <= weight(smallest.moves().get(i)) && holds(smallest.withMoves(moves))) {
                    any = true;
                    break;
                }
            }
        }
        return any;
    }

    private static int weight(Move move) {
        return move.toString().length();
    }

    private boolean simplifySetup() {
        boolean any = false;
        for (Setup simpler : smallest.setup().simpler()) {
            any |= holds(smallest.withSetup(simpler));
        }
        return any;
    }

    private boolean holds(Schedule candidate) {
        if (++runs > MOST_RUNS || candidate.equals(smallest)) {
            return false;
        }
        Violation found = run.apply(candidate);
        boolean same = found != null && found.invariant() == invariant;
        if (same) {
            smallest = candidate;
        }
        return same;
    }
}
