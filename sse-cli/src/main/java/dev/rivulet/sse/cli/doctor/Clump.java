package dev.rivulet.sse.cli.doctor;

import java.util.ArrayList;
import java.util.List;

/**
 * What came without a pause.
 *
 * @param silence the time before it in which nothing came, since the clump before it or since the request
 */
record Clump(long silence, List<Arrival> arrivals) {
    private static final long PAUSE = 20_000_000L;

    static List<Clump> of(List<Arrival> arrivals) {
        List<Clump> clumps = new ArrayList<>();
        List<Arrival> current = new ArrayList<>();
        long before = 0;
        for (Arrival arrival : arrivals) {
            if (!current.isEmpty() && arrival.at() - last(current).at() > PAUSE) {
                clumps.add(new Clump(current.get(0).at() - before, List.copyOf(current)));
                before = last(current).at();
                current.clear();
            }
            current.add(arrival);
        }
        if (!current.isEmpty()) {
            clumps.add(new Clump(current.get(0).at() - before, List.copyOf(current)));
        }
        return clumps;
    }

    private static Arrival last(List<Arrival> arrivals) {
        return arrivals.get(arrivals.size() - 1);
    }

    int size() {
        return arrivals.size();
    }

    /** From its first arrival to its last. */
    long width() {
        return last(arrivals).at() - arrivals.get(0).at();
    }

    long comments() {
        return arrivals.stream().filter(arrival -> !arrival.isEvent()).count();
    }
}
