package dev.rivulet.sse.cli.doctor;

import java.util.Locale;
import java.util.regex.Pattern;

/** Numbers and the server's text as they are shown. */
final class Phrase {
    private static final int LONGEST = 60;

    /** Controls, C1 among them; separators of lines; and marks, embeddings and isolates of bidirectional text. */
    private static final Pattern OBEYED =
            Pattern.compile("[\\p{Cc}\\u2028\\u2029\\u061C\\u200E\\u200F\\u202A-\\u202E\\u2066-\\u2069]+");

    private Phrase() {}

    /** Nanoseconds: {@code less than 1 ms}, {@code 12 ms}, {@code 0.45 s}, {@code 5.0 s}, {@code 75 s}. */
    static String time(long nanos) {
        if (nanos < 1_000_000L) {
            return "less than 1 ms";
        }
        return nanos < 100_000_000L ? nanos / 1_000_000 + " ms" : seconds(nanos);
    }

    static String seconds(long nanos) {
        double seconds = nanos / 1e9;
        return String.format(Locale.ROOT, seconds < 1 ? "%.2f s" : seconds < 60 ? "%.1f s" : "%.0f s", seconds);
    }

    static String count(long count, String thing) {
        return count + " " + thing + (count == 1 ? "" : "s");
    }

    /** A text without what a terminal obeys, and without what turns the direction of writing. */
    static String harmless(String text) {
        return OBEYED.matcher(text).replaceAll(" ");
    }

    /** What a server sent, on one line, harmless, and not too long. */
    static String text(String sent) {
        String line = harmless(sent).strip();
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
    }

    static String quoted(String sent) {
        return "'" + text(sent) + "'";
    }
}
