package dev.rivulet.sse.bench.live;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;

/**
 * A long piece of a stream that is sent again and again, each time with other ids.
 *
 * @param bytes with ids from 0 on
 * @param idsEnd where each id ends; empty if there are none
 */
record LiveFlood(byte[] bytes, int[] idsEnd) {
    /** Digits of an id that the place in the piece takes. */
    private static final int LOW_DIGITS = 4;

    LiveFlood {
        if (idsEnd.length > Math.pow(10, LOW_DIGITS)) {
            throw new IllegalArgumentException("more ids than " + LOW_DIGITS + " digits count");
        }
    }

    /** The piece as it is sent for the n-th time on a connection, which the caller releases. */
    ByteBuf round(long n) {
        ByteBuf piece =
                PooledByteBufAllocator.DEFAULT.directBuffer(bytes.length).writeBytes(bytes);
        long high = n;
        for (int digit = LOW_DIGITS + 1; high > 0; digit++) {
            int value = '0' + (int) (high % 10);
            for (int end : idsEnd) {
                piece.setByte(end - digit, value);
            }
            high /= 10;
        }
        return piece;
    }
}
