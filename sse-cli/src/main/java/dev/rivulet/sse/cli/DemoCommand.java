package dev.rivulet.sse.cli;

import dev.rivulet.sse.Failure;
import dev.rivulet.sse.SessionMetrics;
import dev.rivulet.sse.SessionState;
import dev.rivulet.sse.SseClient;
import dev.rivulet.sse.SseRequest;
import dev.rivulet.sse.SseSession;
import dev.rivulet.sse.policy.Delivery;
import dev.rivulet.sse.policy.ReconnectPolicy;
import dev.rivulet.sse.spi.BufferPool;
import dev.rivulet.sse.testkit.ScriptedServer;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;

/** Streams from a server of its own that fails in the usual ways, and shows that nothing is lost and nothing twice. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        description = "Streams a made-up answer from a server on this machine that cuts the connection, is busy,"
                + " repeats events, and resets. Every event must arrive once and in order.",
        footer = {"", "The exit code is 0 only if all did."})
final class DemoCommand implements Callable<Integer> {
    private static final int MOST = 1_000_000;

    private final Terminal terminal;
    private final Output out;

    @ArgGroup(validate = false, heading = "%nTransport:%n")
    private TransportChoice transport = new TransportChoice();

    @Option(names = "--events", paramLabel = "N", description = "the number of events; default: ${DEFAULT-VALUE}")
    private int events = 120;

    @Option(
            names = "--seed",
            paramLabel = "S",
            description = "the start of the random text, faults and delays; default: ${DEFAULT-VALUE}")
    private long seed = 1;

    DemoCommand(Terminal terminal) {
        this.terminal = terminal;
        out = terminal.out();
    }

    @Override
    public Integer call() {
        if (events < 1 || events > MOST) {
            throw CommandFailure.badUsage("--events must be from 1 to " + MOST + ": " + events);
        }
        var answer = new Answer(events, seed);
        try (ScriptedServer server = ScriptedServer.start().otherwise(answer);
                SseClient client = transport.build(SseClient.builder().random(new Random(seed)::nextDouble))) {
            return show(client, answer, server.uri("/answer"));
        }
    }

    private int show(SseClient client, Answer answer, URI uri) {
        out.println(out.styled(
                Style.DIM,
                "-- " + Wording.count(events, "event") + " from " + uri + " by transport " + client.transport()
                        + ", seed " + seed));
        var reader = new AnswerReader(answer.tokens(), out);
        var thread = new CommandThread(new Display(new Terminal(terminal.in(), out, terminal.err())));
        BufferPool.Stats before = BufferPool.shared().stats();
        SseSession session = client.subscribe(
                SseRequest.get(uri)
                        .endMarker(Answer.END)
                        .reconnect(ReconnectPolicy.defaults().initialDelay(Duration.ofMillis(300)))
                        .delivery(Delivery.on(thread)),
                reader);
        reader.follows(session);
        try (var interrupt = new Interrupt(session::close)) {
            thread.runUntil(session.closed());
            table(
                    answer,
                    reader,
                    session.metrics(),
                    hitRate(before, BufferPool.shared().stats()));
            return interrupt.happened() ? interrupted() : verdict(reader);
        } finally {
            session.close();
        }
    }

    private void table(Answer answer, AnswerReader reader, SessionMetrics metrics, double hitRate) {
        Duration first = metrics.timeToFirstEvent();
        out.println("");
        int again = answer.sent() - events;
        row("events sent", Math.min(answer.sent(), events) + (again > 0 ? ", and " + again + " of them again" : ""));
        row("delivered", reader.delivered() + (reader.fault() == null ? ", each once and in order" : ""));
        row("duplicates dropped", Long.toString(metrics.duplicates()));
        row("reconnects", Long.toString(metrics.reconnects()));
        row("heartbeats", Integer.toString(reader.heartbeats()));
        row("pool hit rate", String.format(Locale.ROOT, "%.1f %%", 100 * hitRate));
        row("time to first event", first == null ? "-" : first.toMillis() + " ms");
        out.flush();
    }

    private void row(String name, String value) {
        out.println(String.format(Locale.ROOT, "%-20s %s", name, value));
    }

    private static double hitRate(BufferPool.Stats before, BufferPool.Stats after) {
        return BufferPool.Stats.of(after.hits() - before.hits(), after.misses() - before.misses(), 0, 0)
                .hitRate();
    }

    private int interrupted() {
        out.println(out.styled(Style.YELLOW, "-- interrupted"));
        out.flush();
        return Interrupt.EXIT_CODE;
    }

    private int verdict(AnswerReader reader) {
        String fault = reader.fault();
        SessionState.Closed closed = reader.closed();
        Failure failure = closed == null ? null : closed.failure();
        if (failure instanceof Failure.HandlerFailed handler && handler.cause() instanceof OutputLost lost) {
            throw lost;
        }
        if (fault != null || failure != null) {
            throw CommandFailure.of(wrong(fault, failure), null);
        }
        return ExitCode.OK;
    }

    private static String wrong(@Nullable String fault, @Nullable Failure failure) {
        return (fault == null ? "" : fault + ". ") + (failure == null ? "" : Wording.of(failure));
    }
}
