package dev.rivulet.sse.kafka.config;

/**
 * How much a task holds.
 *
 * @param events the most events
 * @param bytes the most bytes of their data; not less than the longest event
 * @param pollEvents the most records that a poll returns
 */
public record QueueSettings(int events, long bytes, int pollEvents) {
    static QueueSettings of(Values values) {
        return new QueueSettings(
                values.count(QueueOptions.EVENTS), values.number(QueueOptions.BYTES), values.count(QueueOptions.POLL));
    }
}
