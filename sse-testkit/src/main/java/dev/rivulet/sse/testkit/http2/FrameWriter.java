package dev.rivulet.sse.testkit.http2;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Writes whole frames, one after the other, for many threads; each in one write. Once {@linkplain #end ended} it drops
 * what is written.
 */
public final class FrameWriter {
    private final OutputStream out;
    private final HpackEncoder encoder = new HpackEncoder();
    private volatile int largestFrame = 16_384;
    private volatile boolean ended;

    public FrameWriter(OutputStream out) {
        this.out = out;
    }

    public void write(Frame frame) throws IOException {
        raw(frame.bytes());
    }

    /** Bytes as they are. */
    public synchronized void raw(byte[] bytes) throws IOException {
        if (!ended) {
            out.write(bytes);
            out.flush();
        }
    }

    /** A header block, in as many frames as it needs, with nothing in between. */
    public synchronized void headers(int stream, List<Map.Entry<String, String>> fields, boolean endStream)
            throws IOException {
        byte[] block = encoder.encode(fields);
        var frames = new ByteArrayOutputStream();
        int type = Frame.HEADERS;
        int flags = endStream ? Frame.END_STREAM : 0;
        int at = 0;
        do {
            int end = Math.min(block.length, at + largestFrame);
            flags |= end == block.length ? Frame.END_HEADERS : 0;
            frames.writeBytes(new Frame(type, flags, stream, Arrays.copyOfRange(block, at, end)).bytes());
            type = Frame.CONTINUATION;
            flags = 0;
            at = end;
        } while (at < block.length);
        raw(frames.toByteArray());
    }

    /** How large a payload the other side takes, in octets. */
    public int largestFrame() {
        return largestFrame;
    }

    /** What the other side has set, where it concerns the writing of frames. */
    public void obey(Settings settings) {
        largestFrame = settings.maxFrameSize(largestFrame);
        if (settings.headerTableSize() < 4096) {
            shrinkTable();
        }
    }

    public boolean isEnded() {
        return ended;
    }

    /** Does not wait for a write in progress. */
    public void end() {
        ended = true;
    }

    private synchronized void shrinkTable() {
        encoder.shrink();
    }
}
