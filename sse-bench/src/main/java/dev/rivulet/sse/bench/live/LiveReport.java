package dev.rivulet.sse.bench.live;

import dev.rivulet.sse.bench.ReportOptions;
import dev.rivulet.sse.bench.RunningReport;
import dev.rivulet.sse.bench.results.Report;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/**
 * Whole clients against a server in another JVM, one core each, paired: a fast stream, a thousand slow ones, and many idle
 * ones. Prints Markdown.
 */
@Command(
        name = "LiveReport",
        description = "Whole clients over sockets on loopback: a fast stream, a thousand slow ones, many idle ones.")
public final class LiveReport implements Callable<Integer> {
    private static final int STREAMS = 1_000;
    private static final int PARTS = 2; // of a warm-up
    private static final int MOST_PARTS = 4 * PARTS;

    @Mixin
    private LivePlan.Options options = new LivePlan.Options();

    private LiveReport() {}

    /** Prints Markdown. */
    public static void main(String[] args) {
        ReportOptions.main(new LiveReport(), args);
    }

    /** What this command line measures, without writing it. */
    public static Report measure(String... args) throws IOException {
        var command = new LiveReport();
        new CommandLine(command).parseArgs(args);
        return command.measure();
    }

    @Override
    public Integer call() throws IOException {
        options.report().write(measure());
        return 0;
    }

    private Report measure() throws IOException {
        LivePlan plan = options.plan();
        var report = new RunningReport("live", "Whole clients", plan.jvmOptions(), plan.toString());
        try (var server = new LiveProcess(0, List.of("-Xmx512m"), LiveServer.class)) {
            var scenes = new Scenes(plan, server.answer()[0]);
            if (plan.scenes().contains("flood")) {
                for (String flood : plan.floods()) {
                    report.add(LiveTables.flood(flood, scenes.flood(flood), plan));
                }
            }
            if (plan.scenes().contains("ticks")) {
                report.add(LiveTables.ticks(scenes.ticks(), plan));
            }
            if (plan.scenes().contains("idle")) {
                report.add(LiveTables.idle(scenes.idle(), plan));
            }
        }
        return report.soFar();
    }

    /** Runs the clients. */
    private record Scenes(LivePlan plan, long port) {
        Turns<Subject> flood(String flood) throws IOException {
            System.err.println("flood, " + flood);
            var lanes = new LinkedHashMap<Subject, LiveProcess>();
            try {
                for (Subject subject : plan.subjects()) {
                    LiveProcess lane = lane(subject, false);
                    lanes.put(subject, lane);
                    warmUp(lane, flood);
                }
                return Turns.rotating(lanes, plan.rounds(), "flood " + flood + " " + plan.turnMillis());
            } finally {
                for (LiveProcess lane : lanes.values()) {
                    lane.close();
                }
            }
        }

        /**
         * In parts, so that opening and closing are compiled too. It takes longer where others use the machine: until the
         * client has had half that much processor time.
         */
        private void warmUp(LiveProcess lane, String flood) throws IOException {
            long used = 0;
            for (int part = 0; part < MOST_PARTS && (part < PARTS || used < plan.warmUpMillis() * 500_000); part++) {
                used += lane.run("flood " + flood + " " + plan.warmUpMillis() / PARTS)[2];
            }
        }

        Turns<Subject> ticks() throws IOException {
            var turns = new Turns<Subject>();
            for (Subject subject : many()) {
                System.err.println("ticks, " + subject);
                try (LiveProcess lane = lane(subject, true)) {
                    lane.run("ticks " + STREAMS + " " + plan.warmUpMillis());
                    if (!plan.quick()) {
                        lane.run("ticks " + STREAMS + " " + plan.warmUpMillis() / 2);
                    }
                    for (int round = 0; round < Math.max(1, plan.rounds() / 2); round++) {
                        turns.add(subject, lane.run("ticks " + STREAMS + " " + plan.turnMillis() * 3));
                    }
                }
            }
            return turns;
        }

        Turns<Subject> idle() throws IOException {
            var turns = new Turns<Subject>();
            for (Subject subject : many()) {
                System.err.println("idle, " + subject);
                try (LiveProcess lane = lane(subject, true)) {
                    turns.add(subject, lane.run("idle " + plan.idleStreams()));
                }
            }
            return turns;
        }

        /** Without the one that makes Strings of a socket, which is for one stream. */
        private List<Subject> many() {
            return plan.subjects().stream()
                    .filter(subject -> subject != LiveEntry.SOCKET_STRING)
                    .toList();
        }

        private LiveProcess lane(Subject subject, boolean many) throws IOException {
            List<String> jvm = Stream.concat(plan.jvmOptions().stream(), subject.jvmOptions().stream())
                    .toList();
            return new LiveProcess(
                    1, classPath(), jvm, LiveLane.class, subject.key(), LiveServer.uri(port), Boolean.toString(many));
        }

        private String classPath() {
            return Stream.concat(
                            Stream.of(System.getProperty("java.class.path")),
                            plan.plugins().stream().map(Path::toString))
                    .collect(Collectors.joining(File.pathSeparator));
        }
    }
}
