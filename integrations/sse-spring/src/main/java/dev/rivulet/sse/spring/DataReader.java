package dev.rivulet.sse.spring;

import dev.rivulet.sse.EventView;
import dev.rivulet.sse.SseEvent;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Makes of an event's data what a listener takes. Thread-safe. */
@FunctionalInterface
interface DataReader {
    DataReader TEXT = (utf8, from, length) -> new String(utf8, from, length, StandardCharsets.UTF_8);
    DataReader BYTES = (utf8, from, length) -> Arrays.copyOfRange(utf8, from, from + length);

    /** @param utf8 valid during the call only, and not to be written */
    @Nullable
    Object read(byte[] utf8, int from, int length) throws Exception;

    /** The event with its data read, also if it cannot be. */
    default Arrival arrival(EventView view) {
        try {
            return of(view, read(view.array(), view.offset(), view.length()), null);
        } catch (Exception unreadable) {
            return of(view, null, unreadable);
        }
    }

    private static Arrival of(EventView view, @Nullable Object data, @Nullable Exception unreadable) {
        return new Arrival(null, data, unreadable, view.type(), view.id(), view.acknowledgement());
    }

    /** The event, with its data read by the reader if there is one. */
    static Arrival arrival(SseEvent event, @Nullable DataReader reader) {
        Object data = null;
        Exception unreadable = null;
        if (reader != null) {
            byte[] utf8 = event.data().getBytes(StandardCharsets.UTF_8);
            try {
                data = reader.read(utf8, 0, utf8.length);
            } catch (Exception thrown) {
                unreadable = thrown;
            }
        }
        return new Arrival(event, data, unreadable, event.type(), event.id(), event::ack);
    }
}
