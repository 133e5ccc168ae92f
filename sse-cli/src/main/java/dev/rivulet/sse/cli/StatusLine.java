package dev.rivulet.sse.cli;

import dev.rivulet.sse.SessionState;
import java.util.Locale;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** The last line of a terminal, which shows how the stream is doing and is rewritten in place. */
final class StatusLine {
    private static final String ERASE = "\r\u001b[K";
    private static final String ERASE_REST = "\u001b[K";
    private static final String CUT_AT_THE_EDGE = "\u001b[?7l"; // a line that wraps could not be erased
    private static final String WRAP = "\u001b[?7h";

    private final Output err;
    private final LongSupplier clock;
    private final Rate rate = new Rate();
    private @Nullable SessionState state;
    private long stateSince;
    private long events;
    private long lastEventAt;
    private boolean visible;

    /**
     * A line on an output that is a terminal.
     *
     * @param clock nanoseconds from any start
     */
    StatusLine(Output err, LongSupplier clock) {
        this.err = err;
        this.clock = clock;
    }

    void state(SessionState now) {
        state = now;
        stateSince = clock.getAsLong();
        if (now instanceof SessionState.Open) {
            rate.restart(stateSince, events);
        }
    }

    void event() {
        events++;
        lastEventAt = clock.getAsLong();
    }

    /** Erases the line, if it is there. */
    void hide() {
        if (visible) {
            visible = false;
            err.print(ERASE);
            err.flush();
        }
    }

    /** Draws the line, over itself if it is there. Draws nothing before the first state and after the last. */
    void draw() {
        SessionState shown = state;
        if (shown == null || shown instanceof SessionState.Closed) {
            return;
        }
        rate.sample(clock.getAsLong(), events);
        err.print("\r" + CUT_AT_THE_EDGE + err.styled(Style.DIM, text(shown)) + ERASE_REST + WRAP);
        err.flush();
        visible = true;
    }

    private String text(SessionState shown) {
        if (shown instanceof SessionState.Connecting connecting) {
            return "connecting · attempt " + connecting.attempt() + (events == 0 ? "" : " · " + count());
        } else if (shown instanceof SessionState.BackingOff backingOff) {
            double left = Math.max(0, backingOff.delay().toNanos() - age(stateSince)) / 1e9;
            return String.format(Locale.ROOT, "attempt %d in %.1f s · %s", backingOff.nextAttempt(), left, count());
        }
        return "open · " + count() + (events == 0 ? "" : " · " + pace(rate.perSecond()) + "/s · last " + ago());
    }

    private String count() {
        return String.format(Locale.ROOT, "%,d %s", events, events == 1 ? "event" : "events");
    }

    private static String pace(double perSecond) {
        return String.format(Locale.ROOT, perSecond == 0 || perSecond >= 9.95 ? "%,.0f" : "%.1f", perSecond);
    }

    private String ago() {
        double seconds = age(lastEventAt) / 1e9;
        return seconds < 60
                ? String.format(Locale.ROOT, "%.1f s ago", seconds)
                : String.format(Locale.ROOT, "%.0f min ago", Math.floor(seconds / 60));
    }

    private long age(long since) {
        return clock.getAsLong() - since;
    }
}
