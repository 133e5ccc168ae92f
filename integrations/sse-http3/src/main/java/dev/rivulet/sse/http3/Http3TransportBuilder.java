package dev.rivulet.sse.http3;

import dev.rivulet.sse.netty.EventLoops;
import dev.rivulet.sse.netty.internal.HostResolver;
import dev.rivulet.sse.spi.TransportConfig;
import dev.rivulet.sse.spi.TransportUnavailableException;
import io.netty.resolver.AddressResolverGroup;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/** Sets what only {@link Http3Transport} knows. Not thread-safe; each method returns the builder itself. */
public final class Http3TransportBuilder {
    private static final Duration SHORTEST_IDLE = Duration.ofSeconds(3);
    private static final Duration LONGEST_IDLE = Duration.ofMinutes(10);

    private TransportConfig config = TransportConfig.defaults();
    private @Nullable EventLoops loops;
    private int threads = 2;
    private @Nullable X509ExtendedTrustManager trust;
    private @Nullable X509ExtendedKeyManager keys;
    private @Nullable AddressResolverGroup<InetSocketAddress> resolver;
    private Duration maxIdleTimeout = Duration.ofSeconds(30);
    private Duration keepIdle = Duration.ofSeconds(30);
    private boolean keepAlives = true;
    private boolean earlyData;

    Http3TransportBuilder() {}

    /**
     * What every transport understands. {@link TransportConfig#defaults()} if it is not set. A proxy selector is refused,
     * and so is an {@code SSLContext} without {@link #trust}.
     */
    public Http3TransportBuilder config(TransportConfig neutral) {
        config = neutral;
        return this;
    }

    /**
     * How many event loops to make, each with a thread: 2 if it is not set. All connections to one origin are on one loop.
     *
     * @throws IllegalArgumentException unless it is positive
     */
    public Http3TransportBuilder threads(int count) {
        if (count < 1) {
            throw new IllegalArgumentException("threads must be positive: " + count);
        }
        threads = count;
        return this;
    }

    /** Runs on these: epoll, kqueue or NIO. */
    public Http3TransportBuilder eventLoops(EventLoops any) {
        loops = any;
        return this;
    }

    /**
     * Verifies certificates and host names, in place of the JVM's trust manager and of the configuration's {@code
     * SSLContext}. What a {@code TrustManagerFactory} of the JDK makes is one of these.
     */
    public Http3TransportBuilder trust(X509ExtendedTrustManager manager) {
        trust = manager;
        return this;
    }

    /** Shows a client certificate to servers that ask for one. None if it is not set. */
    public Http3TransportBuilder keys(X509ExtendedKeyManager manager) {
        keys = manager;
        return this;
    }

    /** Looks names up with this, such as Netty's {@code DnsAddressResolverGroup}, in place of the JDK. Yours to close. */
    public Http3TransportBuilder resolver(AddressResolverGroup<InetSocketAddress> group) {
        resolver = group;
        return this;
    }

    /**
     * After how long without a packet a connection ends: 30 seconds if it is not set. The server's own counts if it is
     * shorter. Keep-alives are sent at a third of it. From 3 seconds to 10 minutes; what is shorter or longer is taken for
     * these.
     */
    public Http3TransportBuilder maxIdleTimeout(Duration time) {
        maxIdleTimeout = time.compareTo(SHORTEST_IDLE) < 0
                ? SHORTEST_IDLE
                : time.compareTo(LONGEST_IDLE) > 0 ? LONGEST_IDLE : time;
        return this;
    }

    Duration maxIdleTimeout() {
        return maxIdleTimeout;
    }

    /**
     * How long a connection without a stream is kept, if the idle time-out does not end it before: 30 seconds if it is not
     * set.
     *
     * @throws IllegalArgumentException unless it is positive
     */
    public Http3TransportBuilder keepIdle(Duration time) {
        if (time.isZero() || time.isNegative()) {
            throw new IllegalArgumentException("keepIdle must be positive: " + time);
        }
        keepIdle = time;
        return this;
    }

    /**
     * Whether a GET without a body may be sent before the handshake is done (0-RTT, RFC 8470), on a new connection to an
     * origin that has given a session ticket before. It saves a round trip. Off if it is not set.
     *
     * <p><b>Early data can be replayed.</b> An attacker who records it in the network can send it again, so that the server may
     * process the request several times, and its keys are protected less than those of what comes after the handshake.
     * Switch it on only if a GET to these servers changes nothing there.
     *
     * <ul>
     *   <li>Other methods, and requests with a body, wait for the handshake.
     *   <li>If the server answers 425 (Too Early), the transport sends the request again after the handshake, once, and
     *       delivers what is answered to that. If the server's TLS does not accept early data, the request is sent again after
     *       the handshake, and the server sees it once.
     *   <li>If the connection is not made, a request that was sent early fails in {@code Phase.HEAD}, as the server may have
     *       processed it. If another address of the host connects first, it is sent again there.
     *   <li>{@link AltSvcTransport} waits for the handshake, so that a request goes over one of its transports only.
     *   <li>Tickets are kept in memory until the transport is closed: one an origin, at most 1,000.
     * </ul>
     */
    public Http3TransportBuilder earlyData(boolean yes) {
        earlyData = yes;
        return this;
    }

    boolean sendsEarlyData() {
        return earlyData;
    }

    /** For tests: without them, silence ends a connection. */
    Http3TransportBuilder keepAlives(boolean yes) {
        keepAlives = yes;
        return this;
    }

    /**
     * Makes the transport, and its loops if it was given none.
     *
     * @throws TransportUnavailableException if QUIC's native library cannot be loaded here, the configuration names what
     *     HTTP/3 cannot do, or the loops have no UDP
     */
    public Http3Transport build() throws TransportUnavailableException {
        QuicLibrary.load();
        refuseWhatIsMissing();
        EventLoops on = loops == null ? EventLoops.best(threads) : loops;
        try {
            var udp = UdpChannels.of(on);
            var tls = QuicTls.of(trust, keys, earlyData);
            var connector =
                    new QuicConnector(udp, tls, new HostResolver(resolver), maxIdleTimeout, keepIdle, keepAlives);
            return new Http3Transport(on, connector);
        } catch (TransportUnavailableException | RuntimeException | Error e) {
            if (on.own()) {
                on.group().shutdownGracefully(0, 1, TimeUnit.SECONDS);
            }
            throw e;
        }
    }

    private void refuseWhatIsMissing() throws TransportUnavailableException {
        if (config.proxySelector() != null) {
            throw new TransportUnavailableException(
                    "HTTP/3 goes through no proxy, and TransportConfig.proxySelector is set");
        }
        if (config.sslContext() != null && trust == null) {
            throw new TransportUnavailableException("QUIC's TLS cannot use TransportConfig.sslContext: give"
                    + " Http3TransportBuilder.trust the trust manager that the context was made with");
        }
    }
}
