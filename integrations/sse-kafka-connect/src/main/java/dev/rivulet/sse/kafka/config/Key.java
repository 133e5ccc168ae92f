package dev.rivulet.sse.kafka.config;

/** What the key of a record is. */
public enum Key {
    /** The stream's name. */
    STREAM,
    /** The event's id. */
    ID
}
