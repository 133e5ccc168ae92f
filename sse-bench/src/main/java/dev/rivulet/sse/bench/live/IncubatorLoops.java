package dev.rivulet.sse.bench.live;

import dev.rivulet.sse.netty.EventLoops;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.socket.SocketChannel;

/** Loops on the incubator's io_uring, by name: its classes are there on Netty 4.1 only. */
final class IncubatorLoops {
    private static final String PACKAGE = "io.netty.incubator.channel.uring.";
    private static final int THREADS = 2; // as ours has

    private IncubatorLoops() {}

    static EventLoops open() throws ReflectiveOperationException {
        var group = (EventLoopGroup) Class.forName(PACKAGE + "IOUringEventLoopGroup")
                .getConstructor(int.class)
                .newInstance(THREADS);
        return EventLoops.lent(
                group, Class.forName(PACKAGE + "IOUringSocketChannel").asSubclass(SocketChannel.class));
    }
}
