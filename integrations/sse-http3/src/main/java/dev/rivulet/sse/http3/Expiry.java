package dev.rivulet.sse.http3;

import dev.rivulet.sse.netty.internal.Loops;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** For how long a connection is of use, and how long it is kept without a stream. On the loop only. */
final class Expiry {
    /** Netty keeps something of each stream that was stopped before its end, until the connection ends. */
    private static final int MOST_ABANDONED = 1_000;

    private static final int MANY_ABANDONED = 100;

    /**
     * A connection's end is sent once, and not at all while QUIC waits for the acknowledgements of what was sent before, such
     * as of many streams that were stopped at once: then the server would learn of neither.
     */
    private static final Duration SETTLING = Duration.ofSeconds(1);

    private int abandoned;
    private boolean expecting;
    private @Nullable Future<?> timer;

    /** A stream of it was stopped before its end. Returns whether it should take no more. */
    boolean abandoned() {
        return ++abandoned >= MOST_ABANDONED;
    }

    /** It takes no more streams, and the last has ended. */
    void beginLast(EventLoop loop, Runnable close) {
        if (abandoned < MANY_ABANDONED) {
            close.run();
        } else {
            begin(loop, SETTLING, close);
        }
    }

    /** Anew if it has begun. */
    void begin(EventLoop loop, Duration time, Runnable over) {
        stop();
        timer = loop.schedule(over, Loops.nanos(time), TimeUnit.NANOSECONDS);
    }

    /** That it becomes of use. Does nothing if that is expected already. */
    void expect(EventLoop loop, Duration time, Runnable over) {
        if (!expecting) {
            begin(loop, time, over);
            expecting = true;
        }
    }

    boolean isExpecting() {
        return expecting;
    }

    void stop() {
        expecting = false;
        if (timer != null) {
            timer.cancel(false);
            timer = null;
        }
    }
}
