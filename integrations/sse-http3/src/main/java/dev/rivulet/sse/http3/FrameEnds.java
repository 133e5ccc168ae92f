package dev.rivulet.sse.http3;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.quic.DefaultQuicStreamFrame;
import org.jspecify.annotations.Nullable;

/**
 * How both sides of a stream end, next to the wire. It follows the frames that come (RFC 9114, 7.1), so that a stream which
 * ends within one is not taken for whole: Netty's codec does not look. And it sends the end together with the last bytes: an
 * end without bytes is sometimes lost by QUIC's library where other streams fill the packets. On the loop only.
 */
final class FrameEnds extends ChannelDuplexHandler {
    private static final int BYTES_OF_TYPE = 0;
    private static final int BYTES_OF_LENGTH = 1;
    private static final int PAYLOAD = 2;

    private int at = BYTES_OF_TYPE;
    private int left; // of the number that is being read
    private long number;
    private long payload;
    private boolean begun;
    private boolean ending;
    private @Nullable ByteBuf last;
    private @Nullable ChannelPromise lastWritten;

    /** What is written from now on until the next flush is all that is sent. */
    void endWithNextFlush() {
        ending = true;
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        if (!ending || !(message instanceof ByteBuf bytes)) {
            context.write(message, promise);
            return;
        }
        passOn(context, false);
        last = bytes;
        lastWritten = promise;
    }

    @Override
    public void flush(ChannelHandlerContext context) {
        passOn(context, true);
        context.flush();
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        if (last != null) {
            last.release();
            last = null;
        }
    }

    private void passOn(ChannelHandlerContext context, boolean end) {
        ByteBuf bytes = last;
        ChannelPromise promise = lastWritten;
        if (bytes != null && promise != null) {
            last = null;
            lastWritten = null;
            context.write(end ? new DefaultQuicStreamFrame(bytes, true) : bytes, promise);
        }
    }

    /** Whether no frame has begun, or the last one is whole. */
    boolean isBetweenFrames() {
        return !begun;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (message instanceof ByteBuf bytes) {
            follow(bytes);
        }
        context.fireChannelRead(message);
    }

    private void follow(ByteBuf bytes) {
        int end = bytes.writerIndex();
        for (int i = bytes.readerIndex(); i < end; ) {
            if (at == PAYLOAD) {
                long skipped = Math.min(payload, end - i);
                payload -= skipped;
                i += (int) skipped;
            } else {
                step(bytes.getByte(i++));
            }
            if (at == PAYLOAD && payload == 0) {
                at = BYTES_OF_TYPE;
                begun = false;
            }
        }
    }

    /** A byte of a number of one to eight bytes, whose first two bits say how many (RFC 9000, 16). */
    private void step(byte next) {
        if (left == 0) {
            begun = true;
            left = 1 << ((next & 0xFF) >>> 6);
            number = next & 0x3F;
        } else {
            number = number << 8 | next & 0xFF;
        }
        if (--left == 0) {
            payload = number;
            at = at == BYTES_OF_TYPE ? BYTES_OF_LENGTH : PAYLOAD;
        }
    }
}
