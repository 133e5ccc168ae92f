package dev.rivulet.sse.bench;

import dev.rivulet.sse.bench.results.Report;
import dev.rivulet.sse.bench.results.Results;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What all reports have on their command lines. */
public final class ReportOptions {
    @Mixin
    private Help help = new Help();

    @Option(names = "--quick", description = "a shorter warm-up and fewer turns: for a first look")
    private boolean quick;

    @Option(
            names = "--jvm",
            paramLabel = "OPTION",
            description =
                    "an option for the measured JVMs, instead of -Xms512m -Xmx512m -XX:+AlwaysPreTouch; repeatable")
    private List<String> jvm = List.of();

    @Option(names = "--json", paramLabel = "FILE", description = "writes the results there, too")
    private @Nullable Path json;

    /** Whether it is for a first look. */
    public boolean quick() {
        return quick;
    }

    /** For the measured JVMs. */
    public List<String> jvm() {
        return jvm.isEmpty() ? RunningReport.JVM : List.copyOf(jvm);
    }

    /** Writes the JSON if it was asked for. */
    public void write(Report report) throws IOException {
        if (json != null) {
            Results.of(report).write(json);
        }
    }

    /** What the user can mend is a line; all else shows where it happened. */
    private static int failed(Exception thrown, CommandLine command, CommandLine.ParseResult parsed) throws Exception {
        if (thrown instanceof IllegalArgumentException || thrown instanceof NoSuchFileException) {
            boolean isFile = thrown instanceof NoSuchFileException;
            command.getErr().println((isFile ? "there is no file " : "") + thrown.getMessage());
            return CommandLine.ExitCode.USAGE;
        }
        throw thrown;
    }

    /** Runs a report's command line and ends the JVM, whatever threads a client has left. */
    public static void main(Object command, String... args) {
        System.exit(new CommandLine(command)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler(ReportOptions::failed)
                .execute(args));
    }
}
