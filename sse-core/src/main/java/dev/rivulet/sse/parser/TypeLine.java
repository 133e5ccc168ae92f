package dev.rivulet.sse.parser;

/** The last {@code event} line of a parser, since the next one mostly is the same: compared eight bytes at a time. */
final class TypeLine {
    private static final int WORDS = 5;
    private static final long[] NONE = {0};

    private long[] words = NONE; // made at the first event line
    private long lastMask;
    private int lastWord;

    /** Of the line with its LF; 0 if there is none that can be compared. */
    int length;

    /** Where the value begins in the line. */
    int valueAt;

    /** Whether the same line is at {@code at}, whole; {@code first} is its first word. */
    boolean isAt(byte[] bytes, int at, int to, long first) {
        if (first != words[0] || length == 0 || to - at < length || at > bytes.length - 8 * WORDS) {
            return false;
        }
        for (int i = 1; i < lastWord; i++) {
            if (words[i] != LineScanner.word(bytes, at + 8 * i)) {
                return false;
            }
        }
        return ((words[lastWord] ^ LineScanner.word(bytes, at + 8 * lastWord)) & lastMask) == 0;
    }

    /** A line at {@code at}, its value from {@code value} on, which ends at {@code end}. */
    void set(byte[] bytes, int at, int value, int end) {
        int count = end + 1 - at;
        if (count > 8 * WORDS || at > bytes.length - 8 * WORDS || bytes[end] != '\n') {
            length = 0;
            return;
        }
        length = count;
        valueAt = value - at;
        lastWord = (count - 1) / 8;
        lastMask = -1L >>> 8 * (8 * (lastWord + 1) - count);
        if (words == NONE) {
            words = new long[WORDS];
        }
        for (int i = 0; i <= lastWord; i++) {
            words[i] = LineScanner.word(bytes, at + 8 * i);
        }
    }
}
