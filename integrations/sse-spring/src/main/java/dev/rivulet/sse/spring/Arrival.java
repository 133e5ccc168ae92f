package dev.rivulet.sse.spring;

import dev.rivulet.sse.SseEvent;
import org.jspecify.annotations.Nullable;

/**
 * An event as a listener takes it.
 *
 * @param event null where the listener does not take it
 * @param data as the listener takes it; null where it takes the event alone, or where the data could not be read
 * @param unreadable why the data could not be read; null if it could
 * @param type of the event
 * @param id of the event
 * @param handled says that it has been handled
 */
record Arrival(
        @Nullable SseEvent event,
        @Nullable Object data,
        @Nullable Exception unreadable,
        String type,
        String id,
        Runnable handled) {

    /** What it is, without its data, for the log. */
    @Override
    public String toString() {
        return "the event of type " + type + (id.isEmpty() ? " without an id" : " with the id " + id);
    }
}
