package dev.rivulet.sse.okhttp;

import dev.rivulet.sse.spi.Scheduler;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import okhttp3.Protocol;

/** A call's turn to take a connection. Every method may be called by any thread, and more than once. */
final class Turn {
    private static final long WITHOUT_ANSWER = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long WITH_ANSWER = TimeUnit.MILLISECONDS.toNanos(20);

    private final Turns.Queue queue;
    private final AtomicBoolean connected = new AtomicBoolean();
    private final AtomicBoolean over = new AtomicBoolean();

    Turn(Turns.Queue queue) {
        this.queue = queue;
    }

    /** Where there are no turns. */
    static Turn none() {
        var none = new Turn(new Turns.Queue());
        none.next();
        return none;
    }

    /**
     * The call has a connection. If it is a new one of HTTP/2, the next call waits until the server's settings must be there:
     * OkHttp applies them on other threads, and has no event for them.
     *
     * @param nanosToConnect 0 for a connection that was there
     */
    void connected(Protocol protocol, long nanosToConnect) {
        connected.set(true);
        if (protocol != Protocol.HTTP_2 && protocol != Protocol.H2_PRIOR_KNOWLEDGE) {
            queue.speaksHttp1();
            next();
        } else if (nanosToConnect == 0) {
            next();
        } else {
            nextAfter(Math.max(WITHOUT_ANSWER, 2 * nanosToConnect));
        }
    }

    /** The server has answered, and so has sent its settings. */
    void answered() {
        if (!over.get()) {
            nextAfter(WITH_ANSWER);
        }
    }

    /** OkHttp has returned. */
    void over() {
        if (!connected.get()) {
            queue.failed();
            next();
        }
    }

    private void nextAfter(long nanos) {
        Scheduler.system().schedule(this::next, nanos);
    }

    private void next() {
        if (over.compareAndSet(false, true)) {
            queue.next();
        }
    }
}
