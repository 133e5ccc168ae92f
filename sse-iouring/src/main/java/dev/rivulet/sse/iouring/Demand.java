package dev.rivulet.sse.iouring;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.ChannelPromise;
import io.netty.channel.IoOps;
import io.netty.channel.IoRegistration;
import java.util.function.BooleanSupplier;

/**
 * Lets a receive that serves many reads begin only while bytes are awaited. It ends whenever the buffers are used up, and
 * Netty begins it anew each time, awaited or not: without this, nothing would bound what is taken from a connection. On
 * the loop only.
 */
final class Demand extends Closing {
    private static final byte RECV = 27; // of Linux: io_uring.h

    private final BooleanSupplier ended;
    private boolean wanted = true;

    /** @param ended whether the peer has sent all; then Netty takes the rest in one go, and has to */
    Demand(ChannelPipeline pipeline, IoRegistration registration, BooleanSupplier ended) {
        super(pipeline, registration);
        this.ended = ended;
    }

    @Override
    boolean isRefused(IoOps operation) {
        return super.isRefused(operation) || (!wanted && !ended.getAsBoolean() && is(RECV, operation));
    }

    @Override
    ChannelHandler handler() {
        return new ChannelDuplexHandler() {
            @Override
            public void read(ChannelHandlerContext context) {
                wanted = true;
                context.read();
            }

            @Override
            public void channelRead(ChannelHandlerContext context, Object bytes) {
                wanted = false;
                context.fireChannelRead(bytes);
            }

            @Override
            public void close(ChannelHandlerContext context, ChannelPromise promise) {
                closes();
                context.close(promise);
            }
        };
    }
}
