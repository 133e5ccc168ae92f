package dev.rivulet.sse.http3;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

/**
 * Follows the frames of a stream (RFC 9114, 7.1), so that a stream which ends within one is not taken for whole: Netty's
 * codec does not look. Before the codec; on the loop only.
 */
final class FrameEnds extends ChannelInboundHandlerAdapter {
    private static final int BYTES_OF_TYPE = 0;
    private static final int BYTES_OF_LENGTH = 1;
    private static final int PAYLOAD = 2;

    private int at = BYTES_OF_TYPE;
    private int left; // of the number that is being read
    private long number;
    private long payload;
    private boolean begun;

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
