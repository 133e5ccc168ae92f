package dev.rivulet.sse.http3;

import dev.rivulet.sse.netty.internal.Loops;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The time for which a connection without a stream is kept. On the loop only. */
final class Expiry {
    private @Nullable Future<?> timer;

    /** Anew if it has begun. */
    void begin(EventLoop loop, Duration time, Runnable over) {
        stop();
        timer = loop.schedule(over, Loops.nanos(time), TimeUnit.NANOSECONDS);
    }

    void stop() {
        if (timer != null) {
            timer.cancel(false);
            timer = null;
        }
    }
}
