package dev.rivulet.sse.bench.live;

import dev.rivulet.sse.bench.ReportOptions;
import dev.rivulet.sse.bench.RunningReport;
import dev.rivulet.sse.bench.results.Better;
import dev.rivulet.sse.bench.results.Chart;
import dev.rivulet.sse.bench.results.Column;
import dev.rivulet.sse.bench.results.Report;
import dev.rivulet.sse.bench.results.Role;
import dev.rivulet.sse.bench.results.Row;
import dev.rivulet.sse.bench.results.Table;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * The same client on one kind of event loop after the other, delivering inline: epoll; io_uring with plain receive, with a
 * ring of buffers, with multishot; and on Netty 4.1 epoll and the incubator's io_uring. Prints Markdown.
 */
@Command(name = "RingReport", description = "Our client, delivering inline, on one kind of event loop after the other.")
public final class RingReport implements Callable<Integer> {
    private static final int BUSY = 100;
    private static final int MANY = 1_000;

    /** A kind of loop on a line of Netty. */
    private record Loop(String line, LiveEntry entry) {
        @Override
        public String toString() {
            String kind = entry == LiveEntry.NETTY_INLINE
                    ? "epoll"
                    : entry.toString().replace("rivulet ", "").replace(", inline", "");
            return kind + ", Netty " + line;
        }

        Loop epoll() {
            return new Loop(line, LiveEntry.NETTY_INLINE);
        }
    }

    private static final List<Column> COLUMNS = List.of(
            new Column("speed", "M events/s", 3, Better.HIGHER),
            new Column("of-epoll", "× epoll", 2, Better.NEITHER),
            new Column("cpu", "CPU, ns an event", 0, Better.LOWER),
            new Column("cpu-of-epoll", "of epoll's", 2, Better.NEITHER),
            new Column("calls", "system calls an event", 4, Better.LOWER));
    private static final List<Column> AGES = List.of(
            new Column("median", "median age, µs", 0, Better.LOWER), new Column("p99", "p99, µs", 0, Better.LOWER));

    @Mixin
    private ReportOptions report = new ReportOptions();

    @Option(names = "--scene", paramLabel = "NAME", description = "flood, busy, ticks, beats; repeatable")
    private List<String> scenes = List.of("flood", "busy", "ticks", "beats");

    @Option(
            names = "--netty-4.1",
            paramLabel = "FOLDER",
            description = "jars with this benchmark, Netty 4.1 and the incubator's io_uring; -Pnetty-4.1 makes it")
    private @Nullable String netty41;

    private final Map<Loop, String> classPaths = new LinkedHashMap<>();
    private RunningReport running;
    private boolean quick;
    private long port;

    private RingReport() {}

    private void putClassPaths() {
        String own = System.getProperty("java.class.path");
        for (LiveEntry entry : List.of(
                LiveEntry.NETTY_INLINE,
                LiveEntry.IOURING_INLINE,
                LiveEntry.IOURING_RING_INLINE,
                LiveEntry.IOURING_MULTISHOT_INLINE)) {
            classPaths.put(new Loop("4.2", entry), own);
        }
        if (netty41 != null) {
            for (LiveEntry entry : List.of(LiveEntry.NETTY_INLINE, LiveEntry.INCUBATOR_INLINE)) {
                classPaths.put(
                        new Loop("4.1", entry), Path.of(netty41).resolve("*").toString());
            }
        }
    }

    /** Prints Markdown. */
    public static void main(String[] args) {
        ReportOptions.main(new RingReport(), args);
    }

    @Override
    public Integer call() throws Exception {
        report.write(measure());
        return 0;
    }

    private Report measure() throws Exception {
        putClassPaths();
        quick = report.quick();
        running = new RunningReport("ring", "Event loops", report.jvm(), plan());
        try (var server = new LiveProcess(0, List.of("-Xmx512m"), LiveServer.class)) {
            port = server.answer()[0];
            for (String scene : scenes) {
                scene(scene);
            }
        }
        return running.soFar();
    }

    private void scene(String scene) throws Exception {
        switch (scene) {
            case "flood" -> {
                paired("flood-1", "One stream, one event a chunk", "flood tokens/1 ");
                paired("flood-8192", "One stream, 8 KiB chunks", "flood tokens/8192 ");
            }
            case "busy" -> paired("busy", BUSY + " fast streams, one event a chunk", "floods " + BUSY + " tokens/1 ");
            case "ticks" -> alone("ticks", "A thousand streams of ten events a second", "ticks " + MANY + " ");
            case "beats" -> alone("beats", "The same, all at the same time", "beats " + MANY + " ");
            default -> throw new IllegalArgumentException("no scene " + scene);
        }
    }

    private String plan() {
        return (quick ? "4 s" : "14 s") + " of warm-up, of many streams " + (quick ? "6 s" : "20 s")
                + (LiveProcess.isPinned() ? ", server and client one core each" : "");
    }

    private LiveProcess lane(Loop loop, boolean many) throws IOException {
        List<String> options = Stream.concat(report.jvm().stream(), loop.entry().jvmOptions().stream())
                .toList();
        return new LiveProcess(
                1,
                classPaths.get(loop),
                options,
                LiveLane.class,
                loop.entry().name(),
                LiveServer.uri(port),
                Boolean.toString(many));
    }

    private static void warmUp(LiveProcess lane, String turn, long millis) throws IOException {
        lane.run(turn + millis / 2);
        lane.run(turn + millis / 2);
    }

    /** Calls an event, while it runs. */
    private static double calls(LiveProcess lane, String turn) throws IOException, InterruptedException {
        lane.begin(turn + 4_000);
        Thread.sleep(2_500);
        double calls = SystemCalls.within(lane.id());
        long[] answer = lane.answer();
        return calls / (answer[0] * 1e9 / answer[1]);
    }

    private void paired(String id, String title, String turn) throws IOException, InterruptedException {
        System.err.println(title);
        var lanes = new LinkedHashMap<Loop, LiveProcess>();
        var calls = new LinkedHashMap<Loop, Double>();
        Turns<Loop> turns;
        try {
            for (Loop loop : classPaths.keySet()) {
                LiveProcess lane = lane(loop, false);
                lanes.put(loop, lane);
                warmUp(lane, turn, quick ? 4_000 : 14_000);
            }
            turns = Turns.rotating(lanes, quick ? 3 : 8, turn + 1_000);
            for (var lane : lanes.entrySet()) {
                calls.put(lane.getKey(), calls(lane.getValue(), turn));
            }
        } finally {
            for (LiveProcess lane : lanes.values()) {
                lane.close();
            }
        }
        running.add(table(id, title, turns, calls, false));
    }

    private void alone(String id, String title, String turn) throws IOException, InterruptedException {
        var turns = new Turns<Loop>();
        var calls = new LinkedHashMap<Loop, Double>();
        for (Loop loop : classPaths.keySet()) {
            System.err.println(title + ", " + loop);
            try (LiveProcess lane = lane(loop, true)) {
                warmUp(lane, turn, quick ? 6_000 : 20_000);
                for (int round = 0; round < (quick ? 2 : 4); round++) {
                    turns.add(loop, lane.run(turn + 3_000));
                }
                calls.put(loop, calls(lane, turn));
            }
        }
        running.add(table(id, title, turns, calls, true));
    }

    private Table table(String id, String title, Turns<Loop> turns, Map<Loop, Double> calls, boolean timed) {
        List<Row> rows = turns.keys().stream()
                .map(loop -> row(loop, turns, calls.get(loop), timed))
                .toList();
        Chart second = timed
                ? Chart.logarithmic("Age at arrival, µs (lower is better)", "median", "p99")
                : Chart.of("Millions of events a second (higher is better)", "speed");
        return new Table(
                "ring-" + id,
                title,
                "event loop",
                List.of(
                        "an id and a type line on each event",
                        plan(),
                        RunningReport.heap(report.jvm()),
                        "CPU: of the whole JVM, compiler and collector included",
                        "±: half the distance of the quartiles",
                        "× epoll, of epoll's: medians of the ratios in each round to epoll on the same line of Netty"),
                timed ? Stream.concat(COLUMNS.stream(), AGES.stream()).toList() : COLUMNS,
                rows,
                List.of(Chart.of("Processor time, ns an event (lower is better)", "cpu"), second));
    }

    private static Row row(Loop loop, Turns<Loop> turns, double calls, boolean timed) {
        ToDoubleFunction<long[]> speed = turn -> turn[0] * 1e3 / turn[1];
        ToDoubleFunction<long[]> cpu = turn -> (double) turn[2] / turn[0];
        Row row = Row.of(loop.toString(), loop.equals(loop.epoll()) ? Role.LIMIT : Role.OURS)
                .with("speed", turns.spread(loop, speed).measurement())
                .with("of-epoll", turns.ratio(loop, loop.epoll(), speed))
                .with("cpu", turns.spread(loop, cpu).measurement())
                .with("cpu-of-epoll", turns.ratio(loop, loop.epoll(), cpu))
                .with("calls", calls);
        return timed
                ? row.with("median", turns.spread(loop, turn -> turn[4]).measurement())
                        .with("p99", turns.spread(loop, turn -> turn[5]).measurement())
                : row;
    }
}
