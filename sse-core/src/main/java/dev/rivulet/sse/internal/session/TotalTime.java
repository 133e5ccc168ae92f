package dev.rivulet.sse.internal.session;

import dev.rivulet.sse.Failure;
import dev.rivulet.sse.internal.connection.Next;
import dev.rivulet.sse.internal.mailbox.Input;
import dev.rivulet.sse.internal.mailbox.Timer;
import dev.rivulet.sse.spi.Scheduler;
import java.time.Duration;
import java.util.function.Consumer;

/** How long a session may take in all: {@code Timeouts.total}. Confined to the session. */
final class TotalTime {
    private final Duration time;
    private final Timer<Next> timer;

    TotalTime(Duration time, Scheduler scheduler, Consumer<Input<Next>> enqueue) {
        this.time = time;
        this.timer = new Timer<>(
                scheduler, enqueue, () -> Next.failed(new Failure.TimedOut(Failure.TimedOut.Kind.TOTAL, time)));
    }

    void begin() {
        timer.arm(time);
    }

    void cancel() {
        timer.cancel();
    }
}
