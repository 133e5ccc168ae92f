package dev.rivulet.sse.cli.doctor;

import java.util.Locale;

/** Numbers and the server's text as they are shown. */
final class Phrase {
    private static final int LONGEST = 60;

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

    /** What a server sent, on one line, without controls, and not too long. */
    static String text(String sent) {
        String line = sent.replaceAll("\\p{Cntrl}+", " ").strip();
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
    }

    static String quoted(String sent) {
        return "'" + text(sent) + "'";
    }
}
