package dev.rivulet.sse.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * All contestants on one workload, side by side: each in a lane of its own, warmed up, then in short turns, round after
 * round, so that whatever disturbs the machine disturbs all of them. The numbers are compared round by round.
 */
final class Race {
    private final Map<Contestant, List<Slice>> slices = new EnumMap<>(Contestant.class);
    private final Workload workload;

    private Race(Workload workload) {
        this.workload = workload;
        Contestant.all().forEach(contestant -> slices.put(contestant, new ArrayList<>()));
    }

    static Race run(Workload workload, Plan plan) throws IOException {
        var race = new Race(workload);
        for (int fork = 0; fork < plan.forks(); fork++) {
            race.fork(plan);
        }
        return race;
    }

    private void fork(Plan plan) throws IOException {
        var lanes = new ArrayList<LaneProcess>();
        try {
            for (Contestant contestant : Contestant.all()) {
                var lane = new LaneProcess(
                        plan, "parse", workload.name(), contestant.toString(), Long.toString(plan.seed()));
                lanes.add(lane);
                lane.warmUp(plan.warmUpMillis());
            }
            for (int round = 0; round < plan.rounds(); round++) {
                // Another one begins each round, so that none always follows the same neighbour.
                for (int turn = 0; turn < lanes.size(); turn++) {
                    int next = (round + turn) % lanes.size();
                    slices.get(Contestant.all().get(next)).add(lanes.get(next).run(plan.turnMillis()));
                }
            }
        } finally {
            for (LaneProcess lane : lanes) {
                lane.close();
            }
        }
    }

    Workload workload() {
        return workload;
    }

    /** Millions of wire bytes a second, round by round. */
    Spread megabytes(Contestant contestant) {
        double thousands = workload.wire().length * 1e3;
        return Spread.of(slices.get(contestant).stream().mapToDouble(slice -> thousands / slice.nanosPerPass()));
    }

    double nanosPerEvent(Contestant contestant) {
        return workload.wire().length * 1e3 / megabytes(contestant).median() / workload.events();
    }

    double allocatedPerEvent(Contestant contestant) {
        return Spread.of(slices.get(contestant).stream().mapToDouble(Slice::allocatedPerEvent))
                .median();
    }

    /** How many times as fast as the other, round by round. */
    Spread ratio(Contestant contestant, Contestant other) {
        List<Slice> mine = slices.get(contestant);
        List<Slice> theirs = slices.get(other);
        return Spread.of(IntStream.range(0, mine.size())
                .mapToDouble(round ->
                        theirs.get(round).nanosPerPass() / mine.get(round).nanosPerPass()));
    }

    Contestant bestPeer() {
        return Contestant.all().stream()
                .filter(Contestant::isPeer)
                .max(Comparator.comparingDouble(peer -> megabytes(peer).median()))
                .orElseThrow();
    }
}
