package dev.rivulet.sse.bench.results;

/** What a row stands for. */
public enum Role {
    /** The least that anybody can do: no client can be better. */
    LIMIT,
    OURS,
    PEER
}
