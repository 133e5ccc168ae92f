package dev.rivulet.sse.kafka.config;

/** What the value of a record is. */
public enum ValueFormat {
    /** The data as a string. */
    STRING,
    /** The data in UTF-8. */
    BYTES,
    /** The data parsed as JSON, without a schema. */
    JSON
}
