package dev.rivulet.sse.testkit.http2;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * A frame (RFC 9113, 4.1), its payload as it is on the wire.
 *
 * @param stream 0 for the connection
 */
public record Frame(int type, int flags, int stream, byte[] payload) {
    public static final int DATA = 0;
    public static final int HEADERS = 1;
    public static final int PRIORITY = 2;
    public static final int RST_STREAM = 3;
    public static final int SETTINGS = 4;
    public static final int PUSH_PROMISE = 5;
    public static final int PING = 6;
    public static final int GOAWAY = 7;
    public static final int WINDOW_UPDATE = 8;
    public static final int CONTINUATION = 9;

    public static final int ACK = 0x1;
    public static final int END_STREAM = 0x1;
    public static final int END_HEADERS = 0x4;
    public static final int PADDED = 0x8;
    public static final int WITH_PRIORITY = 0x20;

    static final int HEAD = 9;

    public boolean has(int flag) {
        return (flags & flag) != 0;
    }

    public static Frame of(int type, int flags, int stream, int... words) {
        ByteBuffer payload = ByteBuffer.allocate(4 * words.length);
        for (int word : words) {
            payload.putInt(word);
        }
        return new Frame(type, flags, stream, payload.array());
    }

    /** As it is on the wire. */
    public byte[] bytes() {
        return ByteBuffer.allocate(HEAD + payload.length)
                .putInt(payload.length << 8 | type)
                .put((byte) flags)
                .putInt(stream)
                .put(payload)
                .array();
    }

    /** What a DATA or HEADERS frame carries, without padding and priority. */
    public byte[] content() throws Http2Exception {
        boolean padded = has(PADDED);
        boolean priority = type == HEADERS && has(WITH_PRIORITY);
        int start = (padded ? 1 : 0) + (priority ? 5 : 0);
        int padding = padded && payload.length > 0 ? payload[0] & 0xFF : 0;
        if (start + padding > payload.length) {
            throw Http2Exception.protocol("a frame of " + payload.length + " octets has more padding than that");
        }
        return Arrays.copyOfRange(payload, start, payload.length - padding);
    }

    /** The payload of a frame that consists of one number of 32 bits. */
    public int word() throws Http2Exception {
        if (payload.length != 4) {
            throw Http2Exception.frameSize(this + " should have 4 octets");
        }
        return ByteBuffer.wrap(payload).getInt();
    }

    @Override
    public String toString() {
        return "frame of type " + type + ", flags 0x" + Integer.toHexString(flags) + ", stream " + stream + ", "
                + payload.length + " octets";
    }
}
