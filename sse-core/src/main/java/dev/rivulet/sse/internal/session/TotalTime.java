package dev.rivulet.sse.internal.session;

import dev.rivulet.sse.Failure;
import dev.rivulet.sse.internal.connection.Next;
import dev.rivulet.sse.internal.mailbox.Timer;
import dev.rivulet.sse.internal.mailbox.Timers;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How long a session may take in all: {@code Timeouts.total}. Confined to the session. */
final class TotalTime {
    private final Duration time;
    private final Timers<Next> timers;
    private @Nullable Timer<Next> timer;

    TotalTime(Duration time, Timers<Next> timers) {
        this.time = time;
        this.timers = timers;
    }

    void begin() {
        timer = timers.start(time, () -> Next.failed(new Failure.TimedOut(Failure.TimedOut.Kind.TOTAL, time)));
    }

    void cancel() {
        timer = timers.cancel(timer);
    }
}
