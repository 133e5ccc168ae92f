package dev.rivulet.sse.kafka.proof;

import dev.rivulet.sse.tests.support.Daemon;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.connect.cli.ConnectDistributed;

/** A worker of a Connect cluster in a process of its own. */
final class Worker implements AutoCloseable {
    final Program program;
    final URI rest;

    private Worker(Program program, URI rest) {
        this.program = program;
        this.rest = rest;
    }

    /** Starts one. It takes some seconds until it answers: see {@link Rest}. */
    static Worker start(String name, Path folder, String broker, List<String> jvm, Map<String, String> more)
            throws IOException {
        URI rest = URI.create("http://127.0.0.1:" + Daemon.freePort());
        Map<String, String> settings = settings(broker, rest);
        settings.putAll(more);
        Path file = PropertiesFile.write(folder.resolve(name + ".properties"), settings);
        return new Worker(Program.start(name, folder, jvm, ConnectDistributed.class, file.toString()), rest);
    }

    @Override
    public void close() throws IOException, InterruptedException {
        program.close();
    }

    @Override
    public String toString() {
        return program + " at " + rest;
    }

    /** What finds a lost worker in seconds, and gives its tasks to the others at once. */
    static Map<String, String> quick() {
        return Map.of(
                "session.timeout.ms", "4000",
                "heartbeat.interval.ms", "1000",
                "scheduled.rebalance.max.delay.ms", "0",
                "offset.flush.interval.ms", "1000",
                "task.shutdown.graceful.timeout.ms", "5000");
    }

    private static Map<String, String> settings(String broker, URI rest) {
        var settings = new TreeMap<>(quick());
        settings.put("bootstrap.servers", broker);
        settings.put("group.id", "proof");
        settings.put("listeners", rest.toString());
        settings.put("plugin.discovery", "service_load");
        settings.put("key.converter", "org.apache.kafka.connect.storage.StringConverter");
        settings.put("value.converter", "org.apache.kafka.connect.storage.StringConverter");
        settings.put("exactly.once.source.support", "enabled");
        for (String topic : List.of("config", "offset", "status")) {
            settings.put(topic + ".storage.topic", "connect-" + topic + "s");
            settings.put(topic + ".storage.replication.factor", "1");
        }
        settings.put("offset.storage.partitions", "4");
        settings.put("status.storage.partitions", "2");
        return settings;
    }
}
