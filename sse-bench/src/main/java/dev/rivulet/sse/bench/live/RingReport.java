package dev.rivulet.sse.bench.live;

import dev.rivulet.sse.bench.Machine;
import dev.rivulet.sse.bench.Spread;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * The same client on one kind of event loop after the other, delivering inline: epoll; io_uring with plain receive, with a
 * ring of buffers, with multishot; and on Netty 4.1 epoll and the incubator's io_uring. Prints Markdown.
 *
 * <p>{@code RingReport [--quick] [--scene flood|busy|ticks|beats]... [--netty-4.1 FOLDER]}
 */
public final class RingReport {
    private static final String USAGE = """
            usage: RingReport [--quick] [--scene NAME]... [--netty-4.1 FOLDER]
              --quick              a shorter warm-up and fewer turns
              --scene NAME         flood, busy, ticks, beats
              --netty-4.1 FOLDER   jars with this benchmark, Netty 4.1 and the incubator's io_uring; -Pnetty-4.1 makes it""";
    private static final List<String> JVM = List.of("-Xms512m", "-Xmx512m");
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

    private final long port;
    private final boolean quick;
    private final Map<Loop, String> classPaths = new LinkedHashMap<>();

    private RingReport(long port, boolean quick, String netty41) {
        this.port = port;
        this.quick = quick;
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

    public static void main(String[] args) throws Exception {
        boolean quick = false;
        String netty41 = null;
        var scenes = new ArrayList<String>();
        var rest = List.of(args).iterator();
        while (rest.hasNext()) {
            switch (rest.next()) {
                case "--quick" -> quick = true;
                case "--scene" -> scenes.add(rest.next());
                case "--netty-4.1" -> netty41 = rest.next();
                default -> {
                    System.err.println(USAGE);
                    System.exit(2);
                }
            }
        }
        System.out.print(Machine.describe());
        System.out.println("- measured JVMs " + String.join(" ", JVM)
                + (LiveProcess.isPinned() ? ", server and client one core each" : "") + "\n");
        try (var server = new LiveProcess(0, List.of("-Xmx512m"), LiveServer.class)) {
            var report = new RingReport(server.answer()[0], quick, netty41);
            for (String scene : scenes.isEmpty() ? List.of("flood", "busy", "ticks", "beats") : scenes) {
                switch (scene) {
                    case "flood" -> {
                        report.paired("One stream, one event a chunk", "flood tokens/1 ");
                        report.paired("One stream, 8 KiB chunks", "flood tokens/8192 ");
                    }
                    case "busy" ->
                        report.paired(BUSY + " fast streams, one event a chunk", "floods " + BUSY + " tokens/1 ");
                    case "ticks" -> report.alone("A thousand streams of ten events a second", "ticks " + MANY + " ");
                    case "beats" -> report.alone("The same, all at the same time", "beats " + MANY + " ");
                    default -> throw new IllegalArgumentException(USAGE);
                }
            }
        }
    }

    private LiveProcess lane(Loop loop, boolean many) throws IOException {
        List<String> options =
                Stream.concat(JVM.stream(), loop.entry().jvmOptions().stream()).toList();
        return new LiveProcess(
                1,
                classPaths.get(loop),
                options,
                LiveLane.class,
                loop.entry().name(),
                Long.toString(port),
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

    private void paired(String title, String turn) throws IOException, InterruptedException {
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
        print(title, turns, calls, false);
    }

    private void alone(String title, String turn) throws IOException, InterruptedException {
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
        print(title, turns, calls, true);
    }

    private static void print(String title, Turns<Loop> turns, Map<Loop, Double> calls, boolean timed) {
        ToDoubleFunction<long[]> speed = turn -> turn[0] * 1e3 / turn[1];
        ToDoubleFunction<long[]> cpu = turn -> (double) turn[2] / turn[0];
        System.out.println("#### " + title + "\n");
        System.out.println(
                "| event loop | M events/s | × epoll | CPU, ns an event | ± | of epoll's | system calls an event |"
                        + (timed ? " median age | p99 |" : ""));
        System.out.println("|---|--:|--:|--:|--:|--:|--:|" + (timed ? "--:|--:|" : ""));
        for (Loop loop : turns.keys()) {
            Spread spent = turns.spread(loop, cpu);
            System.out.printf(
                    Locale.ROOT,
                    "| %s | %.3f | %s | %.0f | %.1f %% | %s | %.4f |%s%n",
                    loop,
                    turns.spread(loop, speed).median(),
                    turns.ratio(loop, loop.epoll(), speed),
                    spent.median(),
                    spent.percent(),
                    turns.ratio(loop, loop.epoll(), cpu),
                    calls.get(loop),
                    timed
                            ? String.format(
                                    Locale.ROOT,
                                    " %.0f µs | %.0f µs |",
                                    turns.spread(loop, turn -> turn[4]).median(),
                                    turns.spread(loop, turn -> turn[5]).median())
                            : "");
        }
        System.out.println();
    }
}
