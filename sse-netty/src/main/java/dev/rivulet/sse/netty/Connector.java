package dev.rivulet.sse.netty;

import dev.rivulet.sse.netty.internal.HostResolver;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.RecvByteBufAllocator;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.ChannelGroupFuture;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.unix.DomainSocketAddress;
import io.netty.handler.proxy.HttpProxyHandler;
import io.netty.handler.proxy.ProxyHandler;
import io.netty.handler.proxy.Socks5ProxyHandler;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.ImmediateEventExecutor;
import java.net.InetSocketAddress;
import java.net.PasswordAuthentication;
import java.net.SocketAddress;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Makes connections: what all of one transport have in common. */
final class Connector {
    /**
     * Grows with what a stream brings. Netty's own limit of 64 KiB made a stream that is never empty half as fast: each read
     * of a full socket has the kernel send the next window, at a cost that hardly depends on its size.
     */
    private static final RecvByteBufAllocator READS = new AdaptiveRecvByteBufAllocator(64, 2 << 10, 256 << 10);

    private final EventLoops loops;
    private final TransportSettings settings;
    private final TlsSetup tls;
    private final HostResolver lookup;
    private final ChannelGroup channels = new DefaultChannelGroup(ImmediateEventExecutor.INSTANCE, true);

    Connector(EventLoops loops, TransportSettings settings, TlsSetup tls, HostResolver lookup) {
        this.loops = loops;
        this.settings = settings;
        this.tls = tls;
        this.lookup = lookup;
    }

    /** A connection to be made, which can be cancelled before it is begun. */
    ConnectAttempt attempt(Route route, Duration timeout, ConnectAttempt.Outcome outcome) {
        return new ConnectAttempt(this, route, timeout, loops.group().next(), outcome);
    }

    /** It is closed with all others. */
    void add(Channel channel) {
        channels.add(channel);
    }

    void resolve(Route route, EventLoop loop, HostResolver.Answer answer) {
        lookup.find(route.connectHost(), route.connectPort(), loop, answer);
    }

    /** Connects a channel that reads only when it is asked to. */
    @SuppressWarnings("deprecation") // Netty 4.1 does not have the option's new name
    ChannelFuture connect(EventLoop loop, SocketAddress to, ChannelHandler handler) {
        var bootstrap = new Bootstrap()
                .group(loop)
                .handler(handler)
                .disableResolver()
                .option(ChannelOption.AUTO_READ, false)
                // Not the adaptive one, 4.2's default: it keeps no large buffers, and JDK 25 frees slowly.
                .option(ChannelOption.ALLOCATOR, PooledByteBufAllocator.DEFAULT)
                .option(ChannelOption.RCVBUF_ALLOCATOR, READS)
                .option(ChannelOption.WRITE_SPIN_COUNT, 1) // a cancel does not wait for all of a large body
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, 0); // the attempt has its own
        loops.options().forEach((option, value) -> set(bootstrap, option, value));
        if (to instanceof DomainSocketAddress && loops.unix() != null) {
            return bootstrap.channel(loops.unix()).connect(to);
        }
        settings.options().forEach((option, value) -> set(bootstrap, option, value));
        return bootstrap.channel(loops.tcp()).connect(to);
    }

    @SuppressWarnings("unchecked") // options and values are put in by pairs
    private static <T> void set(Bootstrap bootstrap, ChannelOption<T> option, Object value) {
        bootstrap.option(option, (T) value);
    }

    /** What asks a proxy for a tunnel; null where there is no need to. */
    @Nullable
    ProxyHandler tunnel(Route route, @Nullable InetSocketAddress proxy) {
        if (route.proxy() == null || proxy == null || route.inAbsoluteForm()) {
            return null;
        }
        PasswordAuthentication credentials = settings.config().proxyCredentials();
        String user = credentials == null ? null : credentials.getUserName();
        String password = credentials == null ? null : new String(credentials.getPassword());
        ProxyHandler handler = route.proxy().socks()
                ? new Socks5ProxyHandler(proxy, user, password)
                : user == null ? new HttpProxyHandler(proxy) : new HttpProxyHandler(proxy, user, password);
        handler.setConnectTimeoutMillis(0);
        return handler;
    }

    boolean readsMoreThanAsked() {
        return loops.overrunBytes() > 0;
    }

    SslHandler tls(Route route, Channel channel) {
        return tls.handler(channel, route.host(), route.port());
    }

    /** Closes all connections, and those to come. */
    ChannelGroupFuture close() {
        lookup.close();
        return channels.close();
    }
}
