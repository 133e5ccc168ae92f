package dev.rivulet.sse.netty.internal;

import dev.rivulet.sse.http.Phase;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import org.jspecify.annotations.Nullable;

/**
 * The way of a body from its channel to the receiver, by bursts: one for each credit, which ends with the channel's read.
 * What the channel brings without credit, after a head or with the end of a connection, waits here. On the loop only, except
 * for {@link #granted()}.
 */
public final class BodyDelivery {
    /** Of what was held; as much as one read of a connection brings. */
    private static final int MOST_OF_A_BURST = 256 << 10;

    private final NettyExchange exchange;
    private final Channel channel;
    private final Source source;
    private final Runnable pump = this::pump;

    private @Nullable HeldBytes held;
    private @Nullable Runnable last;
    private int consumed; // and not reported to the source yet
    private boolean delivered; // something, in this burst
    private boolean reading = true; // the head came by a read, and so may a part of the body
    private boolean pumping;

    /** Where the body comes from. On the loop. */
    public interface Source {
        /** More is wanted. */
        void read();

        /** So many bytes were delivered. */
        void consumed(int bytes);

        /** The receiver is about to learn that the body is complete. */
        void whole();
    }

    /** @param channel of the connection */
    public BodyDelivery(NettyExchange exchange, Channel channel, Source source) {
        this.exchange = exchange;
        this.channel = channel;
        this.source = source;
    }

    /** There is credit. Any thread. */
    public void granted() {
        if (channel.eventLoop().inEventLoop()) {
            pump();
        } else {
            Loops.run(channel.eventLoop(), pump);
        }
    }

    /** Takes the buffer over. */
    public void data(ByteBuf part) {
        try {
            data(part, part.readableBytes());
        } finally {
            part.release();
        }
    }

    /** The next bytes of a buffer, which is lent for the call. */
    public void data(ByteBuf buffer, int length) {
        reading = true;
        if (exchange.isOver() || length == 0) {
            return;
        }
        if (held == null && exchange.hasCredit()) {
            lend(buffer, length);
        } else {
            hold(buffer, length);
        }
    }

    private void lend(ByteBuf buffer, int length) {
        delivered = true;
        consumed += length;
        exchange.bytes(buffer, length);
    }

    private int deliver(ByteBuf part) {
        int length = part.readableBytes();
        try {
            lend(part, length);
        } finally {
            part.release();
        }
        return length;
    }

    private void hold(ByteBuf buffer, int length) {
        if (held == null) {
            held = new HeldBytes(channel.alloc());
        }
        held.add(buffer, length);
    }

    /** The channel's read is over: that ends the burst. */
    public void readComplete() {
        reading = false;
        if (held == null) {
            pumping = true;
            try {
                endBurst();
            } finally {
                pumping = false;
            }
        }
        pump();
    }

    private void endBurst() {
        if (delivered && !exchange.isOver()) {
            delivered = false;
            int bytes = consumed;
            consumed = 0;
            exchange.burstEnd();
            source.consumed(bytes);
        }
    }

    public void end() {
        conclude(() -> {
            source.whole();
            exchange.end();
        });
    }

    public void fail(Phase phase, Throwable cause) {
        conclude(() -> exchange.fail(phase, cause));
    }

    /** After what waits; only the first counts. */
    private void conclude(Runnable how) {
        if (last == null) {
            last = how;
            if (held == null) {
                how.run();
            }
        }
    }

    /** Gives what waits while there is credit, then asks the channel. A read inside a callback continues here, without recursion. */
    private void pump() {
        if (pumping) {
            return;
        }
        pumping = true;
        try {
            while (held != null && exchange.hasCredit() && !exchange.isOver()) {
                flush(held);
            }
        } finally {
            pumping = false;
        }
        if (exchange.isOver()) {
            drop();
        } else if (held == null && last == null && !reading && exchange.hasCredit()) {
            source.read();
        }
    }

    private void flush(HeldBytes waiting) {
        int left = MOST_OF_A_BURST;
        while (!waiting.isEmpty() && left > 0 && !exchange.isOver()) {
            left -= deliver(waiting.next());
        }
        if (exchange.isOver()) {
            return;
        }
        held = waiting.isEmpty() ? null : waiting;
        if (held == null && last != null) {
            last.run();
        } else {
            endBurst();
        }
    }

    /** Nothing of it is wanted any more. Any thread. */
    public void cancelled() {
        Loops.run(channel.eventLoop(), this::drop);
    }

    private void drop() {
        if (held != null) {
            held.release();
            held = null;
        }
    }
}
