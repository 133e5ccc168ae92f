package dev.rivulet.sse.http3;

import dev.rivulet.sse.netty.internal.HostResolver;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.EventLoop;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.handler.codec.http3.Http3;
import io.netty.handler.codec.quic.QuicChannel;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.ImmediateEventExecutor;
import io.netty.util.concurrent.Promise;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Makes connections: what all of one transport have in common. */
final class QuicConnector {
    /** Ours: about a second of a fast stream. The library doubles it for one that is read faster than that. */
    private static final long STREAM_WINDOW = 1 << 20;

    /** So much that streams which are not read hold back no other. */
    private static final long CONNECTION_WINDOW = 1L << 40;

    /** Three are HTTP/3's own, and servers may try others (RFC 9114, 6.2). */
    private static final long SERVER_STREAMS = 16;

    private static final long SERVER_STREAM_WINDOW = 64 << 10;

    private final UdpChannels udp;
    private final QuicTls tls;
    private final HostResolver lookup;
    private final Duration maxIdleTimeout;
    private final Duration keepIdle;
    private final boolean keepAlives;
    private final ChannelGroup connections = new DefaultChannelGroup(ImmediateEventExecutor.INSTANCE, true);
    private final ChannelGroup carriers = new DefaultChannelGroup(ImmediateEventExecutor.INSTANCE, true);
    private final StreamLimits streamLimits = new StreamLimits();
    private volatile boolean closing;

    QuicConnector(
            UdpChannels udp,
            QuicTls tls,
            HostResolver lookup,
            Duration maxIdleTimeout,
            Duration keepIdle,
            boolean keepAlives) {
        this.udp = udp;
        this.tls = tls;
        this.lookup = lookup;
        this.maxIdleTimeout = maxIdleTimeout;
        this.keepIdle = keepIdle;
        this.keepAlives = keepAlives;
    }

    void resolve(Destination destination, EventLoop loop, HostResolver.Answer answer) {
        lookup.find(destination.host(), destination.port(), loop, answer);
    }

    /** A channel to one address, on which one connection can be made. */
    ChannelFuture udp(EventLoop loop, InetSocketAddress to, ChannelHandler codecFirst) {
        return udp.connect(loop, to, codecFirst);
    }

    ChannelHandler codec(Destination destination) {
        return Http3.newQuicClientCodecBuilder()
                .sslEngineProvider(quic -> tls.engine(quic.alloc(), destination.host(), destination.port()))
                .maxIdleTimeout(maxIdleTimeout.toMillis(), TimeUnit.MILLISECONDS)
                .initialMaxData(CONNECTION_WINDOW)
                .initialMaxStreamDataBidirectionalLocal(STREAM_WINDOW)
                .initialMaxStreamDataUnidirectional(SERVER_STREAM_WINDOW)
                .initialMaxStreamsUnidirectional(SERVER_STREAMS)
                .activeMigration(false)
                .build();
    }

    QuicTls tls() {
        return tls;
    }

    StreamLimits streamLimits() {
        return streamLimits;
    }

    boolean sendsEarlyData() {
        return tls.sendsEarlyData();
    }

    Duration maxIdleTimeout() {
        return maxIdleTimeout;
    }

    boolean sendsKeepAlives() {
        return keepAlives;
    }

    Duration keepIdle() {
        return keepIdle;
    }

    /** It is closed with all others. */
    void add(QuicChannel connection) {
        connections.add(connection);
    }

    /** It is closed after all connections. */
    void addCarrier(Channel udp) {
        carriers.add(udp);
    }

    /** It is about to be closed. Any thread. */
    void beginClosing() {
        closing = true;
    }

    boolean isClosing() {
        return closing;
    }

    /** Closes all connections, and those to come. */
    Future<?> close() {
        lookup.close();
        Promise<Void> closed = ImmediateEventExecutor.INSTANCE.newPromise();
        connections.close().addListener(first -> carriers.close().addListener(all -> closed.setSuccess(null)));
        return closed;
    }
}
