package dev.rivulet.sse.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A command that was run in this JVM, and what came of it. */
record Run(int exitCode, String out, String err) {
    static Run sse(String... arguments) {
        return reading("", arguments);
    }

    static Run reading(String input, String... arguments) {
        return reading(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)), false, arguments);
    }

    /** As on a terminal that has colours. */
    static Run onTerminal(String... arguments) {
        return reading(InputStream.nullInputStream(), true, arguments);
    }

    static Run reading(InputStream in, boolean terminal, String... arguments) {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        int exitCode = Main.run(
                new Terminal(in, new Output(out, terminal, terminal), new Output(err, terminal, terminal)), arguments);
        return new Run(exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    List<String> outLines() {
        return out.lines().toList();
    }

    List<String> errLines() {
        return err.lines().toList();
    }
}
