package dev.rivulet.sse.bench.live;

import dev.rivulet.sse.bench.ReportOptions;
import dev.rivulet.sse.bench.RunningReport;
import dev.rivulet.sse.bench.results.Report;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Our client by HTTP/1.1, HTTP/2 and HTTP/3, all over TLS and delivering inline, against one server in another JVM: a fast
 * stream, many slow ones, many idle ones, and a stream that is lost again and again. Prints Markdown.
 */
@Command(
        name = "Http3Report",
        description = "Our client by HTTP/1.1, HTTP/2 and HTTP/3, all over TLS, against one server: a fast stream, a"
                + " thousand slow ones, a thousand idle ones, and a stream that is lost again and again.")
public final class Http3Report implements Callable<Integer> {
    private static final int STEP = 50; // so many handshakes at once
    private static final List<String> CHUNKS = List.of("1", "8192");
    private static final int PARTS = 2; // of a warm-up

    @Mixin
    private ReportOptions options = new ReportOptions();

    @Option(names = "--scene", paramLabel = "NAME", description = "flood, ticks, idle, drops; repeatable")
    private List<String> scenes = List.of("flood", "ticks", "idle", "drops");

    @Option(names = "--streams", paramLabel = "COUNT", description = "how many slow and idle ones, instead of 1000")
    private int streams = 1_000;

    private long[] ports = {};
    private Http3Plan plan = Http3Plan.FULL;

    private Http3Report() {}

    /** Prints Markdown. */
    public static void main(String[] args) {
        ReportOptions.main(new Http3Report(), args);
    }

    /** What this command line measures, without writing it. */
    public static Report measure(String... args) throws IOException, InterruptedException {
        var command = new Http3Report();
        new CommandLine(command).parseArgs(args);
        return command.measure();
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        options.write(measure());
        return 0;
    }

    private Report measure() throws IOException, InterruptedException {
        plan = options.quick() ? Http3Plan.QUICK : Http3Plan.FULL;
        TlsKey key = TlsKey.make();
        var running = new RunningReport("http3", "HTTP/1.1, HTTP/2 and HTTP/3", options.jvm(), plan.toString());
        var tables = new Http3Tables(plan, options.jvm());
        try (var server = new LiveProcess(
                0, List.of("-Xmx1g"), TlsServer.class, key.file().toString())) {
            ports = server.answer();
            for (String scene : scenes) {
                switch (scene) {
                    case "flood" -> {
                        for (String chunk : CHUNKS) {
                            running.add(tables.flood(chunk, flood(key, "flood tokens/" + chunk + " ")));
                        }
                    }
                    case "ticks" -> running.add(tables.ticks(streams, ticks(key)));
                    case "idle" ->
                        running.add(tables.idle(streams, once(key, "paced-idle " + streams + " " + STEP, 1)));
                    case "drops" -> running.add(tables.drops(drops(key)));
                    default -> throw new IllegalArgumentException("no scene " + scene);
                }
            }
        }
        return running.soFar();
    }

    private Turns<OverTls.Version> flood(TlsKey key, String turn) throws IOException {
        System.err.println(turn);
        var lanes = new LinkedHashMap<OverTls.Version, LiveProcess>();
        try {
            for (var version : OverTls.Version.values()) {
                LiveProcess lane = lane(new OverTls(version, key));
                lanes.put(version, lane);
                warmUp(lane, turn);
            }
            return Turns.rotating(lanes, plan.rounds(), turn + plan.turnMillis());
        } finally {
            close(lanes);
        }
    }

    private void warmUp(LiveProcess lane, String turn) throws IOException {
        for (int part = 0; part < PARTS; part++) { // so that opening and closing are compiled too
            lane.run(turn + plan.warmUpMillis() / PARTS);
        }
    }

    /** Each alone: they would wake up while others are measured. */
    private Turns<OverTls.Version> ticks(TlsKey key) throws IOException {
        var turns = new Turns<OverTls.Version>();
        for (var version : OverTls.Version.values()) {
            System.err.println("ticks, " + version);
            try (LiveProcess lane = lane(new OverTls(version, key))) {
                lane.run(ticks(plan.warmUpMillis()));
                for (int round = 0; round < plan.rounds() / 2; round++) {
                    turns.add(version, lane.run(ticks(plan.turnMillis() * 2)));
                }
            }
        }
        return turns;
    }

    private String ticks(long millis) {
        return "paced " + streams + " " + millis + " " + STEP;
    }

    private Turns<OverTls.Version> drops(TlsKey key) throws IOException {
        return once(key, "drops " + plan.drops(), 2); // the first one warms up
    }

    /** The last answer to a turn that each has so many times, alone. */
    private Turns<OverTls.Version> once(TlsKey key, String turn, int times) throws IOException {
        var turns = new Turns<OverTls.Version>();
        for (var version : OverTls.Version.values()) {
            System.err.println(turn + " " + version);
            try (LiveProcess lane = lane(new OverTls(version, key))) {
                for (int i = 1; i < times; i++) {
                    lane.run(turn);
                }
                turns.add(version, lane.run(turn));
            }
        }
        return turns;
    }

    private LiveProcess lane(OverTls subject) throws IOException {
        long port = ports[subject.version() == OverTls.Version.HTTP_3 ? 1 : 0];
        return new LiveProcess(
                1, options.jvm(), LiveLane.class, subject.key(), "https://localhost:" + port, Boolean.toString(true));
    }

    private static void close(Map<OverTls.Version, LiveProcess> lanes) throws IOException {
        for (LiveProcess lane : lanes.values()) {
            lane.close();
        }
    }
}
