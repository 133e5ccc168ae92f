package dev.rivulet.sse.bench;

import dev.rivulet.sse.bench.results.Markdown;
import dev.rivulet.sse.bench.results.Report;
import dev.rivulet.sse.bench.results.Run;
import dev.rivulet.sse.bench.results.Table;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** A report that is being made: each table is printed as Markdown when it is there. */
public final class RunningReport {
    /** The options of measured JVMs unless others are asked for: a heap of one size, whose pages are there from the start. */
    public static final List<String> JVM = List.of("-Xms512m", "-Xmx512m", "-XX:+AlwaysPreTouch");

    private final NoiseMeter noise = new NoiseMeter();
    private final String started = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
    private final List<Table> tables = new ArrayList<>();
    private final String kind;
    private final String title;
    private final List<String> jvmOptions;
    private final String plan;

    /** Begins, and prints what is measured on. */
    public RunningReport(String kind, String title, List<String> jvmOptions, String plan) {
        this.kind = kind;
        this.title = title;
        this.jvmOptions = List.copyOf(jvmOptions);
        this.plan = plan;
        System.out.println(Markdown.runs(soFar()));
    }

    /** Adds and prints a table. */
    public void add(Table table) {
        tables.add(table);
        System.out.println(Markdown.table(soFar(), table));
    }

    /** What there is by now. */
    public Report soFar() {
        var run = new Run(
                "", started, Machine.description(), Machine.jdk(), Machine.command(), jvmOptions, plan, noise.noise());
        return new Report(kind, title, List.of(run), tables);
    }

    /** For a table's notes. */
    public static String heap(List<String> jvmOptions) {
        return jvmOptions.contains("-XX:+AlwaysPreTouch") ? "heap pre-touched" : "heap not pre-touched";
    }
}
