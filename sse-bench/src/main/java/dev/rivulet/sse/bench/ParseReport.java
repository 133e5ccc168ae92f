package dev.rivulet.sse.bench;

import dev.rivulet.sse.bench.results.Report;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Runs all parsers on all workloads, paired, and prints what came of it as Markdown. */
@Command(name = "ParseReport", description = "Our parser, its limit and other parsers on the same bytes, side by side.")
public final class ParseReport implements Callable<Integer> {
    @Mixin
    private Plan.Options options = new Plan.Options();

    private ParseReport() {}

    /** Prints Markdown. */
    public static void main(String[] args) {
        ReportOptions.main(new ParseReport(), args);
    }

    /** What this command line measures, without writing it. */
    public static Report measure(String... args) throws IOException {
        var command = new ParseReport();
        new CommandLine(command).parseArgs(args);
        return command.measure();
    }

    @Override
    public Integer call() throws IOException {
        options.report().write(measure());
        return 0;
    }

    private Report measure() throws IOException {
        Plan plan = options.plan();
        var report = new RunningReport("parse", "Parsing", plan.jvmOptions(), plan.toString());
        for (String name : plan.workloads()) {
            System.err.println("running " + name);
            report.add(ParseTable.of(Race.run(Workload.of(name, plan.seed()), plan), plan));
        }
        if (options.drip()) {
            System.err.println("running the dripping stream");
            report.add(DripTable.measure(plan));
        }
        return report.soFar();
    }
}
