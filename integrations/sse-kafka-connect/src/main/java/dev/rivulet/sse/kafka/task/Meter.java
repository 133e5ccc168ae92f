package dev.rivulet.sse.kafka.task;

import java.util.function.LongSupplier;

/**
 * A number that is read when someone asks.
 *
 * @param name in lower case with hyphens, such as {@code queued-events}
 */
public record Meter(String name, String description, LongSupplier value) {
    /** The name as an attribute of JMX, such as {@code QueuedEvents}. */
    String attribute() {
        var text = new StringBuilder();
        for (String word : name.split("-", -1)) {
            text.append(Character.toUpperCase(word.charAt(0))).append(word, 1, word.length());
        }
        return text.toString();
    }
}
