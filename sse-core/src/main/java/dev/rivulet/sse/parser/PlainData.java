package dev.rivulet.sse.parser;

/** Lines of ASCII that begin with {@code "data: "}, which is nearly all that streams are made of. */
final class PlainData {
    /** Where the value begins in the line. */
    static final int VALUE = 6;

    static final int NONE = -1;

    private static final long NAME = 0x203A61746164L; // "data: ", its first byte lowest
    private static final long NAME_MASK = 0xFFFFFFFFFFFFL;

    private PlainData() {}

    /** Whether {@code "data: "} is at {@code at}. Near the end of the array it may say no where it is. */
    static boolean isAt(byte[] bytes, int at, int to) {
        return to - at >= VALUE && at <= bytes.length - 8 && (LineScanner.word(bytes, at) & NAME_MASK) == NAME;
    }

    /** The position after the line end at {@code end} and a blank line, or NONE if that is not what is there, or not all of it. */
    static int afterEvent(byte[] bytes, int end, int to) {
        if (end >= to - 1) {
            return NONE;
        }
        if (bytes[end] == '\n') {
            return bytes[end + 1] == '\n' ? end + 2 : NONE;
        }
        return isCrlf(bytes, end) && end < to - 3 && isCrlf(bytes, end + 2) ? end + 4 : NONE;
    }

    /** The position after the LF or CRLF at {@code end}, or NONE if that is not what is there, or not all of it. */
    static int afterLine(byte[] bytes, int end, int to) {
        if (end >= to - 1) {
            return NONE;
        }
        if (bytes[end] == '\n') {
            return end + 1;
        }
        return isCrlf(bytes, end) ? end + 2 : NONE;
    }

    private static boolean isCrlf(byte[] bytes, int at) {
        return bytes[at] == '\r' && bytes[at + 1] == '\n';
    }
}
