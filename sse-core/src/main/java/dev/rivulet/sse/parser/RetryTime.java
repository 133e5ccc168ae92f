package dev.rivulet.sse.parser;

/** The value of a {@code retry} field (WHATWG HTML, "if the field value consists of only ASCII digits"). */
final class RetryTime {
    /** There is something else than digits, or nothing. */
    static final long NONE = -1;

    private RetryTime() {}

    /** The milliseconds, at most {@link Long#MAX_VALUE}, or {@link #NONE}. */
    static long parse(byte[] bytes, int from, int to) {
        long millis = 0;
        for (int i = from; i < to; i++) {
            int digit = bytes[i] - '0';
            if (digit < 0 || digit > 9) {
                return NONE;
            }
            millis = millis > (Long.MAX_VALUE - digit) / 10 ? Long.MAX_VALUE : millis * 10 + digit;
        }
        return from < to ? millis : NONE;
    }
}
