package dev.rivulet.sse.cli;

import dev.rivulet.sse.SseException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The parser alone: bytes in, events out. */
@Command(
        name = "parse",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        description = "Parses an event stream from a file or from standard input.",
        footer = {
            "",
            "Prints an object {\"type\":…,\"data\":…,\"id\":…} for each event, and at the end"
                    + " {\"retry\":ms or null,\"lastEventId\":…,\"events\":n}. An event without its final blank line is"
                    + " dropped, as the standard requires."
        })
final class ParseCommand implements Callable<Integer> {
    private static final int READ = 64 << 10;

    private final Terminal terminal;

    @Parameters(arity = "0..1", paramLabel = "FILE", description = "the recorded stream; default: standard input (-)")
    private String file = "-";

    @Option(names = "--chunk", paramLabel = "BYTES", description = "feed the parser this many bytes at a time")
    private int chunk = Integer.MAX_VALUE;

    @Option(
            names = "--raw",
            description = "print the bytes of each event unchanged, up to its blank line; the output is an event stream"
                    + " again")
    private boolean raw;

    ParseCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        if (chunk < 1) {
            throw CommandFailure.badUsage("--chunk must be at least 1: " + chunk);
        }
        Reading reading = raw ? new RawReading(terminal.out()) : new EventReading(terminal.out());
        var interrupt = new Interrupt(reading::finish);
        try (interrupt;
                InputStream in = open()) {
            feed(in, reading);
            reading.finish();
        } catch (IOException e) {
            throw CommandFailure.of("cannot read " + file + ": " + FileArgument.reason(e), e);
        } catch (SseException e) {
            throw CommandFailure.of(String.valueOf(e.getMessage()), e);
        }
        return ExitCode.OK;
    }

    private InputStream open() throws IOException {
        return file.equals("-") ? terminal.in() : Files.newInputStream(FileArgument.path("sse parse", file));
    }

    private void feed(InputStream in, Reading reading) throws IOException {
        byte[] bytes = new byte[READ];
        for (int count = in.read(bytes); count >= 0; count = in.read(bytes)) {
            for (int from = 0, to; from < count; from = to) {
                to = chunk < count - from ? from + chunk : count;
                reading.feed(bytes, from, to);
            }
            terminal.out().flush();
        }
    }
}
