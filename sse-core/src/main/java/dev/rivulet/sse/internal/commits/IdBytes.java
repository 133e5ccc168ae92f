package dev.rivulet.sse.internal.commits;

import dev.rivulet.sse.parser.EventStreamParser;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** A last event ID in an array that is used again, so that an event's id costs none of its own. */
public final class IdBytes {
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
    private static final int LARGE = 4 << 10;

    static final byte[] NONE = {};

    private byte[] bytes = NONE;
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
        copy(id, bytes, idLength);
        length = idLength;
    }

    /** As most ids are that long, without a call: two words that may overlap. */
    static void copy(byte[] from, byte[] into, int count) {
        if (count >= 8 && count <= 16) {
            LONG.set(into, 0, (long) LONG.get(from, 0));
            LONG.set(into, count - 8, (long) LONG.get(from, count - 8));
        } else {
            System.arraycopy(from, 0, into, 0, count);
        }
    }

    /** For people. */
    @Override
    public String toString() {
        return new String(bytes, 0, length, StandardCharsets.UTF_8);
    }
}
