package dev.rivulet.sse.internal.log;

/** How serious a record is. */
public enum Level {
    TRACE,
    DEBUG,
    INFO,
    WARNING,
    ERROR
}
