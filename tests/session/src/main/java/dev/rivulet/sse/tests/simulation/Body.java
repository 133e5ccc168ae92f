package dev.rivulet.sse.tests.simulation;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** What the server has written to one stream, plain or as gzip flushed after each block, and how much has been sent. */
final class Body {
    private static final byte[] HEADER = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, (byte) 0xff};

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final CRC32 check = new CRC32();
    private final boolean gzip;
    private Deflater deflater;
    private int plain;
    private int sent;

    @SuppressWarnings("NullAway") // made only where it is used
    Body(boolean gzip) {
        this.gzip = gzip;
        if (gzip) {
            deflater = new Deflater(Deflater.BEST_SPEED, true);
            out.writeBytes(HEADER);
        }
    }

    /** How long the text is, before it is coded. */
    int plainLength() {
        return plain;
    }

    void write(byte[] bytes) {
        plain += bytes.length;
        if (!gzip) {
            out.writeBytes(bytes);
            return;
        }
        check.update(bytes);
        deflater.setInput(bytes);
        deflate(Deflater.SYNC_FLUSH);
    }

    /** Completes the coding. */
    void finish() {
        if (gzip) {
            deflater.finish();
            deflate(Deflater.NO_FLUSH);
            littleEndian((int) check.getValue());
            littleEndian(plain);
        }
    }

    int rest() {
        return out.size() - sent;
    }

    /** The next bytes to be sent, fewer where fewer are left. */
    byte[] take(int most) {
        int count = Math.min(most, rest());
        byte[] bytes = Arrays.copyOfRange(out.toByteArray(), sent, sent + count);
        sent += count;
        return bytes;
    }

    void close() {
        if (gzip) {
            deflater.end();
        }
    }

    private void deflate(int flush) {
        byte[] buffer = new byte[512];
        int count;
        do {
            count = deflater.deflate(buffer, 0, buffer.length, flush);
            out.write(buffer, 0, count);
        } while (count == buffer.length);
    }

    private void littleEndian(int value) {
        for (int shift = 0; shift < 32; shift += 8) {
            out.write(value >>> shift);
        }
    }
}
