package dev.rivulet.sse.kafka.proof;

import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.connect.util.clusters.EmbeddedConnectCluster;

/** A broker and workers in this JVM, as Kafka's own tests have them. */
final class EmbeddedCluster implements AutoCloseable {
    final Rest rest;
    private final EmbeddedConnectCluster cluster;

    private EmbeddedCluster(EmbeddedConnectCluster cluster) {
        this.cluster = cluster;
        this.rest = new Rest(
                () -> cluster.workers().stream().map(worker -> worker.url()).toList());
    }

    static EmbeddedCluster start(int workers) {
        Map<String, String> settings = new HashMap<>(Worker.quick());
        // No worker is lost here, and one that has to wait for a busy machine is not to lose its tasks.
        settings.put("session.timeout.ms", "120000");
        settings.put("task.shutdown.graceful.timeout.ms", "60000");
        settings.put("exactly.once.source.support", "enabled");
        settings.put("plugin.discovery", "service_load");
        settings.put("offset.storage.partitions", "4");
        var broker = new Properties();
        broker.put("transaction.state.log.replication.factor", "1");
        broker.put("transaction.state.log.min.isr", "1");
        broker.put("transaction.state.log.num.partitions", "4");
        broker.put("group.min.session.timeout.ms", "1000");
        EmbeddedConnectCluster cluster = new EmbeddedConnectCluster.Builder()
                .name("proof")
                .numWorkers(workers)
                .workerProps(settings)
                .brokerProps(broker)
                .build();
        cluster.start();
        return new EmbeddedCluster(cluster);
    }

    String broker() {
        return cluster.kafka().bootstrapServers();
    }

    void createTopic(String name) {
        cluster.kafka().createTopic(name, 3);
    }

    @Override
    public void close() {
        cluster.stop();
    }
}
