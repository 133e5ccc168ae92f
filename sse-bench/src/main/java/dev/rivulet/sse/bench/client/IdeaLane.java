package dev.rivulet.sse.bench.client;

import dev.rivulet.sse.bench.Allocation;
import dev.rivulet.sse.bench.BenchmarkLane;
import dev.rivulet.sse.bench.Clock;

/** A JVM with a client that has one idea switched on or off. */
final class IdeaLane {
    private IdeaLane() {}

    /** {@code IDEA ON WORKLOAD CHUNK}. */
    public static void main(String[] args) throws Exception {
        ClientSetup setup =
                Idea.valueOf(args[0]).setup(Boolean.parseBoolean(args[1]), args[2], Integer.parseInt(args[3]));
        try (var client = new ReplayedClient(setup)) {
            BenchmarkLane.answer(client, Clock.WALL, Allocation::ofAllThreads);
        }
        System.exit(0);
    }
}
