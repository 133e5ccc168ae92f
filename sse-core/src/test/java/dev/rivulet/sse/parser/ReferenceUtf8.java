package dev.rivulet.sse.parser;

import java.nio.charset.StandardCharsets;

/**
 * The "UTF-8 decoder" of the WHATWG Encoding standard, step by step, one byte a turn. Slow, and independent of the main
 * code and of the JDK's decoder, so that both can be held against it.
 */
final class ReferenceUtf8 {
    private int bytesNeeded;
    private int bytesSeen;
    private int lowerBoundary = 0x80;
    private int upperBoundary = 0xBF;
    private int codePoint;
    private final StringBuilder output = new StringBuilder();

    private ReferenceUtf8() {}

    /** "UTF-8 decode without BOM": every byte counts. */
    static String decode(byte[] bytes) {
        return decode(bytes, 0, bytes.length);
    }

    static String decode(byte[] bytes, int offset, int length) {
        var decoder = new ReferenceUtf8();
        for (int i = offset; i < offset + length; i++) {
            decoder.handle(bytes[i] & 0xFF);
        }
        decoder.endOfQueue();
        return decoder.output.toString();
    }

    /** "UTF-8 decode": one leading byte order mark is taken off. */
    static String decodeStream(byte[] bytes) {
        boolean marked = bytes.length >= 3
                && (bytes[0] & 0xFF) == 0xEF
                && (bytes[1] & 0xFF) == 0xBB
                && (bytes[2] & 0xFF) == 0xBF;
        return marked ? decode(bytes, 3, bytes.length - 3) : decode(bytes);
    }

    /** The text as bytes again, each malformed part as U+FFFD: what the checked faces must hold. */
    static byte[] wellFormed(byte[] bytes) {
        return decode(bytes).getBytes(StandardCharsets.UTF_8);
    }

    private void endOfQueue() {
        if (bytesNeeded != 0) {
            bytesNeeded = 0;
            output.append('\uFFFD');
        }
    }

    private void handle(int b) {
        if (bytesNeeded == 0) {
            if (b <= 0x7F) {
                output.append((char) b);
            } else if (b >= 0xC2 && b <= 0xDF) {
                bytesNeeded = 1;
                codePoint = b & 0x1F;
            } else if (b >= 0xE0 && b <= 0xEF) {
                if (b == 0xE0) {
                    lowerBoundary = 0xA0;
                }
                if (b == 0xED) {
                    upperBoundary = 0x9F;
                }
                bytesNeeded = 2;
                codePoint = b & 0xF;
            } else if (b >= 0xF0 && b <= 0xF4) {
                if (b == 0xF0) {
                    lowerBoundary = 0x90;
                }
                if (b == 0xF4) {
                    upperBoundary = 0x8F;
                }
                bytesNeeded = 3;
                codePoint = b & 0x7;
            } else {
                output.append('\uFFFD');
            }
            return;
        }
        if (b < lowerBoundary || b > upperBoundary) {
            codePoint = 0;
            bytesNeeded = 0;
            bytesSeen = 0;
            lowerBoundary = 0x80;
            upperBoundary = 0xBF;
            output.append('\uFFFD');
            handle(b); // "restore byte to ioQueue"
            return;
        }
        lowerBoundary = 0x80;
        upperBoundary = 0xBF;
        codePoint = (codePoint << 6) | (b & 0x3F);
        bytesSeen++;
        if (bytesSeen != bytesNeeded) {
            return;
        }
        output.appendCodePoint(codePoint);
        codePoint = 0;
        bytesNeeded = 0;
        bytesSeen = 0;
    }
}
