package dev.rivulet.sse.kafka.task;

import dev.rivulet.sse.spi.Scheduler;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;

/** Which records the broker has acknowledged, and how long after their events were received. Any thread. */
final class Acknowledgements {
    private static final long WINDOW = Duration.ofMinutes(1).toNanos();

    private final Scheduler time;
    private final LongAdder acknowledged = new LongAdder();
    private final LongAdder filtered = new LongAdder();
    private final AtomicLong lag = new AtomicLong();
    private long windowStart;
    private long most;
    private long mostBefore;

    Acknowledgements(Scheduler time) {
        this.time = time;
        this.windowStart = time.nanoTime();
    }

    /** As {@code SourceTask.commitRecord}. */
    void add(SourceRecord record, @Nullable RecordMetadata metadata) {
        if (metadata == null) {
            filtered.increment(); // a transformation has dropped it, or the producer failed and errors are tolerated
            return;
        }
        acknowledged.increment();
        Long received = record.timestamp();
        if (received != null) {
            long millis = Math.max(0, time.now().toEpochMilli() - received);
            lag.set(millis);
            remember(millis);
        }
    }

    private synchronized void remember(long millis) {
        turn();
        most = Math.max(most, millis);
    }

    private void turn() {
        long passed = time.nanoTime() - windowStart;
        if (passed >= WINDOW) {
            mostBefore = passed < 2 * WINDOW ? most : 0;
            most = 0;
            windowStart += passed - passed % WINDOW;
        }
    }

    long acknowledged() {
        return acknowledged.sum();
    }

    /** Records that were committed without a broker. */
    long filtered() {
        return filtered.sum();
    }

    /** Of the last record, in milliseconds. */
    long lag() {
        return lag.get();
    }

    /** The longest of the last one to two minutes, in milliseconds. */
    synchronized long longestLag() {
        turn();
        return Math.max(most, mostBefore);
    }
}
