package dev.rivulet.sse.netty.internal;

import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;

/** Runs tasks on event loops that may have ended. */
public final class Loops {
    private static final Duration MOST = Duration.ofDays(36_500);

    private Loops() {}

    /** For timers; what is longer than a hundred years is as good as for ever, and a long does not hold for ever. */
    public static long nanos(Duration time) {
        return time.compareTo(MOST) < 0 ? time.toNanos() : MOST.toNanos();
    }

    /** Now, if this is the loop; else soon. Not at all where the loop has ended: then its channels have, too. */
    public static void run(EventLoop loop, Runnable task) {
        if (loop.inEventLoop()) {
            task.run();
        } else {
            later(loop, task);
        }
    }

    /** After what the loop has to do. */
    public static void later(EventLoop loop, Runnable task) {
        try {
            loop.execute(task);
        } catch (RejectedExecutionException ended) {
            // the loop has ended, and all its channels with it
        }
    }
}
