package dev.rivulet.sse.testkit.http2;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Reads what a client sends: the preface, then frames. For one thread. */
public final class FrameReader {
    private static final byte[] PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final int LARGEST = 16_384; // unless announced otherwise, which we do not
    private static final int LARGEST_BLOCK = 1 << 20;

    private final InputStream in;

    public FrameReader(InputStream in) {
        this.in = in;
    }

    /** What a client says first. */
    public void preface() throws IOException {
        if (!Arrays.equals(exactly(PREFACE.length), PREFACE)) {
            throw Http2Exception.protocol("the connection does not begin with the preface");
        }
    }

    /** The next frame, or null at the end of file. */
    public @Nullable Frame next() throws IOException {
        byte[] head = in.readNBytes(Frame.HEAD);
        if (head.length == 0) {
            return null;
        }
        if (head.length < Frame.HEAD) {
            throw new EOFException("the connection ended within a frame's head");
        }
        ByteBuffer fields = ByteBuffer.wrap(head);
        int lengthAndType = fields.getInt();
        int length = lengthAndType >>> 8;
        if (length > LARGEST) {
            throw Http2Exception.frameSize("a frame of " + length + " octets");
        }
        int flags = fields.get() & 0xFF;
        return new Frame(lengthAndType & 0xFF, flags, fields.getInt() & Integer.MAX_VALUE, exactly(length));
    }

    /** The header block that begins in this frame; its other parts are read. */
    public byte[] headerBlock(Frame first) throws IOException {
        var block = new ByteArrayOutputStream();
        block.writeBytes(first.content());
        for (Frame frame = first; !frame.has(Frame.END_HEADERS); block.writeBytes(frame.payload())) {
            frame = next();
            if (frame == null) {
                throw new EOFException("the connection ended within a header block");
            }
            if (frame.type() != Frame.CONTINUATION || frame.stream() != first.stream()) {
                throw Http2Exception.protocol("within the header block of stream " + first.stream() + " a " + frame);
            }
            if (block.size() > LARGEST_BLOCK) {
                throw Http2Exception.protocol("a header block of more than " + LARGEST_BLOCK + " octets");
            }
        }
        return block.toByteArray();
    }

    private byte[] exactly(int count) throws IOException {
        byte[] bytes = in.readNBytes(count);
        if (bytes.length < count) {
            throw new EOFException("the connection ended within a frame");
        }
        return bytes;
    }
}
