package dev.rivulet.sse.netty;

import dev.rivulet.sse.spi.Phase;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * The way of a body from its channel to the receiver, by bursts: one for each credit, which ends with the channel's read.
 * What the channel brings without credit, behind a head or with the end of a connection, waits here. On the loop only, but
 * for {@link #granted()}.
 */
final class Inflow {
    private final NettyExchange exchange;
    private final Channel channel;
    private final Runnable whenWhole;
    private final Runnable pump = this::pump;

    private @Nullable ArrayDeque<ByteBuf> held;
    private @Nullable Runnable last;
    private boolean delivered; // something, in this burst
    private boolean reading = true; // the head came by a read, and so may a part of the body
    private boolean pumping;

    /** @param whenWhole called just before the receiver learns that the body is complete */
    Inflow(NettyExchange exchange, Channel channel, Runnable whenWhole) {
        this.exchange = exchange;
        this.channel = channel;
        this.whenWhole = whenWhole;
    }

    /** There is credit. Any thread. */
    void granted() {
        if (channel.eventLoop().inEventLoop()) {
            pump();
        } else {
            Loops.run(channel.eventLoop(), pump);
        }
    }

    /** Takes the buffer over. */
    void data(ByteBuf part) {
        try {
            data(part, part.readableBytes());
        } finally {
            part.release();
        }
    }

    /** The next bytes of a buffer, which is lent for the call. */
    void data(ByteBuf buffer, int length) {
        reading = true;
        if (exchange.isOver() || length == 0) {
            return;
        }
        if (held == null && exchange.hasCredit()) {
            lend(buffer, length);
        } else {
            hold(buffer.retainedSlice(buffer.readerIndex(), length));
        }
    }

    private void lend(ByteBuf buffer, int length) {
        delivered = true;
        exchange.bytes(buffer, length);
    }

    private void deliver(ByteBuf part) {
        try {
            lend(part, part.readableBytes());
        } finally {
            part.release();
        }
    }

    private void hold(ByteBuf part) {
        if (held == null) {
            held = new ArrayDeque<>();
        }
        held.add(part);
    }

    /** The channel's read is over: that ends the burst. */
    void readComplete() {
        reading = false;
        if (held == null) {
            pumping = true;
            endBurst();
            pumping = false;
        }
        pump();
    }

    private void endBurst() {
        if (delivered && !exchange.isOver()) {
            delivered = false;
            exchange.burstEnd();
        }
    }

    void end() {
        conclude(() -> {
            whenWhole.run();
            exchange.end();
        });
    }

    void fail(Phase phase, Throwable cause) {
        conclude(() -> exchange.fail(phase, cause));
    }

    /** Behind what waits; only the first counts. */
    private void conclude(Runnable how) {
        if (last == null) {
            last = how;
            if (held == null) {
                how.run();
            }
        }
    }

    /** Gives what waits while there is credit, then asks the channel. A read inside a callback goes on here, not deeper. */
    private void pump() {
        if (pumping) {
            return;
        }
        pumping = true;
        while (held != null && exchange.hasCredit() && !exchange.isOver()) {
            flush(held);
        }
        pumping = false;
        if (exchange.isOver()) {
            drop();
        } else if (held == null && last == null && !reading && exchange.hasCredit()) {
            channel.read();
        }
    }

    private void flush(ArrayDeque<ByteBuf> waiting) {
        while (!waiting.isEmpty() && !exchange.isOver()) {
            deliver(waiting.poll());
        }
        if (exchange.isOver()) {
            return;
        }
        held = null;
        if (last != null) {
            last.run();
        } else {
            endBurst();
        }
    }

    /** Nothing of it is wanted any more. Any thread. */
    void cancelled() {
        Loops.run(channel.eventLoop(), this::drop);
    }

    private void drop() {
        if (held != null) {
            held.forEach(ByteBuf::release);
            held = null;
        }
    }
}
