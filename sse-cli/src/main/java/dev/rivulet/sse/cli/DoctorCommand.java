package dev.rivulet.sse.cli;

import dev.rivulet.sse.SseRequest;
import dev.rivulet.sse.cli.doctor.Diagnosis;
import dev.rivulet.sse.cli.doctor.Doctor;
import dev.rivulet.sse.http.Redacted;
import dev.rivulet.sse.spi.Transport;
import dev.rivulet.sse.spi.TransportConfig;
import java.net.URI;
import java.net.URISyntaxException;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Examines an endpoint, and says what is wrong with it and how to fix it. */
@Command(
        name = "doctor",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        sortOptions = false,
        abbreviateSynopsis = true,
        description = "Examines a stream: what is wrong with it, the evidence, and the fix.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "  0:healthy",
            "  1:something to fix",
            "  2:bad usage",
            "  3:unreachable: no response came",
            "130:interrupted (Ctrl-C)",
        },
        footer = {
            "",
            "It watches the stream for the time of --watch, and then makes some further requests, of 5 s or that time at"
                    + " most, one at a time: with the Last-Event-ID of an event that came, with Accept-Encoding: gzip, with"
                    + " Origin; and it watches again if the stream has ended. A request that is not GET is made once, unless"
                    + " --repeat is given.",
            "",
            "Each finding begins with + (good), - (a note), ! (to fix) or x (there is no usable stream)."
        })
final class DoctorCommand implements Callable<Integer> {
    private static final Pattern ORIGIN = Pattern.compile("https?://[A-Za-z0-9._~:\\[\\]-]+");

    private final Terminal terminal;

    @Parameters(paramLabel = "URL", description = "the address of the stream: http://… or https://…")
    private String url = "";

    @ArgGroup(validate = false, order = 1, heading = "%nExamination:%n")
    private Examined examined = new Examined();

    @ArgGroup(validate = false, order = 2, heading = "%nRequest (as in curl):%n")
    private RequestOptions request = new RequestOptions();

    @ArgGroup(validate = false, order = 3, heading = "%nConnection (as in curl, except --idle-timeout):%n")
    private ConnectionOptions connection = new ConnectionOptions();

    @ArgGroup(validate = false, order = 4, heading = "%nTLS (as in curl):%n")
    private TlsOptions tls = new TlsOptions();

    @ArgGroup(validate = false, order = 5, heading = "%nTransport:%n")
    private TransportChoice transport = new TransportChoice();

    /** The options that only this command has. */
    static final class Examined {
        @Option(
                names = "--watch",
                paramLabel = "TIME",
                converter = WatchTime.class,
                description = "watch the stream for this time, such as 30s or 2m; default: 10s")
        private Duration watch = Duration.ofSeconds(10);

        @Option(
                names = "--max-events",
                paramLabel = "N",
                description = "stop watching after this many events, even if there is time left")
        private long mostEvents = Long.MAX_VALUE;

        @Option(
                names = "--origin",
                paramLabel = "ORIGIN",
                description = "pages of this origin, such as https://example.com, are to read the stream")
        private @Nullable String origin;

        @Option(names = "--repeat", description = "the server may get the request several times, whatever its method")
        private boolean repeat;

        @Option(names = "--json", description = "print one JSON object")
        private boolean json;

        private void check() {
            if (watch.isZero()) {
                throw CommandFailure.badUsage("--watch must be more than 0");
            }
            if (mostEvents < 1) {
                throw CommandFailure.badUsage("--max-events must be at least 1: " + mostEvents);
            }
            if (origin != null && !ORIGIN.matcher(origin).matches()) {
                throw CommandFailure.badUsage("--origin takes SCHEME://HOST[:PORT], such as https://example.com");
            }
        }
    }

    DoctorCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws InterruptedException {
        SseRequest asked = request();
        Connecting how = tls.applyTo(connection.connecting(), this::warn);
        try (Transport open = transport.open(how, name -> {})) {
            return examine(open, plan(asked, how));
        }
    }

    private int examine(Transport open, Doctor.Plan plan) throws InterruptedException {
        var progress = new ProgressLine(terminal);
        var doctor = new Doctor(open, plan, CliAdvice::of, progress);
        try (var interrupt = new Interrupt(doctor::stop)) {
            Diagnosis diagnosis = doctor.examine();
            progress.hide();
            report(diagnosis);
            return interrupt.happened()
                    ? Interrupt.EXIT_CODE
                    : diagnosis.outcome().exitCode();
        } finally {
            progress.hide();
        }
    }

    private Doctor.Plan plan(SseRequest asked, Connecting how) {
        TransportConfig config = how.config();
        return new Doctor.Plan(
                asked,
                examined.watch,
                examined.mostEvents,
                examined.origin,
                config.proxySelector() == null,
                context(config),
                transport.hasHttp3(how),
                new QuicProbe(how));
    }

    private SseRequest request() {
        examined.check();
        try {
            SseRequest made = connection.applyTo(request.applyTo(SseRequest.get(new URI(url)), terminal.in()));
            return examined.repeat ? made.repeatable(true) : made;
        } catch (URISyntaxException e) {
            throw CommandFailure.badUsage(
                    "not a URL: " + e.getReason() + " at index " + e.getIndex() + ": " + Redacted.uri(url));
        } catch (IllegalArgumentException e) {
            throw CommandFailure.badUsage(String.valueOf(e.getMessage()));
        }
    }

    private static SSLContext context(TransportConfig config) {
        SSLContext own = config.sslContext();
        try {
            return own == null ? SSLContext.getDefault() : own;
        } catch (NoSuchAlgorithmException e) {
            throw CommandFailure.of("this JDK has no TLS: " + e.getMessage(), e);
        }
    }

    private void warn(String message) {
        terminal.err().println(terminal.err().styled(Style.YELLOW, "sse doctor: warning: " + message));
        terminal.err().flush();
    }

    private void report(Diagnosis diagnosis) {
        var report = new DoctorReport(terminal.out());
        if (examined.json) {
            report.json(diagnosis);
        } else {
            report.text(diagnosis);
        }
    }
}
