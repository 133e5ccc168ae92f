package dev.rivulet.sse.recording;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The first line of a recording, which stands again wherever a recording was continued.
 *
 * @param start from which on the times of the entries after this line count
 */
record SegmentLine(Instant start) {
    static final String MAGIC = "SSE-RECORDING ";

    private static final int VERSION = 1;
    private static final Pattern LINE = Pattern.compile(MAGIC + "([0-9]{1,9})( .*)?");

    SegmentLine {
        start = start.truncatedTo(ChronoUnit.MICROS);
    }

    /** Whether a file with this first line is a recording, or was one before its first line was cut. */
    static boolean mayBeginWith(String cut) {
        String beginning = MAGIC + VERSION + " ";
        return cut.startsWith(beginning) || beginning.startsWith(cut);
    }

    /** Whether a file of so many bytes has enough of its first line to be overwritten as a recording that was cut. */
    static boolean isNamedIn(long length) {
        return length >= MAGIC.strip().length();
    }

    /** @throws IllegalArgumentException with a message for people, if this version cannot read on */
    static SegmentLine of(String line) {
        Matcher parts = LINE.matcher(line);
        if (!line.startsWith(MAGIC)) {
            throw new IllegalArgumentException("its first line is not that of a recording");
        } else if (!parts.matches()) {
            throw new IllegalArgumentException("a version must follow " + MAGIC.strip());
        } else if (Integer.parseInt(parts.group(1)) != VERSION) {
            throw new IllegalArgumentException(
                    "it has version " + parts.group(1) + " of the format, and this version of"
                            + " Rivulet reads version " + VERSION + "; use the version that wrote it, or a newer one");
        }
        String time = parts.group(2) == null ? "" : parts.group(2).strip();
        try {
            return new SegmentLine(Instant.parse(time));
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("no time follows the version, but '" + time + "'", e);
        }
    }

    /** With its line feed. */
    @Override
    public String toString() {
        return MAGIC + VERSION + " " + start + "\n";
    }
}
