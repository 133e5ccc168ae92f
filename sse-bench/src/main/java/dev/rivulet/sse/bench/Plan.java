package dev.rivulet.sse.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * How a report of parsers is made.
 *
 * @param forks how often each contestant starts a new JVM, for each workload
 * @param warmUpMillis how long each JVM runs before anything counts
 * @param rounds how many turns each JVM has
 * @param turnMillis how long a turn is
 * @param workloads which workloads
 * @param jvmOptions what the JVMs are started with
 * @param clock how time is taken
 * @param seed what the workloads are made from
 */
record Plan(
        int forks,
        long warmUpMillis,
        int rounds,
        long turnMillis,
        List<String> workloads,
        List<String> jvmOptions,
        Clock clock,
        long seed) {
    /** The plan that a command line asks for. */
    static Plan of(String... args) {
        var options = new Options();
        new CommandLine(options).parseArgs(args);
        return options.plan();
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%d forks, %d ms of warm-up, %d rounds, %d ms a turn, %s time, seed %d",
                forks,
                warmUpMillis,
                rounds,
                turnMillis,
                clock.name().toLowerCase(Locale.ROOT),
                seed);
    }

    /** The options of the command line. */
    static final class Options {
        @Mixin
        private ReportOptions report = new ReportOptions();

        @Option(names = "--cpu", description = "processor time of the reading thread, for a machine that is not quiet")
        private boolean cpu;

        @Option(
                names = "--workload",
                paramLabel = "NAME",
                description = "llm, ticks, large, lines, cjk, each also as NAME-plain; recordings, with"
                        + " -Drivulet.recordings=FOLDER; repeatable")
        private List<String> workloads = List.of();

        @Option(names = "--seed", paramLabel = "NUMBER", description = "makes other workloads of the same shape")
        private long seed = Workload.SEED;

        @Option(
                names = "--no-drip",
                negatable = true,
                description = "whether streams are measured too that come one byte a chunk")
        private boolean drip = true;

        boolean drip() {
            return drip;
        }

        ReportOptions report() {
            return report;
        }

        Plan plan() {
            Clock clock = cpu ? Clock.CPU : Clock.WALL;
            return report.quick()
                    ? new Plan(1, 1_000, 5, 80, chosen(), report.jvm(), clock, seed)
                    : new Plan(2, 2_000, 8, 150, chosen(), report.jvm(), clock, seed);
        }

        private List<String> chosen() {
            if (!workloads.isEmpty()) {
                return List.copyOf(workloads);
            }
            var all = new ArrayList<>(Workload.GENERATED);
            if (Recordings.present()) {
                all.add(Recordings.NAME);
            }
            return List.copyOf(all);
        }
    }
}
