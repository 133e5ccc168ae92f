package dev.rivulet.sse.bench.client;

/** What the application makes of an event. */
public enum Face {
    /** An {@code SseEvent}, its type and data as Strings. */
    STRING,
    /** Nothing: it reads the bytes where they lie. */
    VIEW,
    /** A record, decoded from the bytes without a String of the data. */
    TYPED
}
