package dev.rivulet.sse.netty;

import io.netty.channel.DefaultMaxMessagesRecvByteBufAllocator;
import io.netty.channel.RecvByteBufAllocator;
import io.netty.util.UncheckedBooleanSupplier;

/** Lets a stream's read last for as long as that of its connection: all frames of one read are one burst. */
final class OneBurstPerRead extends DefaultMaxMessagesRecvByteBufAllocator {
    static final RecvByteBufAllocator ALLOCATOR = new OneBurstPerRead();

    private OneBurstPerRead() {}

    @Override
    @SuppressWarnings("deprecation") // the type that the method has in 4.1 and in 4.2
    public Handle newHandle() {
        return new MaxMessageHandle() {
            @Override
            public int guess() {
                return 0; // frames have their buffers
            }

            @Override
            public boolean continueReading() {
                return true;
            }

            @Override
            public boolean continueReading(UncheckedBooleanSupplier maybeMoreData) {
                return true;
            }
        };
    }
}
