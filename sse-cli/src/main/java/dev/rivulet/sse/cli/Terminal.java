package dev.rivulet.sse.cli;

import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** Where a command reads from and writes to. */
record Terminal(InputStream in, Output out, Output err) {
    /** The launcher says here which of its outputs are terminals: a file descriptor's kind is not seen from Java. */
    private static final String KNOWN = "sse.terminal.";

    /** The process's own. */
    static Terminal system() {
        return new Terminal(System.in, output(FileDescriptor.out, "out"), output(FileDescriptor.err, "err"));
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
        return (noColor == null || noColor.isEmpty()) && term != null && !term.isEmpty() && !term.equals("dumb");
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
