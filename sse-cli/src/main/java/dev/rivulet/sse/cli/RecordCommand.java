package dev.rivulet.sse.cli;

import dev.rivulet.sse.SseRequest;
import dev.rivulet.sse.recording.RecordingWriter;
import java.io.IOException;
import java.time.Duration;
import java.util.Timer;
import java.util.TimerTask;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Records a stream into a file. */
@Command(
        name = "record",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        sortOptions = false,
        abbreviateSynopsis = true,
        description = "Records a stream into a file: each request and response, each piece of a body with its time, and"
                + " what the connection did. 'sse replay' and 'sse parse' read it.",
        footer = {
            "",
            "A file that is a recording already is continued. It is readable by its owner only, and whole after kill -9,"
                    + " up to the entry that was being written.",
            "",
            "The values of secret headers and the queries of URLs are not recorded. The bodies are, as they are.",
            "",
            "Nothing is printed but problems and, at the end, what was recorded; on a terminal there is a status line."
                    + " Otherwise it behaves as 'sse tail' does: it ends with the stream, or by Ctrl-C."
        })
final class RecordCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(paramLabel = "URL", description = "the address of the stream: http://… or https://…")
    private String url = "";

    @Option(
            names = {"-o", "--output"},
            required = true,
            paramLabel = "FILE",
            description = "the recording; continued if it exists")
    private String file = "";

    @Option(
            names = "--for",
            paramLabel = "TIME",
            converter = TimeSpan.class,
            description = "stop after this time, such as 30s, 5m or 2h")
    private @Nullable Duration time;

    @Option(
            names = {"-n", "--max-events"},
            paramLabel = "N",
            description = "stop after this many events")
    private long most = Long.MAX_VALUE;

    @ArgGroup(validate = false, order = 1, heading = "%nRequest (as in curl):%n")
    private RequestOptions request = new RequestOptions();

    @ArgGroup(validate = false, order = 2, heading = "%nConnection (as in curl, except --idle-timeout):%n")
    private ConnectionOptions connection = new ConnectionOptions();

    @ArgGroup(validate = false, order = 3, heading = "%nTLS (as in curl):%n")
    private TlsOptions tls = new TlsOptions();

    @ArgGroup(validate = false, order = 4, heading = "%nStart, end and reconnection:%n")
    private ResumeOptions resume = new ResumeOptions();

    @ArgGroup(validate = false, order = 5, heading = "%nTransport:%n")
    private TransportChoice transport = new TransportChoice();

    RecordCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        if (most < 1) {
            throw CommandFailure.badUsage("--max-events must be at least 1: " + most);
        }
        var display = new Display(terminal);
        var report = new TextReport("sse record", display, Format.of("")); // which prints no event
        SseRequest asked = request(display);
        Connecting how = tls.applyTo(connection.connecting(), report);
        try (RecordingWriter writer = RecordingWriter.open(FileArgument.path("-o", file))) {
            return record(new Recorder(writer), asked, how, report, display);
        } catch (IOException e) {
            throw notRecorded(e);
        } finally {
            display.hideStatus();
        }
    }

    private SseRequest request(Display display) {
        try {
            SseRequest made = request.applyTo(SseRequest.get(UrlArgument.of(url)), terminal.in());
            return resume.applyTo(connection.applyTo(made), display);
        } catch (IllegalArgumentException e) {
            throw CommandFailure.badUsage(String.valueOf(e.getMessage()));
        }
    }

    private int record(Recorder recorder, SseRequest asked, Connecting how, TextReport report, Display display) {
        var tail = new Tail(report, display, false, !resume.boundsAttempts(), most);
        recorder.stopsBy(tail::stop);
        var timer = new Timer("sse-record-for", true);
        var untilSaid = new Interrupt(tail::stop); // keeps the JVM until the last word
        try (untilSaid;
                OpenClient open = transport.buildThrough(how, (name, made) -> new RecordingTransport(made, recorder))) {
            stopLater(timer, tail);
            int exitCode =
                    new StreamRun(open.client(), asked, tail, report, display).until(new RecordedTail(tail, recorder));
            IOException failure = recorder.failure();
            if (failure != null) {
                throw notRecorded(failure);
            }
            report.said(
                    "recorded " + recorder.total(tail.events()) + " in " + file + "; to see them: sse replay " + file);
            return exitCode;
        } finally {
            timer.cancel();
        }
    }

    private void stopLater(Timer timer, Tail tail) {
        if (time != null) {
            var stop = new TimerTask() {
                @Override
                public void run() {
                    tail.stop();
                }
            };
            timer.schedule(stop, time.toMillis());
        }
    }

    private CommandFailure notRecorded(IOException e) {
        return CommandFailure.of("cannot record into " + file + ": " + FileArgument.reason(e), e);
    }
}
