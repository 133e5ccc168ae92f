package dev.rivulet.sse.testkit.http2;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;

/** What one SETTINGS frame sets (RFC 9113, 6.5.2). */
public final class Settings {
    static final int HEADER_TABLE_SIZE = 1;
    static final int MAX_CONCURRENT_STREAMS = 3;
    static final int INITIAL_WINDOW_SIZE = 4;
    static final int MAX_FRAME_SIZE = 5;

    private final Map<Integer, Long> values = new HashMap<>();

    /** @throws Http2Exception if it is no SETTINGS frame, or sets what is out of range */
    public Settings(Frame frame) throws Http2Exception {
        if (frame.stream() != 0) {
            throw Http2Exception.protocol("settings on stream " + frame.stream());
        }
        if (frame.payload().length % 6 != 0) {
            throw Http2Exception.frameSize("settings of " + frame.payload().length + " octets");
        }
        ByteBuffer payload = ByteBuffer.wrap(frame.payload());
        while (payload.hasRemaining()) {
            values.put(payload.getShort() & 0xFFFF, payload.getInt() & 0xFFFF_FFFFL);
        }
        check();
    }

    /** The frame in which a server announces how many streams it takes at a time. */
    public static Frame maxConcurrentStreams(int streams) {
        byte[] payload = ByteBuffer.allocate(6)
                .putShort((short) MAX_CONCURRENT_STREAMS)
                .putInt(streams)
                .array();
        return new Frame(Frame.SETTINGS, 0, 0, payload);
    }

    long headerTableSize() {
        return values.getOrDefault(HEADER_TABLE_SIZE, Long.MAX_VALUE);
    }

    int maxFrameSize(int otherwise) {
        return values.getOrDefault(MAX_FRAME_SIZE, (long) otherwise).intValue();
    }

    int initialWindow(int otherwise) {
        return values.getOrDefault(INITIAL_WINDOW_SIZE, (long) otherwise).intValue();
    }

    private void check() throws Http2Exception {
        if (values.getOrDefault(INITIAL_WINDOW_SIZE, 0L) > Integer.MAX_VALUE) {
            throw Http2Exception.flowControl("an initial window of " + values.get(INITIAL_WINDOW_SIZE));
        }
        long frame = values.getOrDefault(MAX_FRAME_SIZE, 16_384L);
        if (frame < 16_384 || frame > 16_777_215) {
            throw Http2Exception.protocol("a maximal frame size of " + frame);
        }
    }
}
