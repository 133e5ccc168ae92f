package dev.rivulet.sse.bench.client;

import dev.rivulet.sse.bench.LaneProcess;
import dev.rivulet.sse.bench.ReportOptions;
import dev.rivulet.sse.bench.RunningReport;
import dev.rivulet.sse.bench.Slice;
import dev.rivulet.sse.bench.Spread;
import dev.rivulet.sse.bench.results.Better;
import dev.rivulet.sse.bench.results.Chart;
import dev.rivulet.sse.bench.results.Column;
import dev.rivulet.sse.bench.results.Report;
import dev.rivulet.sse.bench.results.Role;
import dev.rivulet.sse.bench.results.Row;
import dev.rivulet.sse.bench.results.Table;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What each idea gains: our client with it and without it, in turns. Prints Markdown. */
@Command(
        name = "IdeasReport",
        description = "Our client over a transport without a network, with each idea switched on and off, in turns.")
public final class IdeasReport implements Callable<Integer> {
    private static final List<Column> COLUMNS = List.of(
            new Column("speed-with", "M events/s with", 2, Better.HIGHER),
            new Column("speed-without", "without", 2, Better.NEITHER),
            new Column("speed-gain", "×", 2, Better.NEITHER),
            new Column("cpu-with", "CPU, ns/event with", 1, Better.LOWER),
            new Column("cpu-without", "without", 1, Better.NEITHER),
            new Column("cpu-gain", "of it", 2, Better.NEITHER),
            new Column("allocated-with", "B/event with", 1, Better.LOWER),
            new Column("allocated-without", "without", 1, Better.NEITHER),
            new Column("allocated-gain", "of it", 2, Better.NEITHER));

    @Mixin
    private ReportOptions report = new ReportOptions();

    @Option(
            names = "--idea",
            paramLabel = "IDEA",
            description = "${COMPLETION-CANDIDATES}; repeatable; default: those that are to gain something")
    private List<Idea> ideas = Idea.GAINS;

    @Option(names = "--workload", paramLabel = "NAME", description = "llm, ticks, lines, or NAME-plain; repeatable")
    private List<String> workloads = List.of("llm", "ticks", "lines");

    @Option(
            names = "--chunk",
            paramLabel = "BYTES",
            description = "of a buffer that the transport lends; 1 for a buffer an event; repeatable")
    private List<Integer> chunks = List.of(1, 8_192);

    private IdeasReport() {}

    /** Prints Markdown. */
    public static void main(String[] args) {
        ReportOptions.main(new IdeasReport(), args);
    }

    /** What this command line measures, without writing it. */
    public static Report measure(String... args) throws IOException {
        var command = new IdeasReport();
        new CommandLine(command).setCaseInsensitiveEnumValuesAllowed(true).parseArgs(args);
        return command.measure();
    }

    @Override
    public Integer call() throws IOException {
        report.write(measure());
        return 0;
    }

    private long warmUpMillis() {
        return report.quick() ? 1_000 : 5_000;
    }

    private int rounds() {
        return report.quick() ? 3 : 10;
    }

    private long turnMillis() {
        return report.quick() ? 200 : 500;
    }

    private Report measure() throws IOException {
        var running = new RunningReport(
                "ideas",
                "What each idea gains",
                report.jvm(),
                String.format(
                        "%d ms of warm-up, %d rounds, %d ms a turn, in turns", warmUpMillis(), rounds(), turnMillis()));
        for (String workload : workloads) {
            var rows = new ArrayList<Row>();
            for (Idea idea : ideas) {
                for (int chunk : chunks) {
                    System.err.println("running " + idea + ", " + workload + ", " + chunk);
                    rows.add(pair(idea, workload, chunk));
                }
            }
            running.add(table(workload, rows));
        }
        return running.soFar();
    }

    private LaneProcess lane(Idea idea, boolean on, String workload, int chunk) throws IOException {
        return new LaneProcess(
                Stream.concat(report.jvm().stream(), idea.jvmOptions(on).stream())
                        .toList(),
                IdeaLane.class,
                List.of(idea.name(), Boolean.toString(on), workload, Integer.toString(chunk)));
    }

    private Row pair(Idea idea, String workload, int chunk) throws IOException {
        try (var on = lane(idea, true, workload, chunk);
                var off = lane(idea, false, workload, chunk)) {
            on.warmUp(warmUpMillis());
            off.warmUp(warmUpMillis());
            var with = new ArrayList<Slice>();
            var without = new ArrayList<Slice>();
            for (int round = 0; round < rounds(); round++) {
                with.add(on.run(turnMillis()));
                without.add(off.run(turnMillis()));
            }
            String name = idea + (chunk == 1 ? ", an event a buffer" : ", " + chunk + " B a buffer");
            Row row = Row.of(name, Role.OURS);
            row = add(row, "speed", with, without, Slice::eventsPerSecond);
            row = add(row, "cpu", with, without, Slice::cpuPerEvent);
            return add(row, "allocated", with, without, Slice::allocatedPerEvent);
        }
    }

    private static Row add(
            Row row, String column, List<Slice> with, List<Slice> without, ToDoubleFunction<Slice> value) {
        Spread ratio = Spread.of(IntStream.range(0, with.size())
                .mapToDouble(round -> value.applyAsDouble(with.get(round)) / value.applyAsDouble(without.get(round))));
        return row.with(
                        column + "-with",
                        Spread.of(with.stream().mapToDouble(value)).measurement())
                .with(
                        column + "-without",
                        Spread.of(without.stream().mapToDouble(value)).measurement())
                .with(column + "-gain", ratio.median());
    }

    private Table table(String workload, List<Row> rows) {
        var notes = Stream.concat(
                Stream.of(
                        "our client over a transport without a network, in one JVM",
                        workload.endsWith("-plain")
                                ? "events without id and type lines"
                                : "an id and a type line on each event",
                        warmUpMillis() + " ms of warm-up in each JVM",
                        RunningReport.heap(report.jvm()),
                        "CPU: of the whole JVM, compiler and collector included",
                        "B/event: allocated by all threads",
                        "×, of it: with ÷ without, the medians of the ratios in each round",
                        "±: half the distance of the quartiles"),
                ideas.stream().map(Idea::description));
        return new Table(
                "ideas-" + workload,
                "What each idea gains, " + workload,
                "idea",
                notes.toList(),
                COLUMNS,
                rows,
                List.of(
                        Chart.of("Processor time, ns an event (lower is better)", "cpu-without", "cpu-with"),
                        Chart.of("Bytes allocated an event (lower is better)", "allocated-without", "allocated-with")));
    }
}
