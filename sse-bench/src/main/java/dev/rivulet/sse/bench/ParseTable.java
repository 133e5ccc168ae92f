package dev.rivulet.sse.bench;

import dev.rivulet.sse.bench.results.Better;
import dev.rivulet.sse.bench.results.Chart;
import dev.rivulet.sse.bench.results.Column;
import dev.rivulet.sse.bench.results.Row;
import dev.rivulet.sse.bench.results.Table;
import java.util.List;

/** The results of a race as a table. */
final class ParseTable {
    /** The second and the third are the first in other units. */
    private static final List<Column> COLUMNS = List.of(
            new Column("megabytes", "MB/s", 0, Better.HIGHER),
            new Column("events", "M events/s", 2, Better.NEITHER),
            new Column("nanos", "ns/event", 1, Better.NEITHER),
            new Column("allocated", "B/event", 1, Better.LOWER),
            new Column("of-floor", "of the floor", 2, Better.NEITHER),
            new Column("of-peer", "× best peer", 2, Better.NEITHER));

    private ParseTable() {}

    static Table of(Race race, Plan plan) {
        Contestant bestPeer = race.bestPeer();
        String name = race.workload().name();
        return new Table(
                "parse-" + name,
                "Parsing, " + name,
                "contestant",
                List.of(
                        contents(name),
                        plan.warmUpMillis() + " ms of warm-up in each JVM",
                        RunningReport.heap(plan.jvmOptions()),
                        "MB/s: millions of wire bytes a second, the median of the rounds",
                        "±: half the distance of the quartiles",
                        "ratios: medians of the ratios in each round",
                        "best peer: " + bestPeer),
                COLUMNS,
                Contestant.all().stream()
                        .map(contestant -> row(race, contestant, bestPeer))
                        .toList(),
                List.of(
                        Chart.of("Millions of wire bytes a second (higher is better)", "megabytes"),
                        Chart.of("Bytes allocated an event (lower is better)", "allocated")));
    }

    /** Whether a workload has ids and types. */
    private static String contents(String workload) {
        return workload.endsWith(Workload.PLAIN)
                ? "events without id and type lines"
                : workload.equals(Recordings.NAME) ? "recorded streams" : "an id and a type line on each event";
    }

    private static Row row(Race race, Contestant contestant, Contestant bestPeer) {
        double nanos = race.nanosPerEvent(contestant);
        return Row.of(contestant.toString(), contestant.role())
                .with("megabytes", race.megabytes(contestant).measurement())
                .with("events", 1e3 / nanos)
                .with("nanos", nanos)
                .with("allocated", race.allocatedPerEvent(contestant))
                .with("of-floor", race.ratio(contestant, Contestant.FLOOR).median())
                .with("of-peer", race.ratio(contestant, bestPeer).median());
    }
}
