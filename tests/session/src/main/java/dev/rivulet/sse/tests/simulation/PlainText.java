package dev.rivulet.sse.tests.simulation;

import java.nio.ByteBuffer;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/** How much text the bytes that have arrived hold, coded or not. */
final class PlainText {
    private static final int GZIP_HEADER = 10;

    private final @Nullable Inflater inflater;
    private int toSkip = GZIP_HEADER;
    private long length;

    PlainText(boolean gzip) {
        inflater = gzip ? new Inflater(true) : null;
    }

    long length() {
        return length;
    }

    void add(ByteBuffer bytes) {
        if (inflater == null) {
            length += bytes.remaining();
            return;
        }
        int skipped = Math.min(toSkip, bytes.remaining());
        toSkip -= skipped;
        byte[] coded = new byte[bytes.remaining() - skipped];
        bytes.position(bytes.position() + skipped).get(coded);
        inflater.setInput(coded);
        byte[] out = new byte[512];
        try {
            int count;
            while ((count = inflater.inflate(out)) > 0) {
                length += count;
            }
        } catch (DataFormatException e) {
            throw new AssertionError(e);
        }
    }

    void close() {
        if (inflater != null) {
            inflater.end();
        }
    }
}
