package dev.rivulet.sse.tests.simulation;

import org.jspecify.annotations.Nullable;

/** What the bytes of a stream mean, as the model server knows it. */
sealed interface Item {
    /**
     * An event.
     *
     * @param serial unique among all events that the server made
     * @param id its own id; null where its block has none
     */
    record Event(
            int serial, String type, String data, @Nullable String id) implements Item {}

    /** An id without an event, or with one that the limit skips. */
    record Checkpoint(@Nullable String id) implements Item {}

    record Retry(long millis) implements Item {}

    /** An event begins that is longer than the limit. */
    record LongBegins() implements Item {}

    /** An event longer than the limit has come whole: the session must have failed. */
    record Breach() implements Item {}

    /** A new connection's body begins. */
    record Connected() implements Item {}
}
