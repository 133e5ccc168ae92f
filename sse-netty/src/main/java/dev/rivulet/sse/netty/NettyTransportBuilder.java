package dev.rivulet.sse.netty;

import dev.rivulet.sse.netty.internal.HostResolver;
import dev.rivulet.sse.spi.Feature;
import dev.rivulet.sse.spi.Features;
import dev.rivulet.sse.spi.TransportConfig;
import dev.rivulet.sse.spi.TransportConfig.HttpVersion;
import dev.rivulet.sse.spi.TransportUnavailableException;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.ssl.SslContext;
import io.netty.resolver.AddressResolverGroup;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Sets what only {@link NettyTransport} knows. Not thread-safe; each method returns the builder itself. */
public final class NettyTransportBuilder {
    private TransportConfig config = TransportConfig.defaults();
    private @Nullable EventLoops loops;
    private int threads = 2;
    private @Nullable SslContext sslContext;
    private @Nullable AddressResolverGroup<InetSocketAddress> resolver;
    private @Nullable Path unix;
    private boolean http2PriorKnowledge;
    private @Nullable Duration pingInterval;
    private Duration keepIdle = Duration.ofSeconds(30);
    private @Nullable Duration userTimeout;
    private final Map<ChannelOption<?>, Object> options =
            new HashMap<>(Map.of(ChannelOption.TCP_NODELAY, true, ChannelOption.SO_KEEPALIVE, true));

    NettyTransportBuilder() {}

    /** What every transport understands. {@link TransportConfig#defaults()} if it is not set. */
    public NettyTransportBuilder config(TransportConfig neutral) {
        config = neutral;
        return this;
    }

    /**
     * How many event loops to make, each with a thread: 2 if it is not set. A loop carries thousands of streams that are
     * mostly silent.
     *
     * @throws IllegalArgumentException unless it is positive
     */
    public NettyTransportBuilder threads(int count) {
        if (count < 1) {
            throw new IllegalArgumentException("threads must be positive: " + count);
        }
        threads = count;
        return this;
    }

    /**
     * Runs on a group of yours, which is left open when the transport is closed. If you shut the group down first, what runs
     * on it fails.
     *
     * @param type the class of TCP channels that the group takes, such as {@code EpollSocketChannel}
     */
    public NettyTransportBuilder eventLoops(EventLoopGroup group, Class<? extends SocketChannel> type) {
        return eventLoops(EventLoops.lent(group, type));
    }

    /** Runs on these, whatever they are. */
    public NettyTransportBuilder eventLoops(EventLoops any) {
        loops = any;
        return this;
    }

    /**
     * TLS by this context, in place of the configuration's: OpenSSL with a client certificate, say. The protocols that it
     * offers (ALPN) hold: {@code h2} among them for HTTP/2. Host names are verified all the same.
     */
    public NettyTransportBuilder sslContext(SslContext context) {
        sslContext = context;
        return this;
    }

    /** Looks names up with this, such as Netty's {@code DnsAddressResolverGroup}, in place of the JDK. Yours to close. */
    public NettyTransportBuilder resolver(AddressResolverGroup<InetSocketAddress> group) {
        resolver = group;
        return this;
    }

    /**
     * Connects to this Unix domain socket whatever host and port a URI names, which go into the request all the same. No
     * proxy is asked. Native loops only.
     */
    public NettyTransportBuilder unixDomainSocket(Path path) {
        unix = path;
        return this;
    }

    /** Speaks HTTP/2 over plain text too, to servers that are known to (RFC 9113, 3.3). Off if it is not set. */
    public NettyTransportBuilder http2PriorKnowledge(boolean yes) {
        http2PriorKnowledge = yes;
        return this;
    }

    /**
     * Sends a PING on each HTTP/2 connection so often, and gives the connection up if it is not answered before the next
     * is due. Off if it is not set.
     *
     * @throws IllegalArgumentException unless it is positive
     */
    public NettyTransportBuilder pingInterval(Duration interval) {
        pingInterval = positive("pingInterval", interval);
        return this;
    }

    /**
     * How long a connection without a stream is kept: 30 seconds if it is not set.
     *
     * @throws IllegalArgumentException unless it is positive
     */
    public NettyTransportBuilder keepIdle(Duration time) {
        keepIdle = positive("keepIdle", time);
        return this;
    }

    /** Whether the system probes silent connections (SO_KEEPALIVE): yes if it is not set. */
    public NettyTransportBuilder tcpKeepAlive(boolean yes) {
        return option(ChannelOption.SO_KEEPALIVE, yes);
    }

    /** Whether small requests go out at once (TCP_NODELAY): yes if it is not set. */
    public NettyTransportBuilder tcpNoDelay(boolean yes) {
        return option(ChannelOption.TCP_NODELAY, yes);
    }

    /**
     * How long what was sent may stay unacknowledged before the connection is given up (TCP_USER_TIMEOUT, RFC 5482): the
     * system's if it is not set. Epoll only.
     *
     * @throws IllegalArgumentException unless it is positive
     */
    public NettyTransportBuilder tcpUserTimeout(Duration time) {
        userTimeout = positive("tcpUserTimeout", time);
        return this;
    }

    /**
     * Any other option of TCP channels, also in place of ours: pooled buffers ({@code ALLOCATOR}) and reads of up to 256 KiB
     * ({@code RCVBUF_ALLOCATOR}), which is the most that a burst holds. {@code AUTO_READ} and the connect time-out are the
     * transport's own.
     */
    public <T> NettyTransportBuilder option(ChannelOption<T> option, T value) {
        if (option.equals(ChannelOption.AUTO_READ) || option.equals(ChannelOption.CONNECT_TIMEOUT_MILLIS)) {
            throw new IllegalArgumentException(option + " is the transport's own");
        }
        options.put(option, value);
        return this;
    }

    private static Duration positive(String name, Duration time) {
        if (time.isZero() || time.isNegative()) {
            throw new IllegalArgumentException(name + " must be positive: " + time);
        }
        return time;
    }

    /**
     * Makes the transport, and its loops if it was given none.
     *
     * @throws TransportUnavailableException if loops cannot be opened, TLS cannot be set up, or the loops cannot do what
     *     is asked
     */
    public NettyTransport build() throws TransportUnavailableException {
        EventLoops on = loops == null ? OwnLoops.best(threads) : loops;
        try {
            return over(on);
        } catch (TransportUnavailableException | RuntimeException | Error e) {
            on.close();
            throw e;
        }
    }

    private NettyTransport over(EventLoops on) throws TransportUnavailableException {
        refuseWhatIsMissing(on);
        TlsSetup tls = TlsSetup.of(config, sslContext);
        var settings =
                new TransportSettings(config, Map.copyOf(options), unix, http2PriorKnowledge, pingInterval, keepIdle);
        var connector = new Connector(on, settings, tls, new HostResolver(resolver));
        return new NettyTransport(on, connector, settings, features().overrunBytes(on.overrunBytes()));
    }

    private void refuseWhatIsMissing(EventLoops on) throws TransportUnavailableException {
        if (config.httpVersion().compareTo(HttpVersion.HTTP_2) > 0) {
            throw new TransportUnavailableException("this transport speaks HTTP/1.1 and HTTP/2, and"
                    + " TransportConfig.httpVersion is " + config.httpVersion()
                    + ": set it to HTTP_2, or use Http3Transport or AltSvcTransport of dev.rivulet:sse-http3");
        }
        if (unix != null && on.unix() == null) {
            throw new TransportUnavailableException(
                    "Unix domain sockets need native loops (epoll, kqueue, io_uring), and these are " + on.kind());
        }
        if (userTimeout != null) {
            if (on.tcp() != EpollSocketChannel.class) {
                throw new TransportUnavailableException("tcpUserTimeout needs epoll, and these loops are " + on.kind());
            }
            options.put(EpollChannelOption.TCP_USER_TIMEOUT, millis(userTimeout));
        }
    }

    /** At least one, since none is the system's time-out. */
    private static int millis(Duration time) {
        boolean fits = time.compareTo(Duration.ofMillis(Integer.MAX_VALUE)) < 0;
        return fits ? Math.max(1, (int) time.toMillis()) : Integer.MAX_VALUE;
    }

    private Features features() {
        boolean http2 = http2PriorKnowledge || config.httpVersion() == HttpVersion.HTTP_2;
        Features all = (http2 ? Features.of("http/1.1", "h2") : Features.of("http/1.1"))
                .add(
                        Feature.TLS,
                        Feature.OBS_TEXT,
                        Feature.OBS_TEXT_IN_RESPONSES,
                        Feature.INTERIM_RESPONSES,
                        Feature.TRAILERS,
                        Feature.PROXY,
                        Feature.PROXY_AUTHENTICATION,
                        Feature.CLOSES_AT_ONCE);
        all = http2 ? all.add(Feature.INDEPENDENT_STREAMS, Feature.GOAWAY) : all;
        return http2 && pingInterval != null ? all.add(Feature.PING) : all;
    }
}
