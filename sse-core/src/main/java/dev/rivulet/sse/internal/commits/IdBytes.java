package dev.rivulet.sse.internal.commits;

import dev.rivulet.sse.parser.EventStreamParser;
import java.nio.charset.StandardCharsets;

/** A last event ID in an array that is used again, so that an event's id costs none of its own. */
public final class IdBytes {
    private static final int LARGE = 4 << 10;

    private byte[] bytes = {};
    private int length;

    /** The id in UTF-8 at [0, {@link #length}). Not to be changed; overwritten by the next id. */
    public byte[] bytes() {
        return bytes;
    }

    /** In bytes. */
    public int length() {
        return length;
    }

    /** Takes the id after the parser's last whole block. */
    public void take(EventStreamParser parser) {
        length = parser.lastEventId(bytes);
        if (length > bytes.length || (bytes.length > LARGE && length <= LARGE)) {
            bytes = new byte[Math.max(16, length)];
            parser.lastEventId(bytes);
        }
    }

    void take(IdBytes other) {
        take(other.bytes, other.length);
    }

    void take(String id) {
        byte[] utf8 = id.getBytes(StandardCharsets.UTF_8);
        take(utf8, utf8.length);
    }

    private void take(byte[] id, int idLength) {
        if (idLength > bytes.length || (bytes.length > LARGE && idLength <= LARGE)) {
            bytes = new byte[Math.max(16, idLength)];
        }
        System.arraycopy(id, 0, bytes, 0, idLength);
        length = idLength;
    }

    /** For people. */
    @Override
    public String toString() {
        return new String(bytes, 0, length, StandardCharsets.UTF_8);
    }
}
