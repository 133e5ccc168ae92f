package dev.rivulet.sse.micrometer;

import io.micrometer.core.instrument.Tags;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** A counter with tags that are known only when something is counted; each of them is registered then. Thread-safe. */
final class TaggedCounter {
    private final String name;
    private final String description;
    private final Map<Tags, AtomicLong> counts = new ConcurrentHashMap<>();

    TaggedCounter(String name, String description) {
        this.name = name;
        this.description = description;
    }

    String name() {
        return name;
    }

    String description() {
        return description;
    }

    /** @param registries where it is registered; those added later are to call {@link #register} */
    void increment(Tags tags, GroupMeters[] registries) {
        AtomicLong count = counts.get(tags);
        if (count != null) {
            count.incrementAndGet();
            return;
        }
        AtomicLong made = counts.computeIfAbsent(tags, any -> new AtomicLong());
        made.incrementAndGet();
        for (GroupMeters each : registries) {
            each.register(this, tags, made);
        }
    }

    /** Registers what has been counted so far. */
    void register(GroupMeters with) {
        counts.forEach((tags, count) -> with.register(this, tags, count));
    }
}
