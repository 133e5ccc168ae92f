package dev.rivulet.examples.kafka;

import java.io.IOException;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.tools.StorageTool;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.common.utils.Utils;

/** The broker, as {@code kafka-storage.sh format} and {@code kafka-server-start.sh} run it. */
final class Broker implements AutoCloseable {
    private static final String CLUSTER = "TtYCeDA8QEis5edovpkZXg"; // the same in each run

    private final KafkaRaftServer server;

    private Broker(KafkaRaftServer server) {
        this.server = server;
    }

    /** Starts it, and returns when it listens. */
    static Broker start(String config) throws IOException {
        StorageTool.execute(new String[] {"format", "-t", CLUSTER, "-c", config, "--ignore-formatted"}, System.out);
        Properties settings = Utils.loadProps(config);
        var server = new KafkaRaftServer(KafkaConfig.fromProps(settings), Time.SYSTEM);
        server.startup();
        return new Broker(server);
    }

    @Override
    public void close() {
        server.shutdown();
        server.awaitShutdown();
    }
}
