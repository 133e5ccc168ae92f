package dev.rivulet.sse.iouring;

import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.ChannelPromise;
import io.netty.channel.IoOps;
import io.netty.channel.IoRegistration;
import io.netty.channel.uring.IoUringIoOps;

/**
 * Lets no poll begin on a channel that is being closed. Netty begins one where the closing stopped a receive, and never
 * stops it: it keeps the connection open until the peer sends something, and the loop cannot end before it. On the loop
 * only.
 */
class Closing implements IoRegistration {
    private static final byte POLL_ADD = 6; // of Linux: io_uring.h
    private static final long REFUSED = 0;

    private final ChannelPipeline pipeline;
    private final IoRegistration registration;
    private boolean placed;
    private boolean closing;

    Closing(ChannelPipeline pipeline, IoRegistration registration) {
        this.pipeline = pipeline;
        this.registration = registration;
    }

    /** Whether this version of Netty shows what an operation is. */
    @SuppressWarnings("deprecation") // the newer one is not in all of 4.2
    static boolean canTell() {
        short none = 0;
        return is(POLL_ADD, new IoUringIoOps(POLL_ADD, (byte) 0, none, 0, 0, 0, 0, 0, none, none, none, 0, 0));
    }

    static boolean is(byte opcode, IoOps operation) {
        return operation.toString().startsWith("IOUringIoOps{opcode=" + opcode + ","); // it has no public accessor
    }

    /** What sees the channel's reads and its closing. */
    ChannelHandler handler() {
        return new ChannelOutboundHandlerAdapter() {
            @Override
            public void close(ChannelHandlerContext context, ChannelPromise promise) {
                closes();
                context.close(promise);
            }
        };
    }

    final void closes() {
        closing = true;
    }

    boolean isRefused(IoOps operation) {
        return closing && is(POLL_ADD, operation);
    }

    @Override
    public final long submit(IoOps operation) {
        if (!placed) {
            placed = true; // after what a proxy's handler does for itself, which is there by now
            pipeline.addFirst(handler());
        }
        return isRefused(operation) ? REFUSED : registration.submit(operation);
    }

    @Override
    @SuppressWarnings("TypeParameterUnusedInFormals") // as Netty has it
    public final <T> T attachment() {
        return registration.attachment();
    }

    @Override
    public final boolean isValid() {
        return registration.isValid();
    }

    @Override
    public final boolean cancel() {
        return registration.cancel();
    }
}
