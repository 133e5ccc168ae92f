package dev.rivulet.sse.cli.doctor;

import java.util.OptionalLong;

/**
 * An event or a comment that came. What is kept of it is short, whatever the server sends.
 *
 * @param at nanoseconds since the request began
 * @param type of an event, how it begins; empty for a comment
 * @param id the event's own
 * @param hasId whether there was an {@code id} field
 * @param data how it begins; of a comment, its text
 * @param madeAt when the event says that it was made, in nanoseconds since 1970
 */
record Arrival(long at, String type, EventId id, boolean hasId, String data, OptionalLong madeAt) {
    /** As many characters of an event's type and of its data are kept. */
    static final int KEPT = 256;

    static Arrival event(long at, String type, String id, boolean hasId, String data) {
        return of(at, begin(type), hasId ? EventId.of(id) : EventId.NONE, hasId, begin(data));
    }

    static Arrival comment(long at, String text) {
        return of(at, "", EventId.NONE, false, begin(text));
    }

    private static Arrival of(long at, String type, EventId id, boolean hasId, String data) {
        return new Arrival(at, type, id, hasId, data, TimeStamp.in(begin(id.text()), data));
    }

    /** How a text begins. */
    static String begin(String text) {
        return text.length() <= KEPT ? text : text.substring(0, KEPT);
    }

    /** How many characters are kept. */
    int size() {
        return type.length() + id.text().length() + data.length();
    }

    boolean isEvent() {
        return !type.isEmpty();
    }

    boolean isIdentified() {
        return isEvent() && !id.text().isEmpty();
    }

    boolean isSameEventAs(Arrival other) {
        return type.equals(other.type) && id.equals(other.id) && data.equals(other.data);
    }
}
