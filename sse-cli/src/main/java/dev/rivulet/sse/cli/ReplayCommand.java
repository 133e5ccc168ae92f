package dev.rivulet.sse.cli;

import dev.rivulet.sse.SseEvent;
import dev.rivulet.sse.recording.Entry;
import dev.rivulet.sse.recording.Recording;
import dev.rivulet.sse.recording.RecordingReader;
import dev.rivulet.sse.testkit.Replay;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Plays a recording. */
@Command(
        name = "replay",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        sortOptions = false,
        abbreviateSynopsis = true,
        description = "Plays a recording of 'sse record': prints its events as 'sse tail' did, in the time that they"
                + " took, or serves it to any client.",
        footer = {
            "",
            "With --serve, each request gets the next recorded exchange, whatever its path is: status, headers, and the"
                    + " body with its timing, which is cut where the recorded exchange failed or was given up. After the"
                    + " last one each request gets 204, which ends an event stream, or, with --loop, the first one again.",
            "",
            "Where a recording has several sessions, all are played, and the time between them is left out."
        })
final class ReplayCommand implements Callable<Integer> {
    private static final double AS_RECORDED = 1;

    private final Terminal terminal;

    @Parameters(paramLabel = "FILE", description = "the recording")
    private String file = "";

    @Option(
            names = "--speed",
            paramLabel = "N",
            converter = Speed.class,
            description = "play N times as fast, such as 10 or 0.5; max does not wait at all; default: 1")
    private double speed = AS_RECORDED;

    @Option(
            names = "--chunks",
            paramLabel = "BYTES",
            converter = PieceLength.class,
            description = "divide the pieces of the bodies, such as 1 for each byte; default: as-recorded")
    private int longest = PieceLength.AS_RECORDED;

    @Option(names = "--session", paramLabel = "N", description = "play only this session; default: all")
    private @Nullable Integer session;

    @Option(
            names = "--serve",
            paramLabel = "PORT",
            description =
                    "serve the recording on this port of 127.0.0.1 instead; 0: a free one. The address is printed")
    private @Nullable Integer port;

    @Option(names = "--loop", description = "with --serve: start again after the last exchange")
    private boolean loops;

    @ArgGroup(validate = false, order = 1, heading = "%nOutput, without --serve:%n")
    private OutputOptions output = new OutputOptions();

    private long events;

    ReplayCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        if (port != null && (port < 0 || port > 65_535)) {
            throw CommandFailure.badUsage("--serve takes a port from 0 to 65535: " + port);
        } else if (loops && port == null) {
            throw CommandFailure.badUsage("--loop needs --serve");
        }
        Path path = FileArgument.path("sse replay", file);
        var display = new Display(terminal);
        try {
            return port == null ? play(path, display) : serve(path, display, port);
        } catch (IOException e) {
            throw CommandFailure.of("cannot read " + file + ": " + FileArgument.reason(e), e);
        } finally {
            display.flush();
            display.hideStatus();
        }
    }

    private int serve(Path path, Display display, int on) throws IOException {
        Recording all = Recording.read(path);
        Recording recording = session == null ? all : all.session(session);
        if (all.isCut()) {
            display.message("sse replay: " + RecordingArgument.cut(file, all.length()));
        }
        var replay = Replay.of(recording).speed(speed).pieces(longest).cutWhereGivenUp();
        var responses = replay.responses();
        if (responses.isEmpty()) {
            throw CommandFailure.of(file + " has no exchange to serve", null);
        }
        return new ReplayServer(display, responses, loops).serve(on, recording);
    }

    private int play(Path path, Display display) throws IOException {
        Report report = output.report("sse replay", display);
        var pace = new Pace(speed, display);
        try (RecordingReader reader = RecordingReader.open(path);
                Replayer replayer = replayer(report, pace, display);
                var interrupt = new Interrupt(pace::stop)) {
            var recording = new RecordingArgument(reader, file, session);
            play(recording, replayer, pace, report);
            display.flush();
            String cut = recording.cut();
            if (cut != null) {
                report.warning(cut);
            }
            return interrupt.happened() ? Interrupt.EXIT_CODE : ExitCode.OK;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Interrupt.EXIT_CODE;
        }
    }

    private Replayer replayer(Report report, Pace pace, Display display) {
        return new Replayer(output.applyTo(Replayer.request()), event -> print(event, report, pace), display, longest);
    }

    private void print(SseEvent event, Report report, Pace pace) {
        if (!pace.isStopped()) {
            report.event(event);
            events++;
            if (events == output.most()) {
                pace.stop();
            }
        }
    }

    private void play(RecordingArgument recording, Replayer replayer, Pace pace, Report report)
            throws IOException, InterruptedException {
        for (Entry entry = recording.next(); entry != null; entry = recording.next()) {
            if (replayer.isApart(entry)) {
                pace.startAt(entry.at());
            }
            pace.await(entry.at());
            if (pace.isStopped()) {
                return;
            }
            show(entry, report);
            replayer.play(entry);
        }
    }

    private void show(Entry entry, Report report) {
        if (entry instanceof Entry.State state && output.showsStates()) {
            report.recorded(state.at(), state.text());
        } else if (entry instanceof Entry.Attempt attempt && output.showsHeads()) {
            report.sent(attempt.method(), attempt.uri(), attempt.headers());
        } else if (entry instanceof Entry.Head head && output.showsHeads()) {
            report.received(head.head());
        }
    }
}
