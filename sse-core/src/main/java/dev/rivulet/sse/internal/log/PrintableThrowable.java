package dev.rivulet.sse.internal.log;

import dev.rivulet.sse.internal.OneLine;
import org.jspecify.annotations.Nullable;

/** Stands in a log for a throwable whose text has line ends, which a server may have put there to forge lines. */
final class PrintableThrowable extends Throwable {
    private static final long serialVersionUID = 1L;

    private static final int DEEPEST = 20;

    private PrintableThrowable(Throwable original, int depth) {
        super(OneLine.of(original.toString()), causeOf(original, depth));
        setStackTrace(original.getStackTrace());
        if (depth > 0) {
            for (Throwable each : original.getSuppressed()) {
                addSuppressed(new PrintableThrowable(each, depth - 1));
            }
        }
    }

    private static @Nullable Throwable causeOf(Throwable original, int depth) {
        Throwable cause = original.getCause();
        return cause == null || depth == 0 ? null : new PrintableThrowable(cause, depth - 1);
    }

    /** The throwable itself, or a copy of it, its causes and what it suppressed, with each text in one line. */
    static Throwable of(Throwable thrown) {
        return isPrintable(thrown, DEEPEST) ? thrown : new PrintableThrowable(thrown, DEEPEST);
    }

    private static boolean isPrintable(Throwable thrown, int depth) {
        String text = thrown.toString();
        if (depth == 0 || !OneLine.of(text).equals(text)) {
            return false;
        }
        for (Throwable each : thrown.getSuppressed()) {
            if (!isPrintable(each, depth - 1)) {
                return false;
            }
        }
        Throwable cause = thrown.getCause();
        return cause == null || isPrintable(cause, depth - 1);
    }

    /** The text alone, which begins with the name of the original's class. */
    @Override
    @SuppressWarnings("OverrideThrowableToString") // this class's own name would hide the original's
    public String toString() {
        return String.valueOf(getMessage());
    }
}
