package dev.rivulet.sse.internal;

import org.jspecify.annotations.Nullable;

/** Stands in a log for a throwable whose text has line ends, which a server may have put there to forge lines. */
final class PrintableThrowable extends Throwable {
    private static final long serialVersionUID = 1L;

    private static final int DEEPEST = 20;

    private PrintableThrowable(String text, @Nullable Throwable cause, StackTraceElement[] trace) {
        super(text, cause);
        setStackTrace(trace);
    }

    /** The throwable itself, or a copy of it and its causes with each text in one line. */
    static Throwable of(Throwable thrown) {
        return isPrintable(thrown) ? thrown : copy(thrown, DEEPEST);
    }

    private static boolean isPrintable(Throwable thrown) {
        int depth = 0;
        for (Throwable each = thrown; each != null && depth < DEEPEST; each = each.getCause(), depth++) {
            String text = each.toString();
            if (!OneLine.of(text).equals(text) || each.getSuppressed().length > 0) {
                return false;
            }
        }
        return true;
    }

    private static Throwable copy(Throwable thrown, int depth) {
        Throwable cause = thrown.getCause();
        return new PrintableThrowable(
                OneLine.of(thrown.toString()),
                cause == null || depth == 0 ? null : copy(cause, depth - 1),
                thrown.getStackTrace());
    }

    /** The text alone, which begins with the name of the original's class. */
    @Override
    @SuppressWarnings("OverrideThrowableToString") // this class's own name would hide the original's
    public String toString() {
        return String.valueOf(getMessage());
    }
}
