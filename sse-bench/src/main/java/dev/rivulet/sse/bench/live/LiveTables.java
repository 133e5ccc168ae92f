package dev.rivulet.sse.bench.live;

import dev.rivulet.sse.bench.RunningReport;
import dev.rivulet.sse.bench.Spread;
import dev.rivulet.sse.bench.results.Better;
import dev.rivulet.sse.bench.results.Chart;
import dev.rivulet.sse.bench.results.Column;
import dev.rivulet.sse.bench.results.Row;
import dev.rivulet.sse.bench.results.Table;
import java.util.List;
import java.util.Locale;
import java.util.function.BiFunction;
import java.util.function.ToDoubleFunction;

/** What whole clients answered, as tables. */
final class LiveTables {
    private static final ToDoubleFunction<long[]> SPEED = turn -> turn[0] * 1e3 / turn[1];
    private static final ToDoubleFunction<long[]> CPU = turn -> (double) turn[2] / turn[0];
    private static final ToDoubleFunction<long[]> OPEN = turn -> turn[3] / 1e6;
    private static final ToDoubleFunction<long[]> P99 = turn -> turn[5];

    private static final List<Column> FLOOD = List.of(
            new Column("speed", "M events/s", 2, Better.HIGHER),
            new Column("cpu", "CPU, ns an event", 0, Better.LOWER),
            new Column("of-socket", "of the socket", 2, Better.NEITHER),
            new Column("of-codec", "of the codec", 2, Better.NEITHER),
            new Column("of-okhttp", "× okhttp-sse", 2, Better.NEITHER),
            new Column("cpu-of-okhttp", "CPU, of okhttp-sse", 2, Better.NEITHER));

    private static final List<Column> TICKS = List.of(
            new Column("cpu", "CPU, µs an event", 1, Better.LOWER),
            new Column("of-codec", "of the codec", 2, Better.NEITHER),
            new Column("open", "all open in, ms", 0, Better.LOWER),
            new Column("open-of-codec", "of the codec", 2, Better.NEITHER),
            new Column("median", "median age, µs", 0, Better.LOWER),
            new Column("p99", "p99, µs", 0, Better.LOWER),
            new Column("p99-of-socket", "p99 of the socket", 2, Better.NEITHER));

    private static final List<Column> IDLE = List.of(
            new Column("heap", "heap, B a stream", 0, Better.LOWER),
            new Column("other", "other memory, B a stream", 0, Better.LOWER),
            new Column("threads", "further threads", 0, Better.LOWER));

    private LiveTables() {}

    static Table flood(String flood, Turns<Subject> turns, LivePlan plan) {
        LiveWire wire = LiveWire.ofPath("/" + flood);
        String chunk = flood.substring(flood.indexOf('/') + 1);
        String title = wire
                + (wire.hasIds() ? " with ids, " : ", ")
                + (chunk.equals("1") ? "one event a chunk" : chunk + " B chunks");
        return new Table(
                "live-flood-" + flood.replace('/', '-'),
                "One stream, " + title,
                "client",
                notes(plan, wire, "of the socket, of the codec, ×: medians of the ratios in each round"),
                FLOOD,
                rows(
                        turns,
                        (subject, row) -> row.with(
                                        "speed", turns.spread(subject, SPEED).measurement())
                                .with("cpu", turns.spread(subject, CPU).measurement())
                                .with("of-socket", turns.ratio(subject, LiveEntry.SOCKET, SPEED))
                                .with("of-codec", turns.ratio(subject, LiveEntry.NETTY_CODEC, SPEED))
                                .with("of-okhttp", turns.ratio(subject, LiveEntry.OKHTTP_SSE, SPEED))
                                .with("cpu-of-okhttp", turns.ratio(subject, LiveEntry.OKHTTP_SSE, CPU))),
                List.of(
                        Chart.of("Processor time, ns an event (lower is better)", "cpu"),
                        Chart.of("Millions of events a second (higher is better)", "speed")));
    }

    static Table ticks(Turns<Subject> turns, LivePlan plan) {
        return new Table(
                "live-ticks",
                "A thousand streams of ten events a second",
                "client",
                notes(plan, LiveWire.TOKENS, "age: from sending to the handler"),
                TICKS,
                rows(turns, (subject, row) -> {
                    Spread cpu = turns.spread(subject, turn -> CPU.applyAsDouble(turn) / 1e3);
                    return row.with("cpu", cpu.measurement())
                            .with("of-codec", turns.ratio(subject, LiveEntry.NETTY_CODEC, CPU))
                            .with("open", turns.spread(subject, OPEN).median())
                            .with("open-of-codec", turns.ratio(subject, LiveEntry.NETTY_CODEC, OPEN))
                            .with(
                                    "median",
                                    turns.spread(subject, turn -> turn[4]).measurement())
                            .with("p99", turns.spread(subject, P99).measurement())
                            .with("p99-of-socket", turns.ratio(subject, LiveEntry.SOCKET, P99));
                }),
                List.of(
                        Chart.of("Processor time, µs an event (lower is better)", "cpu"),
                        Chart.logarithmic("Age at arrival, µs (lower is better)", "median", "p99")));
    }

    static Table idle(Turns<Subject> turns, LivePlan plan) {
        return new Table(
                "live-idle",
                String.format(Locale.ROOT, "%,d idle streams", plan.idleStreams()),
                "client",
                List.of(
                        "heap: used after collections, beyond that of one stream",
                        "other: by how much the process's memory grew outside of the heap, code and threads included; on Linux",
                        "one token each, then silence"),
                IDLE,
                rows(
                        turns,
                        (subject, row) -> row.with("heap", aStream(turns, subject, 0, plan))
                                .with("other", aStream(turns, subject, 2, plan))
                                .with(
                                        "threads",
                                        turns.spread(subject, turn -> turn[1]).median())),
                List.of(Chart.of("Heap, B a stream (lower is better)", "heap")));
    }

    private static double aStream(Turns<Subject> turns, Subject subject, int answer, LivePlan plan) {
        return turns.spread(subject, turn -> Math.max(0, turn[answer]) / (double) plan.idleStreams())
                .median();
    }

    private static List<Row> rows(Turns<Subject> turns, BiFunction<Subject, Row, Row> values) {
        return turns.keys().stream()
                .map(subject -> values.apply(subject, Row.of(subject.toString(), subject.role())))
                .toList();
    }

    private static List<String> notes(LivePlan plan, LiveWire wire, String more) {
        return List.of(
                wire.hasIds() ? "an id and a type line on each event" : "events without id and type lines",
                plan.warmUpMillis() + " ms of warm-up in each JVM",
                RunningReport.heap(plan.jvmOptions()),
                "CPU: of the whole JVM, compiler and collector included",
                "±: half the distance of the quartiles",
                more);
    }
}
