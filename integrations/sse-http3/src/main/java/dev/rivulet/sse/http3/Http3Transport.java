package dev.rivulet.sse.http3;

import dev.rivulet.sse.http.Origin;
import dev.rivulet.sse.http.Phase;
import dev.rivulet.sse.netty.EventLoops;
import dev.rivulet.sse.netty.internal.NettyExchange;
import dev.rivulet.sse.netty.internal.RequestRules;
import dev.rivulet.sse.spi.Exchange;
import dev.rivulet.sse.spi.Feature;
import dev.rivulet.sse.spi.Features;
import dev.rivulet.sse.spi.Receiver;
import dev.rivulet.sse.spi.TransportConfig;
import dev.rivulet.sse.spi.TransportRequest;
import dev.rivulet.sse.spi.TransportUnavailableException;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.net.Proxy;
import java.net.ProxySelector;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Carries exchanges over HTTP/3 (RFC 9114), and over nothing else: {@code https} only, without a proxy.
 *
 * <ul>
 *   <li>The streams of one origin share one QUIC connection; another is made where the server allows no more streams on it.
 *   <li>While a request is open, the connection is kept alive: at a third of the idle time that both sides agreed on, a
 *       reserved frame (RFC 9114, 7.2.8) is sent. If two of them get no answer, the network has probably changed, and the
 *       streams fail; a session resumes them on a new connection. Connections never migrate.
 *   <li>If the connection is idle for longer all the same, it ends without notice: that is reported as {@code
 *       Failure.ConnectionExpired}, and is retried at once.
 *   <li>If the builder {@linkplain Http3TransportBuilder#earlyData allows} it, a GET is sent before the handshake of a new
 *       connection is done (0-RTT), and may be replayed by others.
 *   <li>Certificates and host names are verified by the JVM's trust manager, or by the one that the {@linkplain
 *       Http3TransportBuilder#trust builder} was given. QUIC's TLS cannot use an {@code SSLContext}.
 *   <li>A stream without credit makes the server wait: it holds 1 MiB at first, and 16 MiB at most after it was fast.
 * </ul>
 */
public final class Http3Transport implements PreparedTransport {
    private static final Features FEATURES = Features.of("h3")
            .add(
                    Feature.TLS,
                    Feature.OBS_TEXT,
                    Feature.OBS_TEXT_IN_RESPONSES,
                    Feature.INTERIM_RESPONSES,
                    Feature.TRAILERS,
                    Feature.INDEPENDENT_STREAMS,
                    Feature.GOAWAY,
                    Feature.PING,
                    Feature.CLOSES_AT_ONCE);
    private static final long QUIET_MILLIS = 100;
    private static final long MOST_MILLIS = 1_000;

    private final EventLoops loops;
    private final QuicConnector connector;
    private final Map<Destination, OriginConnections> origins = new ConcurrentHashMap<>();
    private final Set<NettyExchange> open = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean closed = new AtomicBoolean();

    Http3Transport(EventLoops loops, QuicConnector connector) {
        this.loops = loops;
        this.connector = connector;
        loops.group().terminationFuture().addListener(ended -> abandon());
    }

    /**
     * A transport with loops of its own, and nothing set but this.
     *
     * @throws TransportUnavailableException if QUIC's native library cannot be loaded here, or the configuration names a
     *     proxy or an {@code SSLContext}
     */
    public static Http3Transport create(TransportConfig config) throws TransportUnavailableException {
        return builder().config(config).build();
    }

    /** Sets what only this transport knows. */
    public static Http3TransportBuilder builder() {
        return new Http3TransportBuilder();
    }

    @Override
    public Exchange open(TransportRequest request, Receiver to) {
        var exchange = new NettyExchange(request, to, open::remove);
        open.add(exchange);
        if (closed.get()) {
            exchange.cancel();
            throw new IllegalStateException("the transport is closed");
        }
        begin(exchange);
        if (loops.group().isTerminated()) {
            abandon();
        }
        return exchange;
    }

    private void begin(NettyExchange exchange) {
        TransportRequest request = exchange.request;
        Destination destination;
        try {
            RequestRules.check(request);
            destination = Destination.of(Origin.of(request.uri()), request.headBytes());
        } catch (IllegalArgumentException e) {
            exchange.fail(Phase.SEND, e);
            return;
        }
        if (hasProxy(request)) {
            exchange.fail(
                    Phase.PROXY,
                    new IOException(
                            "HTTP/3 goes through no proxy, and the JVM's ProxySelector names one for this origin"));
            return;
        }
        origins.computeIfAbsent(destination, this::connections).begin(exchange);
    }

    @Override
    public void prepare(TransportRequest request, Consumer<@Nullable Throwable> outcome) {
        Destination destination;
        try {
            RequestRules.check(request);
            destination = Destination.of(Origin.of(request.uri()), request.headBytes());
            if (hasProxy(request)) {
                throw new IOException("HTTP/3 goes through no proxy");
            }
        } catch (IllegalArgumentException | IOException e) {
            outcome.accept(e);
            return;
        }
        origins.computeIfAbsent(destination, this::connections).prepare(request.connectTimeout(), outcome);
    }

    private OriginConnections connections(Destination destination) {
        return new OriginConnections(
                destination, connector, loops.group().next(), self -> origins.remove(destination, self));
    }

    private static boolean hasProxy(TransportRequest request) {
        ProxySelector selector = ProxySelector.getDefault();
        return selector != null
                && selector.select(request.uri()).stream()
                        .findFirst()
                        .map(proxy -> proxy.type() != Proxy.Type.DIRECT)
                        .orElse(false);
    }

    /** What waits for loops that have ended, as a group of the user's may, would wait for ever. */
    private void abandon() {
        open.forEach(exchange -> exchange.abandon(new IOException("the event loop group has been shut down")));
    }

    @Override
    public Features features() {
        return FEATURES;
    }

    /** As in the SPI. The threads of its own loops end within two seconds, which is not waited for. */
    @Override
    public void close() {
        if (!closed.getAndSet(true)) {
            connector.beginClosing();
            open.forEach(NettyExchange::cancel);
            Future<?> channels = connector.close();
            if (loops.own()) {
                channels.addListener(done -> shutDown());
            }
        }
    }

    private void shutDown() {
        loops.group().shutdownGracefully(QUIET_MILLIS, MOST_MILLIS, TimeUnit.MILLISECONDS);
    }

    @Override
    public String description() {
        return "QUIC on " + loops.kind();
    }

    /** For people. */
    @Override
    public String toString() {
        return "Http3Transport on " + loops.kind();
    }
}
