package dev.rivulet.sse.cli;

import dev.rivulet.sse.SessionState;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Prints events on standard output and messages on standard error, and below them, on a terminal, a status line. Then
 * events are held back for a moment, so that a fast stream does not erase and draw that line for each of them.
 *
 * <p>Called by the thread of the command, and for the heads of {@code -v} by those of the transport.
 */
final class Display {
    /** Between two times that events are written above a status line. */
    private static final long GAP_NANOS = 33_000_000;

    /** How often the times in the status line are brought up to date. */
    private static final long REFRESH_NANOS = 200_000_000;

    private static final int MOST_HELD = 1 << 20;

    private final Output out;
    private final Output err;
    private final LongSupplier clock;
    private final @Nullable StatusLine status;
    private final StringBuilder held = new StringBuilder();
    private boolean midLine; // where a status line would erase what was printed
    private @Nullable Long shownAt;

    Display(Terminal terminal) {
        this(terminal, System::nanoTime);
    }

    Display(Terminal terminal, LongSupplier clock) {
        out = terminal.out();
        err = terminal.err();
        this.clock = clock;
        status = terminal.rewritesLines() ? new StatusLine(err, clock) : null;
    }

    Output out() {
        return out;
    }

    Output err() {
        return err;
    }

    /** Prints an event's text as it is. */
    synchronized void event(String text) {
        if (status == null) {
            out.print(text);
            return;
        }
        status.event();
        held.append(text);
        if (held.length() > MOST_HELD) {
            flush();
        }
    }

    /** Prints lines on standard error, after all events so far. */
    synchronized void message(String lines) {
        flush();
        hideStatus();
        err.println(lines);
        err.flush();
    }

    /** Notes the state that the status line shows. */
    synchronized void state(SessionState state) {
        if (status != null) {
            status.state(state);
        }
    }

    /** Writes all events so far. */
    synchronized void flush() {
        if (!held.isEmpty()) {
            hideStatus();
            midLine = held.charAt(held.length() - 1) != '\n';
            out.print(held.toString());
            held.setLength(0);
        }
        out.flush();
    }

    synchronized void hideStatus() {
        if (status != null) {
            status.hide();
        }
    }

    /**
     * Brings the display up to date, if it is time. Called after each task, and when there is nothing to do.
     *
     * @param busy whether there is more to do
     * @return after how many nanoseconds to call it again, even if there is nothing to do; 0 for never
     */
    synchronized long refresh(boolean busy) {
        if (status == null) {
            if (!busy) {
                out.flush();
            }
            return 0;
        }
        long due = due();
        if (due > 0) {
            return due;
        }
        shownAt = clock.getAsLong();
        flush();
        if (!midLine) {
            status.draw();
        }
        return REFRESH_NANOS;
    }

    private long due() {
        long gap = held.isEmpty() ? REFRESH_NANOS : GAP_NANOS;
        return shownAt == null ? 0 : Math.max(0, gap - (clock.getAsLong() - shownAt));
    }
}
