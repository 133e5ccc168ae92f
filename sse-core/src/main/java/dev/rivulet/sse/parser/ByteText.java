package dev.rivulet.sse.parser;

import java.nio.charset.StandardCharsets;

/** A short well-formed text in a byte array that is used again and grows as needed. */
final class ByteText {
    private static final byte[] NONE = {};
    private static final int LARGE = 4 << 10;

    byte[] bytes = NONE;
    int length;

    void set(byte[] from, int offset, int count) {
        makeRoom(count);
        byte[] to = bytes;
        int all = 0;
        for (int i = 0; i < count; i++) {
            byte b = from[offset + i];
            to[i] = b;
            all |= b;
        }
        length = count;
        if (all < 0 && !Utf8.isWellFormed(to, 0, count)) {
            bytes = Utf8.repaired(to, 0, count);
            length = bytes.length;
        }
    }

    /** Takes the bytes as they are, well-formed or not. */
    void setRaw(byte[] from, int offset, int count) {
        makeRoom(count);
        copy(from, offset, bytes, count);
        length = count;
    }

    /** Copies it to the front of an array, if it has room for it. */
    void copyTo(byte[] into) {
        if (length <= into.length) {
            copy(bytes, 0, into, length);
        }
    }

    /** As most ids are that long, without a call: two words that may overlap. */
    private static void copy(byte[] from, int offset, byte[] into, int count) {
        if (count >= 8 && count <= 16) {
            LineScanner.copyWord(from, offset, into, 0);
            LineScanner.copyWord(from, offset + count - 8, into, count - 8);
        } else {
            System.arraycopy(from, offset, into, 0, count);
        }
    }

    /** A huge array is not kept for short texts. */
    private void makeRoom(int count) {
        if (bytes.length < count || (bytes.length > LARGE && count <= LARGE)) {
            bytes = new byte[Math.max(16, count)];
        }
    }

    @Override
    public String toString() {
        return new String(bytes, 0, length, StandardCharsets.UTF_8);
    }
}
