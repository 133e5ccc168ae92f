package dev.rivulet.sse.iouring;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.IoOps;
import io.netty.channel.IoRegistration;
import io.netty.channel.uring.IoUringIoOps;
import java.util.function.BooleanSupplier;

/**
 * Lets a receive that serves many reads begin only while bytes are awaited. It ends whenever the buffers are used up, and
 * Netty begins it anew each time, awaited or not: without this, nothing would bound what is taken from a connection. On
 * the loop only.
 */
final class Demand extends ChannelDuplexHandler implements IoRegistration {
    private static final byte RECV = 27; // of Linux: io_uring.h
    private static final String RECEIVE = "IOUringIoOps{opcode=" + RECV + ",";
    private static final long REFUSED = 0;

    private final ChannelPipeline pipeline;
    private final IoRegistration registration;
    private final BooleanSupplier ended;
    private boolean placed;
    private boolean wanted = true;

    /** @param ended whether the peer has sent all; then Netty takes the rest in one go, and has to */
    Demand(ChannelPipeline pipeline, IoRegistration registration, BooleanSupplier ended) {
        this.pipeline = pipeline;
        this.registration = registration;
        this.ended = ended;
    }

    /** Whether this version of Netty tells what an operation is. */
    @SuppressWarnings("deprecation") // the newer one is not in all of 4.2
    static boolean canTell() {
        short none = 0;
        return isReceive(new IoUringIoOps(RECV, (byte) 0, none, 0, 0, 0, 0, 0, none, none, none, 0, 0));
    }

    private static boolean isReceive(IoOps operation) {
        return operation.toString().startsWith(RECEIVE); // it has no public accessor
    }

    @Override
    public long submit(IoOps operation) {
        if (!placed) {
            placed = true; // behind what a proxy's handler does for itself, which is there by now
            pipeline.addFirst(this);
        }
        if (!wanted && !ended.getAsBoolean() && isReceive(operation)) {
            return REFUSED;
        }
        return registration.submit(operation);
    }

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
    @SuppressWarnings("TypeParameterUnusedInFormals") // as Netty has it
    public <T> T attachment() {
        return registration.attachment();
    }

    @Override
    public boolean isValid() {
        return registration.isValid();
    }

    @Override
    public boolean cancel() {
        return registration.cancel();
    }
}
