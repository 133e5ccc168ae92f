package dev.rivulet.sse.bench;

import dev.rivulet.sse.bench.results.Better;
import dev.rivulet.sse.bench.results.Chart;
import dev.rivulet.sse.bench.results.Column;
import dev.rivulet.sse.bench.results.Role;
import dev.rivulet.sse.bench.results.Row;
import dev.rivulet.sse.bench.results.Table;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;

/** What a byte costs that comes alone, in a stream of 1 MB and in one of 10 MB. */
final class DripTable {
    private static final int SHORT = 1_000_000;
    private static final int LONG = 10_000_000;
    private static final List<Column> COLUMNS = List.of(
            new Column("short", "ns/byte in 1 MB", 2, Better.LOWER),
            new Column("long", "ns/byte in 10 MB", 2, Better.LOWER),
            new Column("ratio", "ratio", 2, Better.NEITHER));

    private DripTable() {}

    static Table measure(Plan plan) throws IOException {
        var rows = new ArrayList<Row>();
        for (String shape : Drip.SHAPES) {
            rows.add(row(shape, plan));
        }
        return new Table(
                "parse-drip",
                "Parsing, one byte a chunk",
                "stream",
                List.of("what a byte costs in a stream of 1 MB and in one of 10 MB; a ratio of 1 is linear"),
                COLUMNS,
                rows,
                List.of(Chart.of("Nanoseconds a byte (lower is better)", "short", "long")));
    }

    private static Row row(String shape, Plan plan) throws IOException {
        try (var few = lane(shape, SHORT, plan);
                var many = lane(shape, LONG, plan)) {
            few.warmUp(plan.warmUpMillis());
            many.warmUp(plan.warmUpMillis());
            var inShort = DoubleStream.builder();
            var inLong = DoubleStream.builder();
            for (int round = 0; round < plan.rounds(); round++) {
                inShort.add(few.run(plan.turnMillis()).nanosPerPass() / SHORT);
                inLong.add(many.run(plan.turnMillis()).nanosPerPass() / LONG);
            }
            Spread one = Spread.of(inShort.build());
            Spread ten = Spread.of(inLong.build());
            return Row.of(shape, Role.OURS)
                    .with("short", one.measurement())
                    .with("long", ten.measurement())
                    .with("ratio", ten.median() / one.median());
        }
    }

    private static LaneProcess lane(String shape, int bytes, Plan plan) throws IOException {
        return new LaneProcess(plan, "drip", shape, Integer.toString(bytes));
    }
}
