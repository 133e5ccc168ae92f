package dev.rivulet.sse.netty;

import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.socket.DuplexChannel;
import io.netty.channel.socket.SocketChannel;
import io.netty.util.concurrent.Future;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Where channels run: the one place that knows one kind of event loop from another. Immutable; the withers return changed
 * copies.
 *
 * @param kind for people: {@code epoll}, {@code kqueue}, {@code NIO}, {@code io_uring}
 * @param group whose loops do the work
 * @param tcp the class of channels that the group takes for TCP
 * @param unix that for Unix domain sockets, null where there is none
 * @param options of each channel, which these loops want
 * @param overrunBytes how many bytes they may take from a connection beyond what was asked for, which wait in memory until
 *     there is credit; 0 for loops that read only when asked. Not counted is what the system had received when the peer
 *     ended or reset the connection: native loops take all of that at once
 * @param own whether the transport shuts the group down when it is closed
 */
public record EventLoops(
        String kind,
        EventLoopGroup group,
        Class<? extends SocketChannel> tcp,
        @Nullable Class<? extends DuplexChannel> unix,
        Map<ChannelOption<?>, Object> options,
        int overrunBytes,
        boolean own) {
    private static final long QUIET_MILLIS = 100;
    private static final long SETTLE_MILLIS = 10;
    private static final long MOST_MILLIS = 1_000;

    /** @throws IllegalArgumentException if the overrun is negative */
    public EventLoops {
        if (overrunBytes < 0) {
            throw new IllegalArgumentException("negative overrun: " + overrunBytes);
        }
        options = Map.copyOf(options);
    }

    /**
     * New loops: the system's native ones, or NIO where there are none, which is logged once. The transport that they are
     * given to shuts them down when it is closed.
     *
     * @param threads how many loops, each with a thread
     * @throws IllegalArgumentException unless it is positive
     */
    public static EventLoops best(int threads) {
        if (threads < 1) {
            throw new IllegalArgumentException("threads must be positive: " + threads);
        }
        return OwnLoops.best(threads);
    }

    /** A group of the transport's own, which it shuts down when it is closed. */
    public static EventLoops own(
            String kind,
            EventLoopGroup group,
            Class<? extends SocketChannel> tcp,
            @Nullable Class<? extends DuplexChannel> unix) {
        return new EventLoops(kind, group, tcp, unix, Map.of(), 0, true);
    }

    /** A group of the user's, which is left open. Its channels are the kind. */
    public static EventLoops lent(EventLoopGroup group, Class<? extends SocketChannel> tcp) {
        return new EventLoops(tcp.getSimpleName(), group, tcp, null, Map.of(), 0, false);
    }

    /** With these options in place of the others. */
    public EventLoops with(Map<ChannelOption<?>, Object> channelOptions) {
        return new EventLoops(kind, group, tcp, unix, channelOptions, overrunBytes, own);
    }

    /** As loops that take so many bytes beyond what was asked for. */
    public EventLoops overrunBytes(int bytes) {
        return new EventLoops(kind, group, tcp, unix, options, bytes, own);
    }

    /**
     * Ends the loops' threads, without waiting for it, when the channels are closed, but a second later at the latest, and
     * within another; nothing where they are not the transport's own. Once.
     */
    void closeBehind(Future<?> channels) {
        if (own) { // io_uring reports that a channel is closed before the kernel closes it, and a loop that ends sleeps
            // first
            channels.addListener(closed -> closeIn(SETTLE_MILLIS));
            closeIn(MOST_MILLIS);
        }
    }

    private void closeIn(long millis) {
        try {
            group.next().schedule(this::close, millis, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException ended) { // one loop at least, so that nothing is worth waiting for
            close();
        }
    }

    /** The same, where there are no channels. */
    void close() {
        if (own) {
            group.shutdownGracefully(QUIET_MILLIS, MOST_MILLIS, TimeUnit.MILLISECONDS);
        }
    }
}
