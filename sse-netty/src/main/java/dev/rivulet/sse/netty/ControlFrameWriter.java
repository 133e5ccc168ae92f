package dev.rivulet.sse.netty;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http2.DecoratingHttp2FrameWriter;
import io.netty.handler.codec.http2.DefaultHttp2FrameWriter;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2HeadersEncoder;
import org.jspecify.annotations.Nullable;

/**
 * Counts the control frames that wait because the server does not read: its PING and SETTINGS are acknowledged, and its data
 * is followed by window updates, whether it reads them or not. On the loop only.
 */
final class ControlFrameWriter extends DecoratingHttp2FrameWriter {
    /** As in Netty's own builder, whose limit is not public. */
    static final int MOST_WAITING = 10_000;

    /** A server may answer each request with some frames that are not flow-controlled, and each part of its body. */
    private static final int PER_REQUEST = 16;

    private static final int BYTES_PER_FRAME = 256;

    private final FrameBudget budget;
    private final SecretNames secrets;
    private int waiting;

    ControlFrameWriter(FrameBudget budget) {
        this(budget, new SecretNames());
    }

    private ControlFrameWriter(FrameBudget budget, SecretNames secrets) {
        super(new DefaultHttp2FrameWriter(secrets));
        this.budget = budget;
        this.secrets = secrets;
    }

    /** Whether so many wait that the server cannot be reading. */
    boolean isStalled() {
        return waiting > MOST_WAITING;
    }

    /** @throws Http2Exception that ends the connection, if the server does not read */
    void requireReader(ChannelHandlerContext context) throws Http2Exception {
        if (isStalled()) {
            context.flush(); // within a read they are collected
        }
        if (isStalled()) {
            throw Http2Exception.connectionError(
                    Http2Error.ENHANCE_YOUR_CALM,
                    "the server does not read: more than %d control frames wait for it",
                    MOST_WAITING);
        }
    }

    private ChannelPromise counted(ChannelPromise promise) {
        waiting++;
        return promise.unvoid().addListener(written -> waiting--);
    }

    @Override
    public ChannelFuture writeRstStream(
            ChannelHandlerContext context, int stream, long errorCode, ChannelPromise promise) {
        return super.writeRstStream(context, stream, errorCode, counted(promise));
    }

    @Override
    public ChannelFuture writeSettingsAck(ChannelHandlerContext context, ChannelPromise promise) {
        return super.writeSettingsAck(context, counted(promise));
    }

    @Override
    public ChannelFuture writePing(ChannelHandlerContext context, boolean ack, long data, ChannelPromise promise) {
        return super.writePing(context, ack, data, counted(promise));
    }

    @Override
    public ChannelFuture writeWindowUpdate(
            ChannelHandlerContext context, int stream, int increment, ChannelPromise promise) {
        return super.writeWindowUpdate(context, stream, increment, counted(promise));
    }

    @Override
    public ChannelFuture writeHeaders(
            ChannelHandlerContext context,
            int stream,
            Http2Headers headers,
            int padding,
            boolean isLast,
            ChannelPromise promise) {
        budget.earn(PER_REQUEST);
        secrets.of = headers instanceof RequestHeaders request ? request : null;
        return super.writeHeaders(context, stream, headers, padding, isLast, promise);
    }

    @Override
    public ChannelFuture writeData(
            ChannelHandlerContext context,
            int stream,
            ByteBuf data,
            int padding,
            boolean isLast,
            ChannelPromise promise) {
        budget.earn(2 + data.readableBytes() / BYTES_PER_FRAME);
        return super.writeData(context, stream, data, padding, isLast, promise);
    }

    /** Marks for the encoder which of the header fields that are being written it must not index. */
    private static final class SecretNames implements Http2HeadersEncoder.SensitivityDetector {
        private @Nullable RequestHeaders of;

        @Override
        public boolean isSensitive(CharSequence name, CharSequence value) {
            return of != null && of.isSecret(name);
        }
    }
}
