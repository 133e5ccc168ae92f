package dev.rivulet.examples.kafka;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Prints what is committed to a topic, as {@code kafka-console-consumer.sh} does. */
final class Printer {
    private static final Duration POLL = Duration.ofSeconds(1);

    private Printer() {}

    /** Returns after so many records; 0: never. */
    static void print(String topic, long most) {
        Map<String, Object> settings = Map.of(
                "bootstrap.servers", "127.0.0.1:19092",
                "group.id", "printer",
                "auto.offset.reset", "earliest",
                "allow.auto.create.topics", "false",
                "metadata.max.age.ms", "2000",
                "isolation.level", "read_committed");
        try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            consumer.subscribe(List.of(topic));
            long printed = 0;
            while (most == 0 || printed < most) {
                for (ConsumerRecord<String, String> record : consumer.poll(POLL)) {
                    System.out.println(record.key() + " " + id(record) + ": " + record.value());
                    printed++;
                }
            }
        }
    }

    private static String id(ConsumerRecord<String, String> record) {
        Header id = record.headers().lastHeader("sse.id");
        return id == null ? "" : new String(id.value(), StandardCharsets.UTF_8);
    }
}
