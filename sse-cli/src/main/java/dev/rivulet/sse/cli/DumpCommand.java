package dev.rivulet.sse.cli;

import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Has the flight recorders of another JVM written to a file. */
@Command(
        name = "dump",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        description = "Has the flight recorders of a running JVM written to a file. Without PID, lists the JVMs.",
        footer = {
            "",
            "Only clients that were built with SseClient.builder().flightRecorder(…) record. The JVM must run on this"
                    + " machine, for the same user; it writes the file itself.",
            "",
            "The file is a recording, for 'sse replay' and 'sse parse'. It has the bodies of your streams."
        })
final class DumpCommand implements Callable<Integer> {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuuMMdd-HHmmss").withZone(ZoneOffset.UTC);

    private final Terminal terminal;

    @Parameters(arity = "0..1", paramLabel = "PID", description = "the process id of the JVM, as jps or jcmd list it")
    private @Nullable String pid;

    @Option(names = "-o", paramLabel = "FILE", description = "the file; default: sse-PID-TIME.rec in this directory")
    private @Nullable String file;

    DumpCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        if (!isAttachPresent()) {
            throw CommandFailure.of("this Java has no module jdk.attach; run it with a JDK", null);
        }
        if (pid == null) {
            RunningJvm.all().forEach(jvm -> terminal.out().println(jvm.id() + " " + jvm.shownName()));
            return ExitCode.OK;
        }
        Path to = FileArgument.path(
                        "-o", file == null ? "sse-" + pid + "-" + TIME.format(Instant.now()) + ".rec" : file)
                .toAbsolutePath();
        int recorders = new RunningJvm(pid, "").dump(to);
        terminal.out().println(to + " (" + recorders + (recorders == 1 ? " client)" : " clients)"));
        return ExitCode.OK;
    }

    private static boolean isAttachPresent() {
        return ModuleLayer.boot().findModule("jdk.attach").isPresent();
    }
}
