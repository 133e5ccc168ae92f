package dev.rivulet.sse.cli;

import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where a command reads from and writes to.
 *
 * @param rewritesLines whether a line on {@code err} may be rewritten in place: it is a terminal that can do so, and what
 *     is printed on {@code out} does not go into a pipe, whose reader may print to the same terminal
 */
record Terminal(InputStream in, Output out, Output err, boolean rewritesLines) {
    /** The launcher says here which of its outputs are terminals: a file descriptor's kind is not seen from Java. */
    private static final String KNOWN = "sse.terminal.";

    Terminal(InputStream in, Output out, Output err) {
        this(in, out, err, false);
    }

    /** The process's own. */
    static Terminal system() {
        Output out = output(FileDescriptor.out, "out");
        Output err = output(FileDescriptor.err, "err");
        boolean piped = !out.isTerminal() && !Files.isRegularFile(Path.of("/dev/stdout"));
        return new Terminal(System.in, out, err, rewritesLines(err.isTerminal(), piped, System.getenv("TERM")));
    }

    private static Output output(FileDescriptor descriptor, String name) {
        String known = System.getProperty(KNOWN + name);
        boolean terminal = known == null ? hasConsole() : Boolean.parseBoolean(known);
        return new Output(
                new FileOutputStream(descriptor),
                terminal,
                terminal && wantsColours(System.getenv("NO_COLOR"), System.getenv("TERM")));
    }

    /** By the custom of no-color.org, and as far as the terminal can. */
    static boolean wantsColours(@Nullable String noColor, @Nullable String term) {
        return (noColor == null || noColor.isEmpty()) && isCapable(term);
    }

    /** Whether there may be a status line. */
    static boolean rewritesLines(boolean terminal, boolean piped, @Nullable String term) {
        return terminal && !piped && isCapable(term);
    }

    /** Whether it obeys control sequences (ECMA-48). */
    private static boolean isCapable(@Nullable String term) {
        return term != null && !term.isEmpty() && !term.equals("dumb");
    }

    /** From JDK 22 on there is a console in any case, which can say whether it is a terminal. */
    @SuppressWarnings("SystemConsoleNull") // looked at only where null says something
    private static boolean hasConsole() {
        Console console = System.console();
        if (console == null) {
            return false;
        }
        try {
            return Boolean.TRUE.equals(Console.class.getMethod("isTerminal").invoke(console));
        } catch (ReflectiveOperationException before22) {
            return true;
        }
    }
}
