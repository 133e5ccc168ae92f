package dev.rivulet.sse.parser;

/** The byte order mark that a stream may begin with (WHATWG Encoding, "UTF-8 decode"). */
final class ByteOrderMark {
    /** The bytes so far could be the beginning of a mark. */
    static final int UNDECIDED = -1;

    private static final byte[] BYTES = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private ByteOrderMark() {}

    /** Where the mark ends that stands at {@code at}; {@code at} if there is none, or {@link #UNDECIDED}. */
    static int end(byte[] bytes, int at, int to) {
        int seen = Math.min(to - at, BYTES.length);
        for (int i = 0; i < seen; i++) {
            if (bytes[at + i] != BYTES[i]) {
                return at;
            }
        }
        return seen == BYTES.length ? at + seen : UNDECIDED;
    }
}
