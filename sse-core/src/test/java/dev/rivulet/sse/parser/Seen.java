package dev.rivulet.sse.parser;

/** What a sink got, in the order of the stream. */
sealed interface Seen {
    record Event(String type, String data, String id, boolean hasId) implements Seen {}

    record Comment(String text) implements Seen {}

    record Retry(long millis) implements Seen {}

    /** The id that stood when the checkpoint was reported. */
    record Checkpoint(String lastEventId) implements Seen {}

    record Skipped(String lastEventId) implements Seen {}

    /** The parser gave up on a limit. */
    record TooLarge() implements Seen {}

    static Event event(String type, String data, String id) {
        return new Event(type, data, id, false);
    }
}
