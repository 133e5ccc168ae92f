package dev.rivulet.sse.kafka.proof;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Counts what a reader of committed records finds in a topic, from its beginning. */
final class TopicReader implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(200);

    private final Tally tally;
    private final KafkaConsumer<String, String> consumer;
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile boolean closed;

    private TopicReader(Tally tally, KafkaConsumer<String, String> consumer) {
        this.tally = tally;
        this.consumer = consumer;
    }

    static TopicReader start(String broker, String topic, Tally tally) {
        var consumer = new KafkaConsumer<>(settings(broker), new StringDeserializer(), new StringDeserializer());
        // A broker may learn of a new topic a little later than the controller that has made it.
        List<TopicPartition> partitions =
                await("the topic is there").until(() -> partitions(consumer, topic), found -> !found.isEmpty());
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        var reader = new TopicReader(tally, consumer);
        new Thread(reader::read, "reader of " + topic).start();
        return reader;
    }

    private static List<TopicPartition> partitions(KafkaConsumer<String, String> consumer, String topic) {
        return consumer.partitionsFor(topic).stream()
                .map(each -> new TopicPartition(topic, each.partition()))
                .toList();
    }

    /** Reads to the end of what is committed, and ends. To be called when no task writes any more. */
    @Override
    public void close() throws InterruptedException {
        closed = true;
        ended.await();
    }

    private void read() {
        try (consumer) {
            while (!closed) {
                poll();
            }
            Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                poll();
            }
        } finally {
            ended.countDown();
        }
    }

    private void poll() {
        for (ConsumerRecord<String, String> record : consumer.poll(POLL)) {
            tally.add(Series.stream(record.key()), Series.number(record.value()));
        }
    }

    private static Map<String, Object> settings(String broker) {
        return Map.of(
                "bootstrap.servers", broker,
                "isolation.level", "read_committed",
                "enable.auto.commit", "false",
                "default.api.timeout.ms", "240000",
                "max.poll.records", "5000");
    }
}
