package dev.rivulet.sse.bench;

import java.util.ArrayList;
import java.util.List;

/**
 * How a report is made.
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
    static final String USAGE = """
            usage: ParseReport [--quick] [--cpu] [--workload NAME]... [--jvm OPTION]... [--seed NUMBER]
              --quick          about a minute instead of five
              --cpu            processor time of the reading thread, for a machine that is not quiet
              --workload NAME  llm, ticks, large, lines, cjk, each also as NAME-plain, recordings (with -Drivulet.recordings=FOLDER)
              --jvm OPTION     an option for the measured JVMs, instead of -Xms512m -Xmx512m
              --seed NUMBER    makes other workloads of the same shape""";

    static Plan of(String... args) {
        boolean quick = false;
        Clock clock = Clock.WALL;
        long seed = Workload.SEED;
        var workloads = new ArrayList<String>();
        var jvmOptions = new ArrayList<String>();
        var rest = List.of(args).iterator();
        while (rest.hasNext()) {
            String arg = rest.next();
            if (arg.equals("--quick")) {
                quick = true;
            } else if (arg.equals("--cpu")) {
                clock = Clock.CPU;
            } else if (!rest.hasNext()) {
                throw new IllegalArgumentException(arg);
            } else {
                String value = rest.next();
                switch (arg) {
                    case "--workload" -> workloads.add(value);
                    case "--jvm" -> jvmOptions.add(value);
                    case "--seed" -> seed = Long.parseLong(value);
                    default -> throw new IllegalArgumentException(arg);
                }
            }
        }
        if (workloads.isEmpty()) {
            workloads.addAll(Workload.GENERATED);
            if (Recordings.present()) {
                workloads.add(Recordings.NAME);
            }
        }
        if (jvmOptions.isEmpty()) {
            jvmOptions.addAll(List.of("-Xms512m", "-Xmx512m"));
        }
        return quick
                ? new Plan(1, 1_000, 5, 80, workloads, jvmOptions, clock, seed)
                : new Plan(2, 2_000, 8, 150, workloads, jvmOptions, clock, seed);
    }
}
