package dev.rivulet.sse.kafka.config;

import org.apache.kafka.common.config.ConfigDef;

/** How much a task holds. */
final class QueueOptions {
    static final String EVENTS = "queue.events";
    static final String BYTES = "queue.bytes";
    static final String POLL = "poll.events";

    private QueueOptions() {}

    static void define(ConfigDef all) {
        var group = new Group(all, "Queue");
        group.option(EVENTS, ConfigDef.Type.INT)
                .preset(10_000)
                .medium()
                .checked(Checks.between(1, 10_000_000))
                .documented(
                        "Events in the queue",
                        "How many events a task holds that Connect has not taken yet. When the queue is full, the task"
                                + " stops reading from its streams, and servers wait.");
        group.option(BYTES, ConfigDef.Type.LONG)
                .preset(32L << 20)
                .medium()
                .checked(Checks.atLeast(1))
                .documented(
                        "Bytes in the queue", "The same in bytes of the events' data; not less than event.max.bytes.");
        group.option(POLL, ConfigDef.Type.INT)
                .preset(1_000)
                .checked(Checks.between(1, 10_000_000))
                .documented(
                        "Events of a poll",
                        "The most records that a poll returns to Connect. With transaction.boundary=poll, each poll is"
                                + " a transaction.");
    }
}
