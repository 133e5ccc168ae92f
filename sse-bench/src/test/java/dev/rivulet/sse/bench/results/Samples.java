package dev.rivulet.sse.bench.results;

import java.util.List;

/** Results as a report makes them. */
final class Samples {
    private static final List<Column> COLUMNS = List.of(
            new Column("speed", "M events/s", 2, Better.HIGHER),
            new Column("cpu", "CPU, ns an event", 0, Better.LOWER),
            new Column("of-limit", "of the limit", 2, Better.NEITHER));

    private Samples() {}

    static Results quiet() {
        return results(4, new Noise(0.1, 2, 0.0, 0.4));
    }

    static Results results(double speedOfOurs, Noise noise) {
        var run = new Run(
                "",
                "2026-01-01T00:00:00Z",
                "A machine, 2 cores",
                "A <JVM>",
                "java -cp a.jar Main",
                List.of("-Xms512m"),
                "2 rounds",
                noise);
        return Results.of(new Report("live", "Whole clients", List.of(run), List.of(table(speedOfOurs))));
    }

    static Table table(double speedOfOurs) {
        return new Table(
                "live-flood",
                "One stream",
                "client",
                List.of("an id and a type line on each event", "heap pre-touched"),
                COLUMNS,
                List.of(
                        Row.of("socket", Role.LIMIT).with("speed", 8.0).with("cpu", 20),
                        Row.of("ours | inline", Role.OURS)
                                .with("speed", new Measurement(speedOfOurs, 2.5))
                                .with("cpu", 1234)
                                .with("of-limit", speedOfOurs / 8),
                        Row.of("</script>", Role.PEER).with("speed", 1.5)),
                List.of(Chart.of("Events a second", "speed"), Chart.logarithmic("Time", "cpu")));
    }
}
