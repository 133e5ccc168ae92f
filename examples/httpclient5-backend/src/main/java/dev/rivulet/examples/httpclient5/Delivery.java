package dev.rivulet.examples.httpclient5;

import dev.rivulet.sse.http.Phase;
import dev.rivulet.sse.http.ResponseHead;
import dev.rivulet.sse.spi.Receiver;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.CancelledKeyException;
import java.util.ArrayDeque;
import java.util.Queue;
import org.apache.hc.core5.http.nio.CapacityChannel;

/**
 * Calls the receiver: one call at a time, whichever threads bring something (thread-1), and without a lock (thread-2);
 * bytes for credit only (credit-1 to credit-8), and the outcome after all of them (end-1, end-3, end-5).
 */
final class Delivery {
    private final Receiver to;
    private final Runnable whenOver;

    // by this
    private final Queue<ByteBuffer> held = new ArrayDeque<>(); // what came without credit
    private CapacityChannel paused; // by which to ask the library for more, while it waits to be asked
    private ResponseHead head; // while it is to be delivered
    private Runnable outcome;
    private boolean granted; // a burst, that has not ended
    private boolean begun; // it has brought bytes
    private boolean running; // a thread is delivering
    private boolean over; // the outcome was delivered, or it was cancelled

    Delivery(Receiver to, Runnable whenOver) {
        this.to = to;
        this.whenOver = whenOver;
    }

    void read() {
        synchronized (this) {
            granted = true;
        }
        run();
    }

    synchronized void cancel() {
        over = true;
        held.clear();
    }

    void head(ResponseHead came) {
        synchronized (this) {
            head = came;
        }
        run();
    }

    /** Delivered as they are if it is their turn; else copied, since the library has read them already. */
    void bytes(ByteBuffer lent) {
        if (!keep(lent)) {
            to.bytes(lent);
            synchronized (this) {
                running = false;
            }
        }
        run();
    }

    private synchronized boolean keep(ByteBuffer lent) {
        boolean isNext = granted && head == null && held.isEmpty() && outcome == null;
        if (isNext && !running && !over) {
            begun = true;
            running = true;
            return false;
        }
        if (!over && outcome == null) { // after a failure it is dropped
            held.add(ByteBuffer.allocate(lent.remaining()).put(lent).flip());
        }
        return true;
    }

    /** The library has stopped reading. If there is credit, it is asked for more at once. */
    void paused(CapacityChannel channel) {
        synchronized (this) {
            paused = outcome == null ? channel : null;
        }
        run();
    }

    /** Whether the library was not asked for what it is about to read. */
    synchronized boolean isHeldBack() {
        return paused != null;
    }

    void end() {
        finish(to::end);
    }

    void failed(Phase phase, Throwable cause) {
        finish(() -> to.failed(phase, cause));
    }

    private void finish(Runnable call) {
        synchronized (this) {
            paused = null;
            outcome = () -> {
                whenOver.run();
                call.run();
            };
        }
        run();
    }

    /** Runs until there is nothing to do. Inside a call of the receiver it returns, and the loop that runs continues. */
    private void run() {
        synchronized (this) {
            if (running) {
                return;
            }
            running = true;
        }
        for (Runnable step = next(); step != null; step = next()) {
            step.run();
        }
    }

    private synchronized Runnable next() {
        Runnable step = over ? null : head != null ? theHead() : granted ? ofTheBurst() : withoutCredit();
        running = step != null;
        return step;
    }

    private Runnable theHead() {
        ResponseHead came = head;
        head = null;
        return () -> to.head(came);
    }

    private Runnable withoutCredit() {
        over = outcome != null && held.isEmpty();
        return over ? outcome : null;
    }

    private Runnable ofTheBurst() {
        ByteBuffer kept = held.poll();
        if (kept != null) {
            begun = true;
            return () -> to.bytes(kept);
        } else if (outcome != null) {
            return withoutCredit(); // end-3: it ends the burst too
        } else if (begun) {
            begun = false;
            granted = false; // credit-4: a read() inside burstEnd is a new one
            return to::burstEnd;
        }
        return paused == null ? null : more();
    }

    /** One byte of capacity makes the library read once, as much as has come. Then it calls {@code paused} again. */
    private Runnable more() {
        CapacityChannel channel = paused;
        paused = null;
        return () -> {
            try {
                channel.update(1);
            } catch (IOException | CancelledKeyException closed) {
                // by the reactor's thread, which reports why
            }
        };
    }
}
