package dev.rivulet.sse.bench;

import java.io.IOException;
import java.util.Locale;
import java.util.stream.DoubleStream;

/** What a byte costs that comes alone, in a stream of 1 MB and in one of 10 MB, as a Markdown table. */
final class DripTable {
    private static final int SHORT = 1_000_000;
    private static final int LONG = 10_000_000;

    private DripTable() {}

    static String measure(Plan plan) throws IOException {
        var table = new StringBuilder("""

                One byte a chunk:

                | stream | ns/byte in 1 MB | ns/byte in 10 MB | ratio |
                |---|--:|--:|--:|
                """);
        for (String shape : Drip.SHAPES) {
            table.append(row(shape, plan));
        }
        return table.toString();
    }

    private static String row(String shape, Plan plan) throws IOException {
        try (var few = lane(shape, SHORT, plan);
                var many = lane(shape, LONG, plan)) {
            few.run(plan.warmUpMillis());
            many.run(plan.warmUpMillis());
            var inShort = DoubleStream.builder();
            var inLong = DoubleStream.builder();
            for (int round = 0; round < plan.rounds(); round++) {
                inShort.add(few.run(plan.turnMillis()).nanosPerPass() / SHORT);
                inLong.add(many.run(plan.turnMillis()).nanosPerPass() / LONG);
            }
            double one = Spread.of(inShort.build()).median();
            double ten = Spread.of(inLong.build()).median();
            return String.format(Locale.ROOT, "| %s | %.2f | %.2f | %.2f |%n", shape, one, ten, ten / one);
        }
    }

    private static LaneProcess lane(String shape, int bytes, Plan plan) throws IOException {
        return new LaneProcess(plan, "drip", shape, Integer.toString(bytes));
    }
}
