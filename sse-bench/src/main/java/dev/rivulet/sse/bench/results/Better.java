package dev.rivulet.sse.bench.results;

/** Which of two numbers of a column is the better one. */
public enum Better {
    HIGHER,
    LOWER,
    /** Neither: a ratio to another row, which changes when that one does. */
    NEITHER
}
