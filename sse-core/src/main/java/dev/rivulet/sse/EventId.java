package dev.rivulet.sse;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** An id as bytes, its String made when someone asks. */
final class EventId {
    static final EventId NONE = of("");

    private final byte[] bytes;
    private @Nullable String text; // benign race: every thread makes the same

    EventId(byte[] bytes) {
        this.bytes = bytes;
    }

    static EventId of(String text) {
        return new EventId(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Not to be changed. */
    byte[] utf8() {
        return bytes;
    }

    @Override
    public String toString() {
        String made = text;
        if (made == null) {
            made = new String(bytes, StandardCharsets.UTF_8);
            text = made;
        }
        return made;
    }
}
