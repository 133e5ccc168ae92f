package dev.rivulet.sse.parser;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The Encoding standard's UTF-8 decoder: each maximal part of a malformed sequence becomes one U+FFFD. The JDK's decoder
 * makes one of an encoded surrogate where the standard makes three, and is slower where text is not Latin.
 */
final class Utf8 {
    private static final char REPLACEMENT = '\uFFFD';

    private Utf8() {}

    static String decode(byte[] bytes, int offset, int length) {
        char[] chars = CharScratch.acquire(length);
        int count = decode(bytes, offset, offset + length, chars);
        String text = new String(chars, 0, count);
        CharScratch.release(chars);
        return text;
    }

    /** Whether the bytes are well-formed, so that a decoder replaces nothing. */
    static boolean isWellFormed(byte[] bytes, int offset, int length) {
        int to = offset + length;
        int at = offset;
        while (at < to) {
            at = asciiEnd(bytes, at, to);
            while (at < to && bytes[at] < 0) {
                int step = sequence(bytes, at, to);
                if (step < 0) {
                    return false;
                }
                at += step;
            }
        }
        return true;
    }

    /** The bytes with each malformed part replaced by the three bytes of U+FFFD, in a new array. */
    static byte[] repaired(byte[] bytes, int offset, int length) {
        return decode(bytes, offset, length).getBytes(StandardCharsets.UTF_8);
    }

    private static int asciiEnd(byte[] bytes, int from, int to) {
        int at = from;
        for (; at <= to - 8; at += 8) {
            long high = LineScanner.word(bytes, at) & LineScanner.HIGH_BITS;
            if (high != 0) {
                return at + LineScanner.first(high);
            }
        }
        while (at < to && bytes[at] >= 0) {
            at++;
        }
        return at;
    }

    private static int decode(byte[] bytes, int from, int to, char[] chars) {
        int at = from;
        int out = 0;
        while (at < to) {
            int b = bytes[at];
            if (b >= 0) {
                if (at <= to - 8 && (LineScanner.word(bytes, at) & LineScanner.HIGH_BITS) == 0) {
                    for (int i = 0; i < 8; i++) {
                        chars[out + i] = (char) bytes[at + i];
                    }
                    at += 8;
                    out += 8;
                } else {
                    chars[out++] = (char) b;
                    at++;
                }
                continue;
            }
            if ((b & 0xF0) == 0xE0 && at < to - 2) {
                int second = bytes[at + 1];
                int third = bytes[at + 2];
                int point = (b & 0x0F) << 12 | (second & 0x3F) << 6 | (third & 0x3F);
                if ((second & 0xC0) == 0x80 && (third & 0xC0) == 0x80 && point >= 0x800 && (point & 0xF800) != 0xD800) {
                    chars[out++] = (char) point;
                    at += 3;
                    continue;
                }
            }
            int step = sequence(bytes, at, to);
            if (step < 0) {
                chars[out++] = REPLACEMENT;
                at -= step;
            } else if (step == 4) {
                int point = (b & 0x07) << 18
                        | (bytes[at + 1] & 0x3F) << 12
                        | (bytes[at + 2] & 0x3F) << 6
                        | (bytes[at + 3] & 0x3F);
                chars[out++] = Character.highSurrogate(point);
                chars[out++] = Character.lowSurrogate(point);
                at += 4;
            } else {
                chars[out++] = step == 2
                        ? (char) ((b & 0x1F) << 6 | (bytes[at + 1] & 0x3F))
                        : (char) ((b & 0x0F) << 12 | (bytes[at + 1] & 0x3F) << 6 | (bytes[at + 2] & 0x3F));
                at += step;
            }
        }
        return out;
    }

    /**
     * The length of the well-formed sequence of a non-ASCII lead byte at {@code at}, or minus the length of its malformed
     * maximal part (Encoding standard, "UTF-8 decoder": the bounds of the second byte).
     */
    private static int sequence(byte[] bytes, int at, int to) {
        int lead = bytes[at] & 0xFF;
        if (lead < 0xC2 || lead > 0xF4) {
            return -1;
        }
        int length = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
        int lower = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
        int upper = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
        for (int i = 1; i < length; i++) {
            int next = at + i < to ? bytes[at + i] & 0xFF : 0;
            if (next < lower || next > upper) {
                return -i;
            }
            lower = 0x80;
            upper = 0xBF;
        }
        return length;
    }

    static byte[] wellFormedCopy(byte[] bytes, int offset, int length) {
        return isWellFormed(bytes, offset, length)
                ? Arrays.copyOfRange(bytes, offset, offset + length)
                : repaired(bytes, offset, length);
    }
}
