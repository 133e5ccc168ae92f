package dev.rivulet.sse.cli;

import dev.rivulet.sse.Failure;
import dev.rivulet.sse.SseClient;
import dev.rivulet.sse.SseRequest;
import dev.rivulet.sse.SseSession;
import dev.rivulet.sse.policy.Delivery;
import dev.rivulet.sse.spi.TransportConfig;
import java.io.UncheckedIOException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Prints a stream's events as they come. */
@Command(
        name = "tail",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        sortOptions = false,
        description = "Prints the events of a stream as they come, and opens it again where it is lost.",
        footer = {
            "",
            "An event is printed as [ID] TYPE: DATA, without ID where it has none of its own, and without TYPE where that"
                    + " is \"message\".",
            "",
            "Until the stream has been open once, a connection that cannot be made ends the command; from then on it is"
                    + " made again for as long as it takes."
        })
final class TailCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private final RequestOptions request = new RequestOptions();

    @Option(names = "--json", description = "print an object a line: {\"type\":…,\"data\":…,\"id\":…}")
    private boolean json;

    @Option(names = "--max-events", paramLabel = "N", description = "end after so many events")
    private long most = Long.MAX_VALUE;

    @Option(
            names = "--cursor",
            paramLabel = "FILE",
            description =
                    "keep the last event ID in this file, and go on behind the one that is there; it survives kill -9")
    private @Nullable String cursor;

    @Option(names = "--states", description = "say on standard error what becomes of the connection")
    private boolean states;

    @Option(
            names = {"-k", "--insecure"},
            description = "accept any certificate, whoever it is from")
    private boolean insecure;

    @Mixin
    private final TransportChoice transport = new TransportChoice();

    TailCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        if (most < 1) {
            throw CommandFailure.badUsage("--max-events must be at least 1: " + most);
        }
        SseRequest asked = request.toRequest(terminal.in());
        if (cursor != null) {
            asked = asked.lastEventIdStore(CursorFile.of(cursor, terminal.out()));
        }
        Report report = json ? new JsonReport(terminal) : new TextReport(terminal);
        try (SseClient client = transport.build(SseClient.builder().transportConfig(config(report)))) {
            return follow(client, asked, report);
        }
    }

    private TransportConfig config(Report report) {
        if (!insecure) {
            return TransportConfig.defaults();
        }
        report.warning("-k: the server's certificate is not checked; whoever answers is believed.");
        return TransportConfig.defaults().sslContext(UncheckedCertificates.context());
    }

    private int follow(SseClient client, SseRequest asked, Report report) {
        var tail = new Tail(report, states, most);
        var thread = new CommandThread(terminal.out());
        SseSession session = client.subscribe(asked.delivery(Delivery.on(thread)), tail);
        tail.follows(session);
        try (var interrupt = new Interrupt(session::close)) {
            thread.runUntil(session.closed());
            if (interrupt.happened()) {
                report.interrupted(tail.events(), session.lastEventId());
                return Interrupt.EXIT_CODE;
            }
            return end(report, tail.failure());
        } finally {
            session.close();
        }
    }

    private static int end(Report report, @Nullable Failure failure) {
        if (failure == null) {
            return ExitCode.OK;
        }
        if (failure instanceof Failure.HandlerFailed handler && handler.cause() instanceof OutputLost lost) {
            throw lost;
        }
        if (failure instanceof Failure.HandlerFailed handler
                && handler.cause() instanceof UncheckedIOException unsaved) {
            throw CommandFailure.of(String.valueOf(unsaved.getMessage()), unsaved);
        }
        report.failure(failure);
        return ExitCode.SOFTWARE;
    }
}
