package dev.rivulet.sse.kafka.proof;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** One task on a worker brings events into a topic. */
final class WorkerLane {
    private static final List<String> JVM = List.of("-Xmx512m");
    private static final int PARTITIONS = 6;
    private static final long NANOS_BETWEEN_LOOKS = TimeUnit.MILLISECONDS.toNanos(50);

    private WorkerLane() {}

    /** From the first record in the topic to the last; the CPU time is that of the whole run of the connector. */
    static Lane.Result run(String lane, Path folder, String streams, long events, Map<String, String> more)
            throws Exception {
        Map<String, String> worker =
                Map.of("exactly.once.source.support", more.containsKey("ids.required") ? "enabled" : "disabled");
        try (var cluster = Cluster.start(folder, 1, JVM, worker)) {
            cluster.broker.createTopic(SourceConfig.TOPIC, PARTITIONS);
            Map<String, String> settings = SourceConfig.withoutStreams();
            settings.put("tasks.max", "1");
            settings.put("start.spread.ms", "0");
            settings.put("streams", streams);
            settings.putAll(more);
            Program program = cluster.oldest().program;
            cluster.rest.awaitReady();
            Duration before = program.cpuTime();
            cluster.rest.configure(SourceConfig.CONNECTOR, settings);
            long nanos = nanosUntil(cluster.broker.address, events);
            return new Lane.Result(
                    lane, events, nanos, program.cpuTime().minus(before).toNanos());
        }
    }

    /** The number of records is that of the offsets: those of transactions' ends are a few. */
    private static long nanosUntil(String broker, long events) {
        Map<String, Object> settings = Map.of("bootstrap.servers", broker);
        try (var consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(SourceConfig.TOPIC).stream()
                    .map(each -> new TopicPartition(each.topic(), each.partition()))
                    .toList();
            while (records(consumer, partitions) == 0) {
                LockSupport.parkNanos(NANOS_BETWEEN_LOOKS);
            }
            long began = System.nanoTime();
            while (records(consumer, partitions) < events) {
                LockSupport.parkNanos(NANOS_BETWEEN_LOOKS);
            }
            return System.nanoTime() - began;
        }
    }

    private static long records(KafkaConsumer<byte[], byte[]> consumer, List<TopicPartition> partitions) {
        return consumer.endOffsets(partitions).values().stream()
                .mapToLong(Long::longValue)
                .sum();
    }
}
