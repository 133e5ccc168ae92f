package dev.rivulet.sse.parser;

/** The beginnings of the lines that nearly all streams are made of, known by their first eight bytes. */
final class PlainLine {
    static final int NONE = -1;

    private static final long DATA = 0x3A61746164L; // "data:", its first byte lowest
    private static final long DATA_MASK = 0xFFFFFFFFFFL;
    private static final long ID = 0x3A6469L; // "id:"
    private static final long ID_MASK = 0xFFFFFFL;
    private static final long TYPE = 0x3A746E657665L; // "event:"
    private static final long TYPE_MASK = 0xFFFFFFFFFFFFL;

    private PlainLine() {}

    /** The first eight bytes of a line, or 0 where there are not so many. */
    static long word(byte[] bytes, int at, int to) {
        return at > Math.min(to, bytes.length) - 8 ? 0 : LineScanner.word(bytes, at);
    }

    static boolean isData(long word) {
        return (word & DATA_MASK) == DATA;
    }

    static boolean isId(long word) {
        return (word & ID_MASK) == ID;
    }

    static boolean isType(long word) {
        return (word & TYPE_MASK) == TYPE;
    }

    /** Where the value begins in the line, after one space if there is one; 0 if the line begins in no such way. */
    static int valueAt(long word) {
        int name = isData(word) ? 5 : isId(word) ? 3 : isType(word) ? 6 : 0;
        return name > 0 && (word >>> 8 * name & 0xFF) == ' ' ? name + 1 : name;
    }

    /** The position after the LF or CRLF at {@code end}, or NONE if that is not what is there, or not all of it. */
    static int afterEnd(byte[] bytes, int end, int to) {
        if (end >= to) {
            return NONE;
        }
        if (bytes[end] == '\n') {
            return end + 1;
        }
        return bytes[end] == '\r' && end < to - 1 && bytes[end + 1] == '\n' ? end + 2 : NONE;
    }
}
