package dev.rivulet.sse.iouring;

import io.netty.channel.Channel;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.IoEvent;
import io.netty.channel.IoHandle;
import io.netty.channel.IoHandler;
import io.netty.channel.IoHandlerContext;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.IoRegistration;
import io.netty.channel.uring.IoUringIoEvent;
import io.netty.channel.uring.IoUringIoHandle;
import io.netty.util.concurrent.ThreadAwareExecutor;

/**
 * Netty's rings, with what they miss. A channel whose connection was reset while a receive was under way is woken: the poll
 * reports the reset once, when Netty already reads, and the receive reports only its bytes, so that the next read would
 * wait for ever. Nothing begins on a channel that is {@link Closing}, and with multishot nothing is received without {@link
 * Demand}.
 */
final class WatchedRings implements IoHandler {
    // Of Linux: poll.h and io_uring.h, which Netty does not show.
    private static final byte POLL_ADD = 6;
    private static final byte RECV = 27;
    private static final int POLLIN = 1;
    private static final int HUNG_UP = 0x8 | 0x10 | 0x2000; // POLLERR, POLLHUP, POLLRDHUP
    private static final int MORE = 2;
    private static final int SOCKET_NOT_EMPTY = 4;

    /** Made before there is a channel: a version of Netty that has it not must be seen when loops are opened. */
    @SuppressWarnings("deprecation") // the newer one is not in all of 4.2
    private static final IoUringIoEvent READABLE = new IoUringIoEvent(POLLIN, MORE, POLL_ADD, (short) 0);

    private final IoHandler rings;
    private final boolean multishot;

    private WatchedRings(IoHandler rings, boolean multishot) {
        this.rings = rings;
        this.multishot = multishot;
    }

    static IoHandlerFactory of(IoHandlerFactory rings, boolean multishot) {
        return new IoHandlerFactory() {
            @Override
            public IoHandler newHandler(ThreadAwareExecutor loop) {
                return new WatchedRings(rings.newHandler(loop), multishot);
            }

            @Override
            public boolean isChangingThreadSupported() {
                return rings.isChangingThreadSupported();
            }
        };
    }

    @Override
    public IoRegistration register(IoHandle handle) throws Exception {
        if (!(handle instanceof IoUringIoHandle channel)) {
            return rings.register(handle);
        }
        var watched = new Watched(channel);
        IoRegistration registration = rings.register(watched);
        if (!(channel instanceof Channel.Unsafe unsafe)) {
            return registration;
        }
        ChannelPipeline pipeline = unsafe.voidPromise().channel().pipeline();
        return multishot ? new Demand(pipeline, registration, watched::isHungUp) : new Closing(pipeline, registration);
    }

    @Override
    public void initialize() {
        rings.initialize();
    }

    @Override
    public int run(IoHandlerContext context) {
        return rings.run(context);
    }

    @Override
    public void prepareToDestroy() {
        rings.prepareToDestroy();
    }

    @Override
    public void destroy() {
        rings.destroy();
    }

    @Override
    public void wakeup() {
        rings.wakeup();
    }

    @Override
    public boolean isCompatible(Class<? extends IoHandle> type) {
        return rings.isCompatible(type);
    }

    @SuppressWarnings("try") // close() throws what Netty declares
    private static final class Watched implements IoUringIoHandle {
        private final IoUringIoHandle channel;
        private boolean hungUp;

        Watched(IoUringIoHandle channel) {
            this.channel = channel;
        }

        @Override
        public void handle(IoRegistration registration, IoEvent event) {
            var completion = (IoUringIoEvent) event; // used again by Netty as soon as it was handled
            byte operation = completion.opcode();
            int result = completion.res();
            int flags = completion.flags();
            hungUp |= operation == POLL_ADD && result > 0 && (result & HUNG_UP) != 0;
            channel.handle(registration, event);
            if (hungUp
                    && registration.isValid()
                    && operation == RECV
                    && result > 0
                    && (flags & (MORE | SOCKET_NOT_EMPTY)) == 0) {
                channel.handle(registration, READABLE);
            }
        }

        boolean isHungUp() {
            return hungUp;
        }

        @Override
        public void registered() {
            channel.registered();
        }

        @Override
        public void unregistered() {
            channel.unregistered();
        }

        @Override
        public void close() throws Exception {
            channel.close();
        }
    }
}
