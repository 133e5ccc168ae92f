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
        int last = to - 8;
        while (at <= last) {
            long word = LineScanner.word(bytes, at);
            while ((word & 0xC0C0F0C0C0F0L) == 0x8080E08080E0L) {
                int point = (int) ((word & 0x0F) << 12 | (word >>> 2 & 0xFC0) | (word >>> 16 & 0x3F));
                int second = (int) ((word >>> 12 & 0xF000) | (word >>> 26 & 0xFC0) | (word >>> 40 & 0x3F));
                int top = point & 0xF800;
                int secondTop = second & 0xF800;
                if (top == 0 || top == 0xD800 || secondTop == 0 || secondTop == 0xD800) {
                    break;
                }
                chars[out] = (char) point;
                chars[out + 1] = (char) second;
                out += 2;
                at += 6;
                if (at > last) {
                    break;
                }
                word = LineScanner.word(bytes, at);
            }
            if (at > last) {
                break;
            }
            long high = word & LineScanner.HIGH_BITS;
            if (high == 0) {
                for (int i = 0; i < 8; i++) {
                    chars[out + i] = (char) (word >>> 8 * i & 0x7F);
                }
                at += 8;
                out += 8;
            } else if ((byte) word >= 0) {
                int ascii = LineScanner.first(high);
                for (int i = 0; i < ascii; i++) {
                    chars[out++] = (char) bytes[at++];
                }
            } else if ((word & 0xC0C0F0L) == 0x8080E0L && (word & 0x200FL) != 0 && (word & 0x200FL) != 0x200DL) {
                chars[out++] = (char) ((word & 0x0F) << 12 | (word >>> 2 & 0xFC0) | (word >>> 16 & 0x3F));
                at += 3;
            } else {
                int next = decodeOne(bytes, at, to, chars, out);
                out += next - at == 4 ? 2 : 1;
                at = next;
            }
        }
        while (at < to) {
            if (bytes[at] >= 0) {
                chars[out++] = (char) bytes[at++];
            } else {
                int next = decodeOne(bytes, at, to, chars, out);
                out += next - at == 4 ? 2 : 1;
                at = next;
            }
        }
        return out;
    }

    /** Decodes the sequence of a lead byte at {@code at}, or its malformed part; returns where the next one begins. */
    private static int decodeOne(byte[] bytes, int at, int to, char[] chars, int out) {
        int step = sequence(bytes, at, to);
        int b = bytes[at];
        switch (step) {
            case 2 -> chars[out] = (char) ((b & 0x1F) << 6 | (bytes[at + 1] & 0x3F));
            case 3 -> chars[out] = (char) ((b & 0x0F) << 12 | (bytes[at + 1] & 0x3F) << 6 | (bytes[at + 2] & 0x3F));
            case 4 -> {
                int point = (b & 0x07) << 18
                        | (bytes[at + 1] & 0x3F) << 12
                        | (bytes[at + 2] & 0x3F) << 6
                        | (bytes[at + 3] & 0x3F);
                chars[out] = Character.highSurrogate(point);
                chars[out + 1] = Character.lowSurrogate(point);
            }
            default -> chars[out] = REPLACEMENT;
        }
        return at + Math.abs(step);
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
