package dev.rivulet.sse.bench;

import java.util.Locale;

/** The results of races as rows of a Markdown table. */
final class ParseTable {
    static final String HEAD = """
            MB/s: millions of wire bytes a second, the median of the rounds, ± half the distance of the quartiles. \
            The ratios are medians of the ratios in each round.

            | workload | contestant | MB/s | ± | M events/s | ns/event | B/event | of the floor | × best peer |
            |---|---|--:|--:|--:|--:|--:|--:|--:|""";

    private ParseTable() {}

    static String rows(Race race) {
        Contestant bestPeer = race.bestPeer();
        var rows = new StringBuilder();
        for (Contestant contestant : Contestant.all()) {
            Spread megabytes = race.megabytes(contestant);
            double nanos = race.nanosPerEvent(contestant);
            rows.append(String.format(
                    Locale.ROOT,
                    "| %s | %s%s | %,.0f | %.1f %% | %.2f | %,.1f | %,.1f | %.2f | %.2f |%n",
                    race.workload().name(),
                    contestant,
                    contestant == bestPeer ? " (best peer)" : "",
                    megabytes.median(),
                    megabytes.percent(),
                    1e3 / nanos,
                    nanos,
                    race.allocatedPerEvent(contestant),
                    race.ratio(contestant, Contestant.FLOOR).median(),
                    race.ratio(contestant, bestPeer).median()));
        }
        return rows.toString();
    }
}
