package dev.rivulet.sse.kafka.task;

import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.connect.source.SourceRecord;

/**
 * The records of the next poll, in the order in which they were made: the last one of a stream has its newest position.
 * Confined to the task's thread.
 */
final class Batch {
    private List<SourceRecord> records = new ArrayList<>();

    void add(SourceRecord one) {
        records.add(one);
    }

    boolean isEmpty() {
        return records.isEmpty();
    }

    List<SourceRecord> take() {
        List<SourceRecord> taken = records;
        records = new ArrayList<>();
        return taken;
    }
}
