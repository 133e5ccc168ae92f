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
    static final int LONGEST_PAYLOAD = 64 << 20;

    private static final Pattern LINE = Pattern.compile("([A-Z]{1,20}) ([0-9]{1,10}) ([0-9]{1,15}) ([0-9]{1,9})");

    /** Null if this is no such line. */
    static @Nullable EntryLine of(String line) {
        Matcher parts = LINE.matcher(line);
        if (!parts.matches()) {
            return null;
        }
        long session = Long.parseLong(parts.group(2));
        int length = Integer.parseInt(parts.group(4));
        return session > Integer.MAX_VALUE || length > LONGEST_PAYLOAD
                ? null
                : new EntryLine(parts.group(1), (int) session, Long.parseLong(parts.group(3)), length);
    }

    /** With its line feed. */
    @Override
    public String toString() {
        return kind + " " + session + " " + micros + " " + length + "\n";
    }
}
