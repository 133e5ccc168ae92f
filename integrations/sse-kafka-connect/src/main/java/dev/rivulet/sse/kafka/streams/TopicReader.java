package dev.rivulet.sse.kafka.streams;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;

/** One reading of a topic with a list, from its beginning on. Confined to the list's thread. */
final class TopicReader {
    private static final Duration POLL = Duration.ofMillis(500);
    private static final long LONGEST_UNREPORTED = 2_000_000_000;

    private final String topic;
    private final Consumer<String, String> consumer;
    private final Reports to;
    private final Duration refresh;
    private final Map<String, StreamSpec> streams = new TreeMap<>();
    private final Map<String, ListText.BadEntry> problems = new TreeMap<>();
    private List<TopicPartition> partitions = List.of();
    private Map<TopicPartition, Long> ends = Map.of();
    private boolean complete;
    private boolean changed;
    private long changedAt;
    private long countedAt;

    TopicReader(String topic, Consumer<String, String> consumer, Reports to, Duration refresh) {
        this.topic = topic;
        this.consumer = consumer;
        this.to = to;
        this.refresh = refresh;
    }

    /**
     * Begins with all partitions, or begins anew: nothing is reported until all is read.
     *
     * @throws KafkaException if there are none, or the brokers do not say
     */
    void begin() {
        partitions = partitions();
        if (partitions.isEmpty()) {
            throw new KafkaException("the topic does not exist");
        }
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        ends = consumer.endOffsets(partitions);
        countedAt = System.nanoTime();
        streams.clear();
        problems.clear();
        complete = false;
        changed = true;
        changedAt = countedAt;
    }

    private List<TopicPartition> partitions() {
        List<PartitionInfo> found = consumer.partitionsFor(topic);
        return found == null
                ? List.of()
                : found.stream()
                        .map(each -> new TopicPartition(topic, each.partition()))
                        .sorted(Comparator.comparingInt(TopicPartition::partition)) // brokers send them in any order
                        .toList();
    }

    /** Polls once, and reports when all that was there at the beginning has been read, and then what changes. */
    void poll() {
        ConsumerRecords<String, String> records = consumer.poll(POLL);
        records.forEach(this::read);
        complete = complete
                || ends.entrySet().stream().allMatch(each -> consumer.position(each.getKey()) >= each.getValue());
        long now = System.nanoTime();
        boolean quiet = records.isEmpty() || now - changedAt > LONGEST_UNREPORTED;
        if (complete && changed && quiet) {
            report();
        }
        countPartitions(now);
    }

    private void read(ConsumerRecord<String, String> entry) {
        String name = entry.key();
        String where = "record " + entry.partition() + ":" + entry.offset();
        if (!changed) {
            changed = true;
            changedAt = System.nanoTime();
        }
        if (name == null) {
            problems.put("", new ListText.BadEntry(where, null, "it has no key, which is the stream's name"));
            return;
        }
        problems.remove(name);
        if (entry.value() == null) {
            streams.remove(name);
            return;
        }
        try {
            streams.put(name, ListText.entry(name, entry.value()));
        } catch (IllegalArgumentException e) {
            problems.put(name, new ListText.BadEntry(where, name, String.valueOf(e.getMessage())));
        }
    }

    private void report() {
        changed = false;
        to.read(new ListText(List.copyOf(streams.values()), List.copyOf(problems.values()), true));
    }

    /** More partitions are read, too. Their number is asked for, since the consumer has no group. */
    private void countPartitions(long now) {
        if (now - countedAt >= refresh.toNanos()) {
            countedAt = now;
            if (!partitions().equals(partitions)) {
                begin();
            }
        }
    }
}
