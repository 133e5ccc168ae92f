package dev.rivulet.sse.bench.live;

import dev.rivulet.sse.bench.RunningReport;
import dev.rivulet.sse.bench.results.Better;
import dev.rivulet.sse.bench.results.Chart;
import dev.rivulet.sse.bench.results.Column;
import dev.rivulet.sse.bench.results.Role;
import dev.rivulet.sse.bench.results.Row;
import dev.rivulet.sse.bench.results.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.BiFunction;
import java.util.function.ToDoubleFunction;

/** What our client answered by each version of HTTP, as tables. The peer of each ratio is HTTP/2 in the same rounds. */
final class Http3Tables {
    private static final ToDoubleFunction<long[]> SPEED = turn -> turn[0] * 1e3 / turn[1];
    private static final ToDoubleFunction<long[]> CPU = turn -> (double) turn[2] / turn[0];
    private static final ToDoubleFunction<long[]> BUSY = turn -> 100.0 * turn[2] / turn[1];
    private static final OverTls.Version PEER = OverTls.Version.HTTP_2;

    private static final List<Column> FLOOD = List.of(
            new Column("speed", "M events/s", 3, Better.HIGHER),
            new Column("of-http2", "× HTTP/2", 2, Better.NEITHER),
            new Column("cpu", "CPU, ns an event", 0, Better.LOWER),
            new Column("cpu-of-http2", "of HTTP/2's", 2, Better.NEITHER),
            new Column("busy", "client busy, %", 0, Better.NEITHER));

    private static final List<Column> TICKS = List.of(
            new Column("cpu", "CPU, µs an event", 1, Better.LOWER),
            new Column("cpu-of-http2", "of HTTP/2's", 2, Better.NEITHER),
            new Column("open", "all open in, ms", 0, Better.LOWER),
            new Column("open-of-http2", "of HTTP/2's", 2, Better.NEITHER),
            new Column("median", "median age, µs", 0, Better.LOWER),
            new Column("p99", "p99, µs", 0, Better.LOWER));

    private static final List<Column> IDLE = List.of(
            new Column("heap", "heap, B a stream", 0, Better.LOWER),
            new Column("other", "other memory, B a stream", 0, Better.LOWER),
            new Column("both-of-http2", "both, of HTTP/2's", 2, Better.NEITHER));

    private static final List<Column> DROPS = List.of(
            new Column("median", "median, ms", 2, Better.LOWER),
            new Column("of-http2", "of HTTP/2's", 2, Better.NEITHER),
            new Column("p99", "p99, ms", 2, Better.LOWER),
            new Column("p99-of-http2", "p99 of HTTP/2's", 2, Better.NEITHER),
            new Column("cpu", "CPU, ms a reconnection", 2, Better.LOWER));

    private final Http3Plan plan;
    private final List<String> jvmOptions;

    Http3Tables(Http3Plan plan, List<String> jvmOptions) {
        this.plan = plan;
        this.jvmOptions = jvmOptions;
    }

    Table flood(String chunk, Turns<OverTls.Version> turns) {
        return new Table(
                "http3-flood-" + chunk,
                "One stream over TLS, " + (chunk.equals("1") ? "one event a chunk" : chunk + " B chunks"),
                "version",
                notes(
                        plan.warmUpMillis() + " ms of warm-up in each JVM",
                        "±: half the distance of the quartiles",
                        "of HTTP/2: medians of the ratios in each round",
                        "where the client is not busy, the server is what limits it"),
                FLOOD,
                rows(
                        turns,
                        (version, row) -> row.with(
                                        "speed", turns.spread(version, SPEED).measurement())
                                .with("of-http2", turns.ratio(version, PEER, SPEED))
                                .with("cpu", turns.spread(version, CPU).measurement())
                                .with("cpu-of-http2", turns.ratio(version, PEER, CPU))
                                .with("busy", turns.spread(version, BUSY).median())),
                List.of(Chart.of("Processor time, ns an event (lower is better)", "cpu")));
    }

    Table ticks(int streams, Turns<OverTls.Version> turns) {
        ToDoubleFunction<long[]> open = turn -> turn[3] / 1e6;
        return new Table(
                "http3-ticks",
                String.format(Locale.ROOT, "%,d streams of ten events a second, over TLS", streams),
                "version",
                notes(
                        plan.warmUpMillis() + " ms of warm-up in each JVM",
                        "±: half the distance of the quartiles",
                        "of HTTP/2's: medians of the ratios in each round",
                        "opened 50 at once, the next when those have had an event",
                        "age: from sending to the handler"),
                TICKS,
                rows(
                        turns,
                        (version, row) -> row.with(
                                        "cpu",
                                        turns.spread(version, turn -> CPU.applyAsDouble(turn) / 1e3)
                                                .measurement())
                                .with("cpu-of-http2", turns.ratio(version, PEER, CPU))
                                .with("open", turns.spread(version, open).median())
                                .with("open-of-http2", turns.ratio(version, PEER, open))
                                .with(
                                        "median",
                                        turns.spread(version, turn -> turn[4]).measurement())
                                .with(
                                        "p99",
                                        turns.spread(version, turn -> turn[5]).measurement())),
                List.of(Chart.of("Processor time, µs an event (lower is better)", "cpu")));
    }

    Table idle(int streams, Turns<OverTls.Version> turns) {
        ToDoubleFunction<long[]> heap = turn -> Math.max(0, turn[0]) / (double) streams;
        ToDoubleFunction<long[]> other = turn -> Math.max(0, turn[2]) / (double) streams;
        ToDoubleFunction<long[]> both = turn -> heap.applyAsDouble(turn) + other.applyAsDouble(turn);
        return new Table(
                "http3-idle",
                String.format(Locale.ROOT, "%,d idle streams over TLS", streams),
                "version",
                notes(
                        "HTTP/1.1: a connection for each stream, HTTP/2 and HTTP/3: one for all",
                        "heap: used after collections, beyond that of 50 streams",
                        "other: by how much the process's memory grew outside of the heap, code included; on Linux",
                        "one token each, then silence"),
                IDLE,
                rows(
                        turns,
                        (version, row) -> row.with(
                                        "heap", turns.spread(version, heap).median())
                                .with("other", turns.spread(version, other).median())
                                .with("both-of-http2", turns.ratio(version, PEER, both))),
                List.of(Chart.of("Memory, B a stream (lower is better)", "heap", "other")));
    }

    Table drops(Turns<OverTls.Version> turns) {
        ToDoubleFunction<long[]> median = turn -> turn[3] / 1e3;
        ToDoubleFunction<long[]> p99 = turn -> turn[4] / 1e3;
        return new Table(
                "http3-drops",
                "A stream that is lost, until the next event",
                "version",
                notes(
                        plan.drops() + " losses after as many of warm-up",
                        "the server ends the connection: TCP's by FIN without TLS's end, QUIC's by CONNECTION_CLOSE",
                        "from that end to the handler, 1 s if it was more; the client has no delay of its own",
                        "CPU: the client's, from event to event"),
                DROPS,
                rows(
                        turns,
                        (version, row) -> row.with(
                                        "median", turns.spread(version, median).median())
                                .with("of-http2", turns.ratio(version, PEER, median))
                                .with("p99", turns.spread(version, p99).median())
                                .with("p99-of-http2", turns.ratio(version, PEER, p99))
                                .with(
                                        "cpu",
                                        turns.spread(version, turn -> CPU.applyAsDouble(turn) / 1e6)
                                                .median())),
                List.of(Chart.of("Until the next event, ms (lower is better)", "median", "p99")));
    }

    private static List<Row> rows(Turns<OverTls.Version> turns, BiFunction<OverTls.Version, Row, Row> values) {
        return turns.keys().stream()
                .map(version -> values.apply(version, Row.of(version.toString(), Role.OURS)))
                .toList();
    }

    private List<String> notes(String... more) {
        var notes = new ArrayList<String>();
        notes.add("delivered inline");
        notes.add("an id and a type line on each event");
        notes.addAll(List.of(more));
        notes.add("TLS: the JDK's over TCP, BoringSSL's in QUIC, on both sides");
        notes.add(RunningReport.heap(jvmOptions));
        notes.add("CPU: of the whole JVM, compiler and collector included");
        return notes;
    }
}
