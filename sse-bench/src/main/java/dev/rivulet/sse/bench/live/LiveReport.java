package dev.rivulet.sse.bench.live;

import dev.rivulet.sse.bench.Machine;
import dev.rivulet.sse.bench.Spread;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

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
                report.flood("tokens/1", "tokens with ids, one event a chunk");
                report.flood("tokens/8192", "tokens with ids, 8 KiB chunks");
                report.flood("tokens-plain/1", "tokens without ids, one event a chunk");
                report.flood("tokens-plain/8192", "tokens without ids, 8 KiB chunks");
                report.flood("ticks/8192", "ticks with ids, 8 KiB chunks");
            }
            if (plan.scenes().contains("ticks")) {
                report.ticks();
            }
            if (plan.scenes().contains("idle")) {
                report.idle();
            }
        }
    }

    private LiveProcess lane(LiveEntry entry, boolean many) throws IOException {
        return new LiveProcess(
                1, options(entry), LiveLane.class, entry.name(), Long.toString(port), Boolean.toString(many));
    }

    private List<String> options(LiveEntry entry) {
        return Stream.concat(plan.jvmOptions().stream(), entry.jvmOptions().stream())
                .toList();
    }

    private void flood(String chunk, String title) throws IOException {
        System.err.println("flood, " + title);
        var lanes = new LinkedHashMap<LiveEntry, LiveProcess>();
        Turns<LiveEntry> turns;
        try {
            for (LiveEntry entry : plan.entries()) {
                LiveProcess lane = lane(entry, false);
                lanes.put(entry, lane);
                // Opening and closing are compiled too, else the first turns pay for it.
                lane.run("flood " + chunk + " " + plan.warmUpMillis() / 2);
                lane.run("flood " + chunk + " " + plan.warmUpMillis() / 2);
            }
            turns = Turns.rotating(lanes, plan.rounds(), "flood " + chunk + " " + plan.turnMillis());
        } finally {
            for (LiveProcess lane : lanes.values()) {
                lane.close();
            }
        }
        ToDoubleFunction<long[]> speed = turn -> turn[0] * 1e3 / turn[1];
        System.out.println("### One stream, " + title + "\n");
        System.out.println(
                "| client | M events/s | ± | CPU, ns an event | of the socket | of the codec | × okhttp-sse |");
        System.out.println("|---|--:|--:|--:|--:|--:|--:|");
        for (LiveEntry entry : turns.keys()) {
            Spread mine = turns.spread(entry, speed);
            System.out.printf(
                    Locale.ROOT,
                    "| %s | %.2f | %.1f %% | %.0f | %s | %s | %s |%n",
                    entry,
                    mine.median(),
                    mine.percent(),
                    turns.spread(entry, turn -> (double) turn[2] / turn[0]).median(),
                    turns.ratio(entry, LiveEntry.SOCKET, speed),
                    turns.ratio(entry, LiveEntry.NETTY_CODEC, speed),
                    turns.ratio(entry, LiveEntry.OKHTTP_SSE, speed));
        }
        System.out.println();
    }

    private void ticks() throws IOException {
        var turns = new Turns<LiveEntry>();
        for (LiveEntry entry : many()) {
            System.err.println("ticks, " + entry);
            try (LiveProcess lane = lane(entry, true)) {
                lane.run("ticks " + STREAMS + " " + plan.warmUpMillis());
                lane.run("ticks " + STREAMS + " " + plan.warmUpMillis() / 2);
                for (int round = 0; round < plan.rounds() / 2; round++) {
                    turns.add(entry, lane.run("ticks " + STREAMS + " " + plan.turnMillis() * 3));
                }
            }
        }
        ToDoubleFunction<long[]> cpu = turn -> turn[2] / 1e3 / turn[0];
        System.out.println("### A thousand streams of ten events a second\n");
        System.out.println(
                "| client | CPU, µs an event | ± | of the codec | all open in | median age | p99 | p99 of the socket |");
        System.out.println("|---|--:|--:|--:|--:|--:|--:|--:|");
        for (LiveEntry entry : turns.keys()) {
            Spread spent = turns.spread(entry, cpu);
            System.out.printf(
                    Locale.ROOT,
                    "| %s | %.1f | %.1f %% | %s | %.0f ms | %.0f µs | %.0f µs | %s |%n",
                    entry,
                    spent.median(),
                    spent.percent(),
                    turns.ratio(entry, LiveEntry.NETTY_CODEC, cpu),
                    turns.spread(entry, turn -> turn[3] / 1e6).median(),
                    turns.spread(entry, turn -> turn[4]).median(),
                    turns.spread(entry, turn -> turn[5]).median(),
                    turns.ratio(entry, LiveEntry.SOCKET, turn -> turn[5]));
        }
        System.out.println();
    }

    private void idle() throws IOException {
        System.out.println("### " + plan.idleStreams() + " idle streams\n");
        System.out.println("| client | heap, B a stream | further threads |");
        System.out.println("|---|--:|--:|");
        for (LiveEntry entry : many()) {
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
    private List<LiveEntry> many() {
        return plan.entries().stream()
                .filter(entry -> entry != LiveEntry.SOCKET_STRING)
                .toList();
    }
}
