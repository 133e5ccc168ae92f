package dev.rivulet.sse.kafka.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** With Kafka's own double of a consumer, which is polled by the list's thread. */
@Timeout(120)
class TopicListTest {
    private static final String TOPIC = "streams";
    private static final Duration REFRESH = Duration.ofMillis(20);

    private final Heard heard = new Heard();
    private final AtomicInteger offset = new AtomicInteger();

    @Test
    void the_whole_topic_is_one_list_and_a_change_is_another() throws Exception {
        MockConsumer<String, String> consumer = consumer(3);
        consumer.schedulePollTask(() -> {
            add(consumer, "b", "http://h/2");
            add(consumer, "a", "{\"url\":\"http://h/1\",\"topic\":\"t\"}");
        });
        consumer.schedulePollTask(() -> add(consumer, "b", "http://h/22"));
        try (StreamList list = started(consumer)) {
            assertThat(specs()).containsExactly("a (http://h/1, topic t)", "b (http://h/22)");

            consumer.schedulePollTask(() -> add(consumer, "a", null));
            assertThat(specs()).containsExactly("b (http://h/22)");

            consumer.schedulePollTask(() -> add(consumer, "b", null));
            assertThat(specs()).isEmpty();
        }
        assertThat(heard.failures).isEmpty();
    }

    @Test
    void an_empty_topic_is_an_empty_list() throws Exception {
        try (StreamList list = started(consumer(0))) {
            assertThat(specs()).isEmpty();
        }
    }

    @Test
    void a_bad_record_is_reported_and_its_stream_stays_as_it_was() throws Exception {
        MockConsumer<String, String> consumer = consumer(2);
        consumer.schedulePollTask(() -> {
            add(consumer, "a", "http://h/1");
            add(consumer, "b", "http://h/2");
        });
        try (StreamList list = started(consumer)) {
            assertThat(specs()).hasSize(2);

            consumer.schedulePollTask(() -> {
                add(consumer, "a", "nonsense?s3cret");
                add(consumer, null, "http://h/3");
            });
            assertThat(heard.failure())
                    .contains("record 0:2", "record 0:3: it has no key", "streams.topic streams")
                    .doesNotContain("s3cret");
            assertThat(heard.lists).isEmpty();

            consumer.schedulePollTask(() -> add(consumer, "a", "http://h/11"));
            assertThat(specs()).containsExactly("a (http://h/11)", "b (http://h/2)");
        }
    }

    @Test
    void a_failure_keeps_the_list_and_the_topic_is_read_again_by_another_consumer() throws Exception {
        MockConsumer<String, String> first = consumer(1);
        first.schedulePollTask(() -> add(first, "a", "http://h/1"));
        MockConsumer<String, String> second = consumer(2);
        second.schedulePollTask(() -> {
            offset.set(0);
            add(second, "a", "http://h/1");
            add(second, "b", "http://h/2");
        });
        try (StreamList list = started(first, second)) {
            assertThat(specs()).hasSize(1);

            first.setPollException(new KafkaException("the brokers are gone"));
            assertThat(heard.failure()).contains("the brokers are gone", "the streams known so far remain (1)");
            assertThat(specs()).containsExactly("a (http://h/1)", "b (http://h/2)");
            assertThat(first.closed()).isTrue();
        }
    }

    @Test
    void a_topic_that_does_not_exist_is_reported_and_looked_for_again() throws Exception {
        MockConsumer<String, String> none = new MockConsumer<>("earliest");
        try (StreamList list = started(none, consumer(0))) {
            assertThat(heard.failure()).contains("the topic does not exist", "no stream is known yet");
            assertThat(specs()).isEmpty();
        }
    }

    @Test
    void partitions_that_are_added_are_read_and_their_order_does_not_matter() throws Exception {
        MockConsumer<String, String> consumer = consumer(1);
        consumer.schedulePollTask(() -> add(consumer, "a", "http://h/1"));
        try (StreamList list = started(consumer)) {
            assertThat(specs()).hasSize(1);

            consumer.schedulePollTask(() -> {
                var added = new TopicPartition(TOPIC, 1);
                consumer.updateBeginningOffsets(Map.of(added, 0L));
                consumer.updateEndOffsets(Map.of(added, 0L));
                consumer.updatePartitions(TOPIC, List.of(partition(1), partition(0)));
            });
            await().until(() -> consumer.assignment().size() == 2);
            consumer.schedulePollTask(() -> {
                add(consumer, "a", "http://h/1");
                consumer.addRecord(new ConsumerRecord<>(TOPIC, 1, 0, "b", "http://h/2"));
            });
            assertThat(specs()).isEqualTo(List.of("a (http://h/1)", "b (http://h/2)"));
        }
        assertThat(heard.failures).isEmpty();
    }

    @Test
    void the_consumer_is_closed_with_the_list() throws Exception {
        MockConsumer<String, String> consumer = consumer(0);
        StreamList list = started(consumer);
        specs();
        list.close();

        await().until(consumer::closed);
        assertThat(heard.failures).isEmpty();
    }

    @Test
    void settings_of_the_consumer_that_are_wrong_are_reported_by_their_name() throws Exception {
        try (StreamList list = StreamList.topic(
                TOPIC, Map.of("bootstrap.servers", "localhost:1", "fetch.max.wait.ms", "x"), REFRESH)) {
            list.start(heard);
            assertThat(heard.failure()).contains("fetch.max.wait.ms");
        }
    }

    private List<String> specs() throws InterruptedException {
        return heard.specs();
    }

    /** A consumer of one partition, which had so many records at the beginning. */
    private static MockConsumer<String, String> consumer(long records) {
        var partition = new TopicPartition(TOPIC, 0);
        var consumer = new MockConsumer<String, String>("earliest");
        consumer.updatePartitions(TOPIC, List.of(partition(0)));
        consumer.updateBeginningOffsets(Map.of(partition, 0L));
        consumer.updateEndOffsets(Map.of(partition, records));
        return consumer;
    }

    private static PartitionInfo partition(int number) {
        return new PartitionInfo(TOPIC, number, Node.noNode(), new Node[0], new Node[0]);
    }

    private void add(MockConsumer<String, String> to, String name, String value) {
        to.addRecord(new ConsumerRecord<>(TOPIC, 0, offset.getAndIncrement(), name, value));
    }

    @SafeVarargs
    private StreamList started(MockConsumer<String, String>... consumers) {
        Queue<MockConsumer<String, String>> next = new ArrayDeque<>(List.of(consumers));
        var list = new TopicList(TOPIC, next::remove, REFRESH);
        list.start(heard);
        return list;
    }
}
