package dev.rivulet.sse.kafka.config;

/** What happens to data that cannot be parsed as JSON. */
public enum MalformedJson {
    /** Its stream is quarantined. */
    FAIL,
    /** The data becomes a string. */
    STRING
}
