package dev.rivulet.sse.kafka.task;

/** What a stream of the task is doing. */
enum StreamState {
    /** It waits for its turn, or its first request has not been answered. */
    STARTING,
    /** The server sends. */
    OPEN,
    /** It was lost, or could not be reached, and is tried again within seconds. */
    RECONNECTING,
    /** It failed for good, and is tried again on a slow schedule. */
    QUARANTINED,
    /** The server ended it for good, as with status 204. */
    ENDED
}
