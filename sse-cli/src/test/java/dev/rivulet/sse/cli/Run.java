package dev.rivulet.sse.cli;

import dev.rivulet.sse.spi.Transport;
import dev.rivulet.sse.spi.TransportConfig;
import dev.rivulet.sse.spi.TransportProvider;
import dev.rivulet.sse.spi.TransportProviders;
import dev.rivulet.sse.spi.TransportUnavailableException;
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

    /** As on a terminal that has colours and a status line. */
    static Run onTerminal(String... arguments) {
        return reading(InputStream.nullInputStream(), true, arguments);
    }

    static Run reading(InputStream in, boolean terminal, String... arguments) {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        int exitCode = Main.run(
                new Terminal(in, new Output(out, terminal, terminal), new Output(err, terminal, terminal), terminal),
                arguments);
        return new Run(exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    /** The one that is taken if none is asked for: which one that is, the machine decides. */
    static String defaultTransport() {
        return TransportProviders.find().names().stream()
                .filter(Run::worksHere)
                .findFirst()
                .orElseThrow();
    }

    static boolean worksHere(String transport) {
        return TransportProviders.find().found().stream()
                .filter(provider -> provider.name().equals(transport))
                .anyMatch(Run::works);
    }

    private static boolean works(TransportProvider provider) {
        try (Transport made = TransportProviders.create(provider, TransportConfig.defaults())) {
            return made != null;
        } catch (TransportUnavailableException e) {
            return false;
        }
    }

    List<String> outLines() {
        return out.lines().toList();
    }

    List<String> errLines() {
        return err.lines().toList();
    }
}
