package dev.rivulet.sse.http3;

import dev.rivulet.sse.netty.EventLoops;
import dev.rivulet.sse.spi.TransportUnavailableException;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.kqueue.KQueueDatagramChannel;
import io.netty.channel.kqueue.KQueueSocketChannel;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.net.InetSocketAddress;

/**
 * Makes UDP channels. Each carries one connection and is connected to one address, so that the system reports a port where
 * nothing listens.
 */
final class UdpChannels {
    private final Class<? extends DatagramChannel> type;

    private UdpChannels(Class<? extends DatagramChannel> type) {
        this.type = type;
    }

    static UdpChannels of(EventLoops loops) throws TransportUnavailableException {
        Class<? extends SocketChannel> tcp = loops.tcp();
        if (tcp == EpollSocketChannel.class) {
            return new UdpChannels(EpollDatagramChannel.class);
        }
        if (tcp == KQueueSocketChannel.class) {
            return new UdpChannels(KQueueDatagramChannel.class);
        }
        if (tcp == NioSocketChannel.class) {
            return new UdpChannels(NioDatagramChannel.class);
        }
        throw new TransportUnavailableException(
                "HTTP/3 runs on loops of epoll, kqueue or NIO, and these are " + loops.kind());
    }

    ChannelFuture connect(EventLoop loop, InetSocketAddress to, ChannelHandler handler) {
        return new Bootstrap()
                .group(loop)
                .channel(type)
                .handler(handler)
                .disableResolver()
                .option(ChannelOption.ALLOCATOR, PooledByteBufAllocator.DEFAULT)
                .connect(to);
    }
}
