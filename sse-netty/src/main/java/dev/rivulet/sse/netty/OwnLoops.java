package dev.rivulet.sse.netty;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollDomainSocketChannel;
import io.netty.channel.epoll.EpollEventLoopGroup;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.kqueue.KQueue;
import io.netty.channel.kqueue.KQueueDomainSocketChannel;
import io.netty.channel.kqueue.KQueueEventLoopGroup;
import io.netty.channel.kqueue.KQueueSocketChannel;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.Locale;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicBoolean;

/** Makes event loops: the system's native ones, or NIO where there are none, which is said once. */
@SuppressWarnings("deprecation") // these groups are what Netty 4.1 has too
final class OwnLoops {
    private static final System.Logger LOG = System.getLogger(OwnLoops.class.getName());
    private static final AtomicBoolean SAID = new AtomicBoolean();

    private OwnLoops() {}

    static EventLoops best(int threads) {
        if (Epoll.isAvailable()) {
            return epoll(threads);
        }
        if (KQueue.isAvailable()) {
            return EventLoops.own(
                    "kqueue",
                    new KQueueEventLoopGroup(threads, factory("kqueue")),
                    KQueueSocketChannel.class,
                    KQueueDomainSocketChannel.class);
        }
        say();
        return nio(threads);
    }

    static EventLoops epoll(int threads) {
        EventLoopGroup group = new EpollEventLoopGroup(threads, factory("epoll"));
        return EventLoops.own("epoll", group, EpollSocketChannel.class, EpollDomainSocketChannel.class);
    }

    static EventLoops nio(int threads) {
        return EventLoops.own("NIO", new NioEventLoopGroup(threads, factory("nio")), NioSocketChannel.class, null);
    }

    private static void say() {
        if (SAID.compareAndSet(false, true)) {
            boolean isMac =
                    System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("mac");
            Throwable cause = isMac ? KQueue.unavailabilityCause() : Epoll.unavailabilityCause();
            LOG.log(
                    System.Logger.Level.INFO,
                    "netty runs on NIO, since the native {0} cannot be used: {1}",
                    isMac ? "kqueue" : "epoll",
                    root(cause));
        }
    }

    private static Throwable root(Throwable cause) {
        return cause.getCause() == null ? cause : root(cause.getCause());
    }

    private static ThreadFactory factory(String kind) {
        return new DefaultThreadFactory("rivulet-netty-" + kind, true);
    }
}
