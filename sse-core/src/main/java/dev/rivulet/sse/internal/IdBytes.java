package dev.rivulet.sse.internal;

import dev.rivulet.sse.parser.EventStreamParser;

/** A last event ID in an array that is used again, so that an event's id costs none of its own. */
final class IdBytes {
    private static final int LARGE = 4 << 10;

    byte[] bytes = {};
    int length;

    /** Takes the id that stands behind the parser's last whole block. */
    void take(EventStreamParser parser) {
        length = parser.lastEventId(bytes);
        if (length > bytes.length || (bytes.length > LARGE && length <= LARGE)) {
            bytes = new byte[Math.max(16, length)];
            parser.lastEventId(bytes);
        }
    }

    void take(IdBytes other) {
        if (other.length > bytes.length || (bytes.length > LARGE && other.length <= LARGE)) {
            bytes = new byte[Math.max(16, other.length)];
        }
        System.arraycopy(other.bytes, 0, bytes, 0, other.length);
        length = other.length;
    }
}
