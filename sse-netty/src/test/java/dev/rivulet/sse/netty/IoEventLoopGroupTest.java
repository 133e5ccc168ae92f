package dev.rivulet.sse.netty;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The groups of Netty 4.2. */
@Timeout(600)
class IoEventLoopGroupTest {
    @BeforeAll
    static void needsNetty42() throws Exception {
        boolean is42 =
                EpollSocketChannel.class.getClassLoader().getResource("io/netty/channel/IoHandler.class") != null;
        assumeTrue(is42, "Netty 4.1 does not have these groups");
    }

    @Test
    void an_io_group_on_epoll_is_used_and_left_open() {
        assumeTrue(Epoll.isAvailable(), "needs epoll");
        EventLoopsTest.isUsedAndLeftOpen(
                new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory()), EpollSocketChannel.class);
    }

    @Test
    void an_io_group_on_nio_is_used_and_left_open() {
        EventLoopsTest.isUsedAndLeftOpen(
                new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory()), NioSocketChannel.class);
    }
}
