package dev.rivulet.sse.cli.doctor;

import dev.rivulet.sse.policy.Limits;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/**
 * An event's id. One that is too long for a request is not kept whole.
 *
 * @param text the id, or how it begins
 * @param rest what stands for an id that is not kept whole, so that equal ids are equal; else empty
 */
record EventId(String text, String rest) {
    /** No request has a longer Last-Event-ID. */
    static final int MOST_BYTES = Limits.defaults().lastEventIdBytes();

    static final EventId NONE = new EventId("", "");

    static EventId of(String id) {
        if (id.length() <= MOST_BYTES / 3) { // a character has three bytes at most
            return new EventId(id, "");
        }
        byte[] bytes = id.getBytes(StandardCharsets.UTF_8);
        return bytes.length <= MOST_BYTES
                ? new EventId(id, "")
                : new EventId(Arrival.begin(id), id.length() + " " + UUID.nameUUIDFromBytes(bytes));
    }

    boolean isTooLong() {
        return !rest.isEmpty();
    }

    boolean hasControls() {
        return text.chars().anyMatch(c -> c < ' ' || c == 0x7F);
    }

    boolean isAscii() {
        return text.chars().allMatch(c -> c < 0x80);
    }

    /**
     * Whether a request can have it as Last-Event-ID.
     *
     * @param sendsAll whether bytes beyond ASCII can be sent
     */
    boolean isSendable(boolean sendsAll) {
        return !isTooLong() && !hasControls() && (sendsAll || isAscii());
    }

    String quoted() {
        return Phrase.quoted(text);
    }
}
