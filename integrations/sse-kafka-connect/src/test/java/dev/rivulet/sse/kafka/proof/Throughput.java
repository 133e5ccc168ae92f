package dev.rivulet.sse.kafka.proof;

import dev.rivulet.sse.tests.support.Forked;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Prints a table: how many events a second the client alone reads, how many a task without a worker, and how many a task
 * on a worker brings into Kafka; and the CPU time of that process. The server, the broker and the measured process share
 * the machine.
 */
final class Throughput {
    private static final int STREAMS = Integer.getInteger("rivulet.kafka.streams", 200);
    private static final int EVENTS = Integer.getInteger("rivulet.kafka.events", 20_000);
    private static final int ROUNDS = Integer.getInteger("rivulet.kafka.rounds", 3);

    private static final Map<String, String> EXACTLY_ONCE =
            Map.of("ids.required", "true", "exactly.once.support", "required");

    private Throughput() {}

    public static void main(String[] arguments) throws Exception {
        Process server = new ProcessBuilder(java(FloodServer.class, Integer.toString(EVENTS))).start();
        try (BufferedReader out = server.inputReader(StandardCharsets.UTF_8)) {
            String port = out.readLine();
            System.out.println("| lane | events | time | events a second | CPU time | of an event |");
            System.out.println("| --- | --- | --- | --- | --- | --- |");
            for (int round = 0; round < ROUNDS; round++) {
                System.out.print(forked("client", port));
                System.out.print(forked("task", port));
                System.out.println(worker("worker", port, Map.of()));
                System.out.println(worker("worker, exactly once", port, EXACTLY_ONCE));
            }
        } finally {
            server.destroyForcibly();
        }
    }

    private static String forked(String lane, String port) throws IOException, InterruptedException {
        return Forked.output(java(Lane.class, lane, port, Integer.toString(STREAMS), Integer.toString(EVENTS)));
    }

    private static Lane.Result worker(String lane, String port, Map<String, String> more) throws Exception {
        Path folder = Files.createTempDirectory("throughput");
        String streams = Lane.streams(Integer.parseInt(port), STREAMS);
        return WorkerLane.run(lane, folder, streams, (long) STREAMS * EVENTS, more);
    }

    private static List<String> java(Class<?> main, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Forked.tool("java"),
                "-XX:+UseSerialGC",
                "-Xmx512m",
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
                "-Djava.util.logging.config.file=/dev/null",
                "-cp",
                Forked.classPath(),
                main.getName()));
        command.addAll(List.of(arguments));
        return command;
    }
}
