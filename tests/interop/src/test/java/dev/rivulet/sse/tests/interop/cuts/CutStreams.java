package dev.rivulet.sse.tests.interop.cuts;

import dev.rivulet.sse.SessionMetrics;
import java.util.Map;
import java.util.TreeMap;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Many endless streams over real sockets whose connections are cut at random, and that miss nothing, repeat nothing and
 * leave nothing behind. In a JVM of its own, whose threads and descriptors are counted; {@link Plan} has its properties.
 * Exits with 1 if something was wrong.
 */
final class CutStreams {
    private static final Logger SESSIONS = Logger.getLogger("dev.rivulet.sse");

    private CutStreams() {}

    public static void main(String[] arguments) throws Exception {
        SESSIONS.setLevel(Level.SEVERE); // losses are on purpose here
        var findings = new Findings();
        Plan plan = Plan.current();
        run(plan.warmUp(), findings);
        Leftovers before = Leftovers.settled();
        System.out.println(run(plan, findings));
        before.awaitGone().forEach(findings::add);
        Leftovers after = Leftovers.now();
        System.out.println("threads: " + before.threads() + " before, " + after.threads() + " after");
        System.out.println("descriptors: " + before.descriptors() + " before, " + after.descriptors() + " after");
        System.out.println("findings: " + findings);
        System.exit(findings.isEmpty() ? 0 : 1);
    }

    private static String run(Plan plan, Findings findings) throws Exception {
        long begun = System.nanoTime();
        try (var streams = new Streams(plan, findings)) {
            streams.run();
            long seconds = (System.nanoTime() - begun) / 1_000_000_000;
            streams.end();
            check(streams, findings);
            return report(plan, seconds, streams);
        }
    }

    private static void check(Streams streams, Findings findings) {
        SessionMetrics total = streams.metrics().total();
        if (total.delivered() != streams.events()) {
            findings.add("counted " + total.delivered() + " events delivered, of " + streams.events());
        }
        if (total.duplicates() > streams.server.repeated()) {
            findings.add("dropped " + total.duplicates() + " events, of " + streams.server.repeated() + " sent again");
        }
    }

    private static String report(Plan plan, long seconds, Streams streams) {
        SessionMetrics total = streams.metrics().total();
        Map<String, Long> losses = new TreeMap<>();
        total.losses().forEach((kind, count) -> losses.put(kind, count));
        return String.join(
                "\n",
                "transport: " + plan.transport() + ", seed " + plan.seed() + ", Java "
                        + Runtime.version().feature(),
                "streams: " + plan.streams(),
                "seconds: " + seconds,
                "events: " + streams.events(),
                "connections: " + streams.server.accepted(),
                "responses: " + streams.server.fates(),
                "cuts: " + losses.values().stream().mapToLong(Long::longValue).sum() + " " + losses,
                "duplicates dropped: " + total.duplicates() + ", sent again at most " + streams.server.repeated(),
                "buffers: " + streams.metrics().poolOutstanding() + " lent after the end");
    }
}
