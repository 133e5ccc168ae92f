package dev.rivulet.sse.cli.doctor;

/**
 * An event or a comment that came.
 *
 * @param at nanoseconds since the request began
 * @param type of an event; empty for a comment
 * @param id the event's own; empty if it has none
 * @param hasId whether there was an {@code id} field
 * @param data how it begins; of a comment, its text
 */
record Arrival(long at, String type, String id, boolean hasId, String data) {
    /** As many characters of an event's data are kept. */
    static final int KEPT = 256;

    static Arrival event(long at, String type, String id, boolean hasId, String data) {
        return new Arrival(at, type, hasId ? id : "", hasId, shortened(data));
    }

    static Arrival comment(long at, String text) {
        return new Arrival(at, "", "", false, shortened(text));
    }

    private static String shortened(String text) {
        return text.length() <= KEPT ? text : text.substring(0, KEPT);
    }

    boolean isEvent() {
        return !type.isEmpty();
    }

    boolean isIdentified() {
        return isEvent() && !id.isEmpty();
    }

    boolean isSameEventAs(Arrival other) {
        return type.equals(other.type) && id.equals(other.id) && data.equals(other.data);
    }
}
