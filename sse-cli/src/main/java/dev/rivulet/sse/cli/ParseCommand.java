package dev.rivulet.sse.cli;

import dev.rivulet.sse.SseException;
import dev.rivulet.sse.recording.RecordingReader;
import java.io.BufferedInputStream;
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
        description = "Parses an event stream, or a recording of 'sse record', from a file or from standard input.",
        footer = {
            "",
            "Prints an object {\"type\":…,\"data\":…,\"id\":…} for each event, and at the end"
                    + " {\"retry\":ms or null,\"lastEventId\":…,\"events\":n}. An event without its final blank line is"
                    + " dropped, as the standard requires.",
            "",
            "Of a recording, the event streams among the responses are parsed, without dropping duplicates; 'sse replay'"
                    + " does that. Each session has its own last line."
        })
final class ParseCommand implements Callable<Integer> {
    private static final int READ = 64 << 10;

    private final Terminal terminal;

    @Parameters(
            arity = "0..1",
            paramLabel = "FILE",
            description = "the stream or the recording; default: standard input (-)")
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
        try (InputStream in = new BufferedInputStream(open(), READ)) {
            if (RecordingReader.isRecording(in)) {
                RecordingParse.of(file, in, terminal, this::reading, chunk).run();
            } else {
                parse(in);
            }
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

    private Reading reading() {
        return raw ? new RawReading(terminal.out()) : new EventReading(terminal.out());
    }

    private void parse(InputStream in) throws IOException {
        Reading reading = reading();
        var interrupt = new Interrupt(reading::finish);
        try (interrupt) {
            feed(in, reading);
            reading.finish();
        }
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
