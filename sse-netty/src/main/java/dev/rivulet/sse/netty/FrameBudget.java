package dev.rivulet.sse.netty;

import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * How many frames a server may send that no flow control limits: PING, SETTINGS, empty DATA, unknown ones and the like. A
 * burst of 10,000 is allowed, and what it used grows back with time and with what is sent and received in earnest. On the
 * loop only.
 */
final class FrameBudget {
    static final int MOST = 10_000;
    private static final int PER_SECOND = 200;

    /** Bytes of payload that cost as much as a frame. */
    private static final int BYTES = 1 << 10;

    private final LongSupplier nanoTime;
    private long left = MOST;
    private long since;

    FrameBudget(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.since = nanoTime.getAsLong();
    }

    void earn(int frames) {
        left = Math.min(MOST, left + frames);
    }

    /**
     * @param frame for people
     * @throws Http2Exception that ends the connection, if there were too many
     */
    void spend(String frame, int bytes) throws Http2Exception {
        left -= 1 + bytes / BYTES;
        if (left < 0) {
            refill();
        }
        if (left < 0) {
            throw Http2Exception.connectionError(
                    Http2Error.ENHANCE_YOUR_CALM,
                    "the server floods the connection: more than %d frames without data, the last of them %s",
                    MOST,
                    frame);
        }
    }

    /** The part of a frame that is not whole yet is kept for the next time. */
    private void refill() {
        long perFrame = TimeUnit.SECONDS.toNanos(1) / PER_SECOND;
        long more = (nanoTime.getAsLong() - since) / perFrame;
        since += more * perFrame;
        left = Math.min(MOST - 1, left + more); // the frame that asks is counted
    }
}
