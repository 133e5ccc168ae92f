package dev.rivulet.sse.bench.live;

import dev.rivulet.sse.bench.ReportOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How a report of whole clients is made. */
record LivePlan(
        boolean quick,
        List<Subject> subjects,
        List<Path> plugins,
        List<String> scenes,
        List<String> floods,
        long warmUpMillis,
        int rounds,
        long turnMillis,
        int idleStreams,
        List<String> jvmOptions) {
    private static final List<String> FLOODS =
            List.of("tokens/1", "tokens/8192", "tokens-plain/1", "tokens-plain/8192", "ticks/8192");

    /** The plan that a command line asks for. */
    static LivePlan of(String... args) {
        var options = new Options();
        new CommandLine(options).parseArgs(args);
        return options.plan();
    }

    @Override
    public String toString() {
        return warmUpMillis + " ms of warm-up, " + rounds + " rounds, " + turnMillis + " ms a turn"
                + (LiveProcess.isPinned() ? ", server and client one core each" : "");
    }

    /** The options of the command line. */
    static final class Options {
        @Mixin
        private ReportOptions report = new ReportOptions();

        @Option(
                names = "--entry",
                paramLabel = "NAME",
                converter = SubjectConverter.class,
                description =
                        "socket, socket-string, netty-codec, netty-inline, netty, iouring-inline, iouring, jdkhttp,"
                                + " okhttp-sse, lines, spring; repeatable; by default all except those of iouring")
        private List<Subject> entries = List.of();

        @Option(
                names = "--transport",
                paramLabel = "NAME",
                description =
                        "our client over the transport of this name too, inline and by default; repeatable. With no"
                                + " --entry it stands beside all others")
        private List<String> transports = List.of();

        @Option(
                names = "--plugin",
                paramLabel = "JAR",
                description = "a jar with such a transport, or with what that needs; repeatable")
        private List<Path> plugins = List.of();

        @Option(names = "--scene", paramLabel = "NAME", description = "flood, ticks, idle; repeatable")
        private List<String> scenes = List.of("flood", "ticks", "idle");

        @Option(
                names = "--flood",
                paramLabel = "WIRE/CHUNK",
                description =
                        "WIRE is tokens, tokens-plain, ticks or ticks-plain, CHUNK is 1 (an event a chunk) or 8192;"
                                + " repeatable")
        private List<String> floods = FLOODS;

        @Option(names = "--idle", paramLabel = "STREAMS", description = "how many, instead of 5000")
        private int idle = 5_000;

        ReportOptions report() {
            return report;
        }

        LivePlan plan() {
            boolean quick = report.quick();
            return new LivePlan(
                    quick,
                    subjects(),
                    plugins.stream().map(Options::checked).toList(),
                    List.copyOf(scenes),
                    List.copyOf(floods),
                    quick ? 2_500 : 14_000,
                    quick ? 2 : 6,
                    quick ? 500 : 1_000,
                    idle,
                    report.jvm());
        }

        private List<Subject> subjects() {
            List<Subject> subjects = new ArrayList<>(entries.isEmpty() ? LiveEntry.everywhere() : entries);
            for (String name : transports) {
                subjects.add(new NamedTransport(name, true));
                subjects.add(new NamedTransport(name, false));
            }
            return subjects;
        }

        /** A class path ignores what is not there. */
        private static Path checked(Path jar) {
            if (!Files.exists(jar)) {
                throw new IllegalArgumentException("there is no plug-in " + jar);
            }
            return jar;
        }
    }

    /** Reads an entry's name. */
    static final class SubjectConverter implements CommandLine.ITypeConverter<Subject> {
        @Override
        public Subject convert(String name) {
            try {
                return Subject.of(name);
            } catch (IllegalArgumentException e) {
                throw new CommandLine.TypeConversionException("there is no '" + name + "' here; see --help");
            }
        }
    }
}
