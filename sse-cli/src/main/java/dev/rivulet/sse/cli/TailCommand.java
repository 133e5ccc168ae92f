package dev.rivulet.sse.cli;

import dev.rivulet.sse.SseClient;
import dev.rivulet.sse.SseRequest;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Prints a stream's events as they arrive. */
@Command(
        name = "tail",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        sortOptions = false,
        abbreviateSynopsis = true,
        description = "Prints the events of a stream as they arrive, and reconnects when it is lost.",
        footer = {
            "",
            "An event is printed as [ID] TYPE: DATA, without [ID] if it has no id of its own, and without TYPE if that is"
                    + " message.",
            "",
            "If the first attempt cannot connect, the command ends, unless --max-attempts is given. After the stream has"
                    + " been open once, it reconnects for as long as it takes.",
            "",
            "On a terminal, a status line shows the state, the number of events and their rate. There are no colours if"
                    + " the environment variable NO_COLOR is set."
        })
final class TailCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(paramLabel = "URL", description = "the address of the stream: http://… or https://…")
    private String url = "";

    @ArgGroup(validate = false, order = 1, heading = "%nRequest (as in curl):%n")
    private RequestOptions request = new RequestOptions();

    @ArgGroup(validate = false, order = 2, heading = "%nConnection (as in curl, except --idle-timeout):%n")
    private ConnectionOptions connection = new ConnectionOptions();

    @ArgGroup(validate = false, order = 3, heading = "%nTLS (as in curl):%n")
    private TlsOptions tls = new TlsOptions();

    @ArgGroup(validate = false, order = 4, heading = "%nStart, end and reconnection:%n")
    private ResumeOptions resume = new ResumeOptions();

    @ArgGroup(validate = false, order = 5, heading = "%nOutput:%n")
    private OutputOptions output = new OutputOptions();

    @ArgGroup(validate = false, order = 6, heading = "%nTransport:%n")
    private TransportChoice transport = new TransportChoice();

    TailCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        var display = new Display(terminal);
        Report report = output.report("sse tail", display);
        SseRequest asked = request(display);
        Connecting how = tls.applyTo(connection.connecting(), report);
        try (OpenClient open = client(how, report)) {
            return follow(open.client(), asked, report, display);
        } finally {
            display.hideStatus();
        }
    }

    SseRequest request(Display display) {
        try {
            SseRequest made = request.applyTo(SseRequest.get(UrlArgument.of(url)), terminal.in());
            made = output.applyTo(connection.applyTo(made));
            return resume.applyTo(made, display);
        } catch (IllegalArgumentException e) {
            throw CommandFailure.badUsage(String.valueOf(e.getMessage()));
        }
    }

    private OpenClient client(Connecting how, Report report) {
        return output.showsHeads()
                ? transport.buildThrough(how, (name, made) -> VerboseTransport.of(name, made, report))
                : transport.build(how);
    }

    private int follow(SseClient client, SseRequest asked, Report report, Display display) {
        var tail = new Tail(report, display, output.showsStates(), !resume.boundsAttempts(), output.most());
        return new StreamRun(client, asked, tail, report, display).until(tail);
    }
}
