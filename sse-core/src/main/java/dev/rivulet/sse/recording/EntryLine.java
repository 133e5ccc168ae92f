package dev.rivulet.sse.recording;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The line before an entry's payload.
 *
 * @param micros since the segment began
 * @param length of the payload in bytes
 */
record EntryLine(String kind, int session, long micros, int length) {
    /** The last one of 15 digits: after more than 31 years. */
    static final long LATEST_MICROS = 999_999_999_999_999L;

    private static final int LONGEST_BODY = 64 << 20;

    /** Of all else: a head of so many bytes takes many times as much memory when it is read. */
    private static final int LONGEST_OTHER = 1 << 20;

    private static final Pattern LINE = Pattern.compile("([A-Z]{1,20}) ([0-9]{1,10}) ([0-9]{1,15}) ([0-9]{1,9})");

    /** Null if this is no such line. */
    static @Nullable EntryLine of(String line) {
        Matcher parts = LINE.matcher(line);
        if (!parts.matches()) {
            return null;
        }
        long session = Long.parseLong(parts.group(2));
        int length = Integer.parseInt(parts.group(4));
        return session > Integer.MAX_VALUE
                ? null
                : new EntryLine(parts.group(1), (int) session, Long.parseLong(parts.group(3)), length);
    }

    /** How many bytes the payload may have. */
    static int longest(String kind) {
        return kind.equals("BYTES") ? LONGEST_BODY : LONGEST_OTHER;
    }

    /** With its line feed. */
    @Override
    public String toString() {
        return kind + " " + session + " " + micros + " " + length + "\n";
    }
}
