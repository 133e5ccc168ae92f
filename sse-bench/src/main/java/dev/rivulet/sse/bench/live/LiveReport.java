package dev.rivulet.sse.bench.live;

import dev.rivulet.sse.bench.Machine;
import dev.rivulet.sse.bench.Spread;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Whole clients against a server in another JVM, one core each, paired: a fast stream, a thousand slow ones, and many idle
 * ones. Prints Markdown.
 *
 * <p>{@code LiveReport [--quick] [--entry NAME]... [--scene flood|ticks|idle]... [--idle STREAMS] [--jvm OPTION]...}
 */
public final class LiveReport {
    private static final int STREAMS = 1_000;

    private final LivePlan plan;
    private final long port;

    private LiveReport(LivePlan plan, long port) {
        this.plan = plan;
        this.port = port;
    }

    public static void main(String[] args) throws IOException {
        LivePlan plan;
        try {
            plan = LivePlan.of(args);
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage() + "\n" + LivePlan.USAGE);
            System.exit(2);
            return;
        }
        System.out.print(Machine.describe());
        System.out.println("- " + plan + (LiveProcess.isPinned() ? ", server and client one core each" : "") + "\n");
        try (var server = new LiveProcess(0, List.of("-Xmx512m"), LiveServer.class)) {
            var report = new LiveReport(plan, server.answer()[0]);
            if (plan.scenes().contains("flood")) {
                report.flood(1, "one event a chunk");
                report.flood(8_192, "8 KiB chunks");
            }
            if (plan.scenes().contains("ticks")) {
                report.ticks();
            }
            if (plan.scenes().contains("idle")) {
                report.idle();
            }
        }
    }

    private LiveProcess lane(Entry entry, boolean many) throws IOException {
        return new LiveProcess(
                1, plan.jvmOptions(), LiveLane.class, entry.name(), Long.toString(port), Boolean.toString(many));
    }

    private void flood(int chunk, String title) throws IOException {
        System.err.println("flood, " + title);
        List<Entry> entries = plan.entries();
        Map<Entry, List<long[]>> turns = new EnumMap<>(Entry.class);
        var lanes = new ArrayList<LiveProcess>();
        try {
            for (Entry entry : entries) {
                turns.put(entry, new ArrayList<>());
                LiveProcess lane = lane(entry, false);
                lanes.add(lane);
                // Opening and closing are compiled too, else the first turns pay for it.
                lane.run("flood " + chunk + " " + plan.warmUpMillis() / 2);
                lane.run("flood " + chunk + " " + plan.warmUpMillis() / 2);
            }
            for (int round = 0; round < plan.rounds(); round++) {
                for (int turn = 0; turn < lanes.size(); turn++) {
                    int next = (round + turn) % lanes.size();
                    turns.get(entries.get(next)).add(lanes.get(next).run("flood " + chunk + " " + plan.turnMillis()));
                }
            }
        } finally {
            for (LiveProcess lane : lanes) {
                lane.close();
            }
        }
        ToDoubleFunction<long[]> speed = turn -> turn[0] * 1e3 / turn[1];
        System.out.println("### One stream, " + title + "\n");
        System.out.println(
                "| client | M events/s | ± | CPU, ns an event | of the socket | of the codec | × okhttp-sse |");
        System.out.println("|---|--:|--:|--:|--:|--:|--:|");
        for (Entry entry : entries) {
            Spread mine = spread(turns.get(entry), speed);
            System.out.printf(
                    Locale.ROOT,
                    "| %s | %.2f | %.1f %% | %.0f | %s | %s | %s |%n",
                    entry,
                    mine.median(),
                    mine.percent(),
                    spread(turns.get(entry), turn -> (double) turn[2] / turn[0]).median(),
                    ratio(turns, entry, Entry.SOCKET, speed),
                    ratio(turns, entry, Entry.NETTY_CODEC, speed),
                    ratio(turns, entry, Entry.OKHTTP_SSE, speed));
        }
        System.out.println();
    }

    private void ticks() throws IOException {
        Map<Entry, List<long[]>> turns = new EnumMap<>(Entry.class);
        for (Entry entry : many()) {
            System.err.println("ticks, " + entry);
            try (LiveProcess lane = lane(entry, true)) {
                lane.run("ticks " + STREAMS + " " + plan.warmUpMillis());
                lane.run("ticks " + STREAMS + " " + plan.warmUpMillis() / 2);
                var mine = new ArrayList<long[]>();
                for (int round = 0; round < plan.rounds() / 2; round++) {
                    mine.add(lane.run("ticks " + STREAMS + " " + plan.turnMillis() * 3));
                }
                turns.put(entry, mine);
            }
        }
        ToDoubleFunction<long[]> cpu = turn -> turn[2] / 1e3 / turn[0];
        System.out.println("### A thousand streams of ten events a second\n");
        System.out.println(
                "| client | CPU, µs an event | ± | of the codec | all open in | median age | p99 | p99 of the socket |");
        System.out.println("|---|--:|--:|--:|--:|--:|--:|--:|");
        for (Entry entry : turns.keySet()) {
            List<long[]> mine = turns.get(entry);
            Spread spent = spread(mine, cpu);
            System.out.printf(
                    Locale.ROOT,
                    "| %s | %.1f | %.1f %% | %s | %.0f ms | %.0f µs | %.0f µs | %s |%n",
                    entry,
                    spent.median(),
                    spent.percent(),
                    ratio(turns, entry, Entry.NETTY_CODEC, cpu),
                    spread(mine, turn -> turn[3] / 1e6).median(),
                    spread(mine, turn -> turn[4]).median(),
                    spread(mine, turn -> turn[5]).median(),
                    ratio(turns, entry, Entry.SOCKET, turn -> turn[5]));
        }
        System.out.println();
    }

    private void idle() throws IOException {
        System.out.println("### " + plan.idleStreams() + " idle streams\n");
        System.out.println("| client | heap, B a stream | further threads |");
        System.out.println("|---|--:|--:|");
        for (Entry entry : many()) {
            System.err.println("idle, " + entry);
            try (LiveProcess lane = lane(entry, true)) {
                long[] held = lane.run("idle " + plan.idleStreams());
                System.out.printf(
                        Locale.ROOT, "| %s | %d | %d |%n", entry, Math.max(0, held[0]) / plan.idleStreams(), held[1]);
            }
        }
        System.out.println();
    }

    /** Without the one that makes Strings of a socket, which is for one stream. */
    private List<Entry> many() {
        return plan.entries().stream()
                .filter(entry -> entry != Entry.SOCKET_STRING)
                .toList();
    }

    private static Spread spread(List<long[]> turns, ToDoubleFunction<long[]> value) {
        return Spread.of(turns.stream().mapToDouble(value));
    }

    private static String ratio(
            Map<Entry, List<long[]>> turns, Entry entry, Entry other, ToDoubleFunction<long[]> value) {
        List<long[]> theirs = turns.get(other);
        if (theirs == null) {
            return "-";
        }
        List<long[]> mine = turns.get(entry);
        Spread ratios = Spread.of(IntStream.range(0, mine.size())
                .mapToDouble(round -> value.applyAsDouble(mine.get(round)) / value.applyAsDouble(theirs.get(round))));
        return String.format(Locale.ROOT, "%.2f", ratios.median());
    }
}
