package dev.rivulet.sse.netty;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.socket.DuplexChannel;
import io.netty.channel.socket.SocketChannel;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Where channels run: the one place that knows one kind of event loop from another.
 *
 * @param kind for people: {@code epoll}, {@code kqueue}, {@code NIO}, {@code io_uring}
 * @param group whose loops do the work
 * @param tcp the class of channels that the group takes for TCP
 * @param unix that for Unix domain sockets, null where there is none
 * @param own whether the transport shuts the group down when it is closed
 */
public record EventLoops(
        String kind,
        EventLoopGroup group,
        Class<? extends SocketChannel> tcp,
        @Nullable Class<? extends DuplexChannel> unix,
        boolean own) {
    private static final long MOST_SECONDS = 2;

    /** Ends the loops' threads within two seconds, without waiting for it; nothing where they are not the transport's own. */
    void close() {
        if (own) {
            group.shutdownGracefully(0, MOST_SECONDS, TimeUnit.SECONDS);
        }
    }
}
