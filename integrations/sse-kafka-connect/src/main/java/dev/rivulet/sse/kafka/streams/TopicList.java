package dev.rivulet.sse.kafka.streams;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;

/** A list in a compacted topic, read by a consumer of its own. After a failure it is read again from the beginning. */
final class TopicList implements StreamList {
    private final String topic;
    private final Supplier<Consumer<String, String>> consumers;
    private final Duration refresh;
    private volatile @Nullable Reports reports;
    private volatile @Nullable Consumer<String, String> running;

    TopicList(String topic, Supplier<Consumer<String, String>> consumers, Duration refresh) {
        this.topic = topic;
        this.consumers = consumers;
        this.refresh = refresh;
    }

    /** A consumer without a group, of what is committed. */
    static Consumer<String, String> consumer(Map<String, String> settings) {
        Map<String, Object> all = new HashMap<>();
        all.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        all.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false"); // it would not be compacted
        all.put(ConsumerConfig.METADATA_MAX_AGE_CONFIG, "30000"); // how soon partitions that are added are seen
        all.putAll(settings);
        all.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        all.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        return new KafkaConsumer<>(all, new StringDeserializer(), new StringDeserializer());
    }

    @Override
    public void start(Listener listener) {
        var made = new Reports("streams.topic " + topic, listener);
        reports = made;
        var thread = new Thread(() -> watch(made), "rivulet-streams streams.topic " + topic);
        thread.setDaemon(true);
        thread.start();
    }

    private void watch(Reports to) {
        try {
            while (!to.isClosed()) {
                readUntilFailure(to);
                to.pause(refresh.toMillis());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // none of ours: the thread ends
        }
    }

    /** Package-private for tests: returns when it is closed or has failed. */
    void readUntilFailure(Reports to) {
        try (Consumer<String, String> consumer = consumers.get()) {
            running = consumer;
            if (!to.isClosed()) {
                var reader = new TopicReader(topic, consumer, to, refresh);
                reader.begin();
                while (!to.isClosed()) {
                    reader.poll();
                }
            }
        } catch (WakeupException e) {
            // closed
        } catch (RuntimeException e) {
            to.failed(message(e));
        } finally {
            running = null;
        }
    }

    /** The outermost message of Kafka's exceptions says too little, such as "Failed to construct kafka consumer". */
    private static String message(Throwable thrown) {
        String own = String.valueOf(thrown.getMessage());
        return thrown.getCause() == null ? own : own + ": " + thrown.getCause().getMessage();
    }

    @Override
    public void close() {
        Reports made = reports;
        if (made != null) {
            made.close();
        }
        Consumer<String, String> consumer = running;
        if (consumer != null) {
            consumer.wakeup();
        }
    }
}
