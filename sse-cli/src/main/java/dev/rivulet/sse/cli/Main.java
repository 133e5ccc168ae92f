package dev.rivulet.sse.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.logging.Level;
import java.util.logging.Logger;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.UnmatchedArgumentException;

/** Reads the command line and runs a command. */
@Command(
        name = "sse",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        description = "Reads event streams (server-sent events) in a terminal.",
        synopsisSubcommandLabel = "COMMAND",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "  0:the stream ended normally",
            "  1:a failure; of doctor, something to fix",
            "  2:bad usage",
            "  3:of doctor, no response",
            "130:interrupted (Ctrl-C)",
        },
        footerHeading = "%nEnvironment of ./sse:%n",
        footer = {
            "  JAVA_HOME      the JDK to use; default: the java on the PATH",
            "  SSE_JAVA_OPTS  options for the JVM, such as -Drivulet.transport=NAME",
            "  SSE_CLASSPATH  jars with further transports, separated by colons",
            "  NO_COLOR       if set, no colours",
        })
public final class Main {
    /** The core's log, which is silenced, since the commands show the same. Held, because nothing else holds it. */
    private static final Logger LOG = Logger.getLogger("dev.rivulet.sse");

    private final Terminal terminal;

    @Option(names = "--stacktrace", hidden = true, scope = ScopeType.INHERIT)
    private boolean stackTrace;

    private Main(Terminal terminal) {
        this.terminal = terminal;
    }

    /** Runs, and ends the JVM with the command's exit code. */
    public static void main(String... arguments) {
        System.exit(run(Terminal.system(), arguments));
    }

    static int run(Terminal terminal, String... arguments) {
        return new Main(terminal).run(arguments);
    }

    private int run(String... arguments) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader(); // --plugin sets another
        try {
            int exitCode = line().execute(arguments);
            terminal.out().flush();
            return exitCode;
        } catch (OutputLost lost) {
            return lost(lost);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    /** What reads the arguments. */
    static CommandLine line(Terminal terminal) {
        return new Main(terminal).line();
    }

    private CommandLine line() {
        return new CommandLine(this)
                .addSubcommand(new DemoCommand(terminal))
                .addSubcommand(new TailCommand(terminal))
                .addSubcommand(new RecordCommand(terminal))
                .addSubcommand(new ReplayCommand(terminal))
                .addSubcommand(new ParseCommand(terminal))
                .addSubcommand(new DumpCommand(terminal))
                .addSubcommand(new DoctorCommand(terminal))
                .addSubcommand(new TransportsCommand(terminal))
                .setExpandAtFiles(false) // -d @FILE is the body's
                .setOut(terminal.out().writer())
                .setErr(terminal.err().writer())
                .setColorScheme(Help.defaultColorScheme(terminal.out().hasColours() ? Ansi.ON : Ansi.OFF))
                .setExecutionStrategy(this::execute)
                .setParameterExceptionHandler((misuse, words) -> badUsage(misuse))
                .setExecutionExceptionHandler((failure, command, parsed) -> failed(command, failure));
    }

    private int execute(ParseResult parsed) {
        if (!parsed.unmatched().isEmpty() && !parsed.hasSubcommand()) { // next to --help, picocli ignores them
            throw new UnmatchedArgumentException(parsed.commandSpec().commandLine(), parsed.unmatched());
        }
        LOG.setLevel(stackTrace ? null : Level.OFF);
        return new RunLast().execute(parsed);
    }

    private int badUsage(ParameterException misuse) {
        return report(misuse.getCommandLine(), misuse, ExitCode.USAGE);
    }

    private int failed(CommandLine command, Exception failure) {
        if (failure instanceof OutputLost lost) {
            return lost(lost);
        }
        return report(command, failure, failure instanceof CommandFailure known ? known.exitCode() : ExitCode.SOFTWARE);
    }

    private int lost(OutputLost lost) {
        if (lost.isReaderGone()) {
            return ExitCode.OK;
        }
        say("sse: " + lost.getMessage());
        return ExitCode.SOFTWARE;
    }

    private int report(CommandLine command, Exception failure, int exitCode) {
        String name = command.getCommandSpec().qualifiedName();
        boolean expected = failure instanceof CommandFailure || failure instanceof ParameterException;
        String what = expected && failure.getMessage() != null ? failure.getMessage() : failure.toString();
        if (failure instanceof ParameterException misuse) {
            what = Misuse.message(misuse);
        }
        terminal.out().flush();
        say(name + ": " + what.strip().replaceAll("\\s*\\R\\s*", " ")
                + (exitCode == ExitCode.USAGE ? " (see '" + name + " --help')" : ""));
        if (stackTrace && exitCode != ExitCode.USAGE) { // which would repeat the arguments
            trace(failure);
        }
        return exitCode;
    }

    private void trace(Exception failure) {
        var trace = new StringWriter();
        failure.printStackTrace(new PrintWriter(trace));
        terminal.err().print(terminal.err().harmless(trace.toString()));
        terminal.err().flush();
    }

    /** Messages may repeat what a file or a server has. */
    private void say(String line) {
        Output err = terminal.err();
        err.println(err.styled(Style.RED, err.harmless(line)));
        err.flush();
    }

    /** The version that the jar was built as. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            String built = Main.class.getPackage().getImplementationVersion();
            return new String[] {
                "sse " + (built == null ? "(not from its jar)" : built) + ", on Java "
                        + Runtime.version().feature()
            };
        }
    }
}
