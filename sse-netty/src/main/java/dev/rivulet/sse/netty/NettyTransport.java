package dev.rivulet.sse.netty;

import dev.rivulet.sse.http.Phase;
import dev.rivulet.sse.netty.internal.NettyExchange;
import dev.rivulet.sse.netty.internal.RequestRules;
import dev.rivulet.sse.spi.Exchange;
import dev.rivulet.sse.spi.Features;
import dev.rivulet.sse.spi.Receiver;
import dev.rivulet.sse.spi.Transport;
import dev.rivulet.sse.spi.TransportConfig;
import dev.rivulet.sse.spi.TransportRequest;
import dev.rivulet.sse.spi.TransportUnavailableException;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.GenericFutureListener;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Carries exchanges over Netty.
 *
 * <ul>
 *   <li>A few threads carry all streams: two, unless the {@linkplain NettyTransportBuilder builder} sets another number. They
 *       call the receivers, and must never be blocked.
 *   <li>HTTP/1.1: a stream has a connection of its own, which is kept for the next only if it ended cleanly and completely.
 *       HTTP/2: streams of one origin share connections, as many to each as the server allows.
 *   <li>Without an {@code SSLContext}, TLS is OpenSSL's where {@code netty-tcnative} is on the class path, else the JDK's.
 *   <li>SOCKS proxies are spoken to in version 5, HTTP proxies with CONNECT for https. Of a selector's proxies the first
 *       counts.
 *   <li>Host names are looked up for each connection, by the JDK (whose cache is set by {@code networkaddress.cache.ttl})
 *       unless the builder is given another resolver. Of several addresses the next is tried when one has failed, or after
 *       250 ms without an answer; the first that connects is used (RFC 8305).
 *   <li>HTTP/2: a server that sends more than 10,000 frames at once, and then 200 a second, which no flow control limits
 *       (PING, SETTINGS, empty DATA and the like), or that does not read, has its connection closed with ENHANCE_YOUR_CALM.
 *       Its streams fail with a {@code ProtocolException} that says what it did. A stream without credit holds 1 MiB at most.
 *   <li>If a group of event loops that was passed in is shut down, what still runs on it fails, and is not retried.
 * </ul>
 */
public final class NettyTransport implements Transport {
    private final EventLoops loops;
    private final Connector connector;
    private final ConnectionPool connections;
    private final TransportSettings settings;
    private final Features features;
    private final Set<NettyExchange> open = ConcurrentHashMap.newKeySet();
    private final Consumer<NettyExchange> whenOver = open::remove;
    private final AtomicBoolean closed = new AtomicBoolean();
    private volatile @Nullable Route recent;
    private final GenericFutureListener<Future<Object>> whenLoopsEnd = ended -> abandon();

    NettyTransport(EventLoops loops, Connector connector, TransportSettings settings, Features features) {
        this.loops = loops;
        this.connector = connector;
        this.settings = settings;
        this.features = features;
        this.connections = new ConnectionPool(connector, settings);
        terminated().addListener(whenLoopsEnd);
    }

    @SuppressWarnings("unchecked") // it is done with nothing
    private Future<Object> terminated() {
        return (Future<Object>) loops.group().terminationFuture();
    }

    /** What waits for loops that have ended, as a group of the user's may, would wait for ever. */
    private void abandon() {
        open.forEach(exchange -> exchange.abandon(new IOException("the event loop group has been shut down")));
    }

    /**
     * A transport with loops of its own, and nothing set but this.
     *
     * @throws TransportUnavailableException if loops cannot be opened, or TLS cannot be set up
     */
    public static NettyTransport create(TransportConfig config) throws TransportUnavailableException {
        return builder().config(config).build();
    }

    /** Sets what only this transport knows. */
    public static NettyTransportBuilder builder() {
        return new NettyTransportBuilder();
    }

    @Override
    public Exchange open(TransportRequest request, Receiver to) {
        var exchange = new NettyExchange(request, to, whenOver);
        open.add(exchange);
        if (closed.get()) {
            exchange.cancel();
            throw new IllegalStateException("the transport is closed");
        }
        begin(exchange);
        if (terminated().isDone()) {
            abandon();
        }
        return exchange;
    }

    private void begin(NettyExchange exchange) {
        TransportRequest request = exchange.request;
        Route route;
        try {
            RequestRules.check(request);
            route = shared(
                    Route.of(request.uri(), settings.config().proxySelector(), settings.unix(), request.headBytes()));
        } catch (IllegalArgumentException e) {
            exchange.fail(Phase.SEND, e);
            return;
        } catch (RuntimeException e) { // the user's selector
            exchange.fail(Phase.PROXY, e);
            return;
        }
        connections.begin(exchange, route);
    }

    /** Thousands of streams of one server, opened one after the other, keep one route. */
    private Route shared(Route route) {
        Route last = recent;
        if (last != null && last.equals(route)) {
            return last;
        }
        recent = route;
        return route;
    }

    @Override
    public Features features() {
        return features;
    }

    /** As in the SPI. The threads of its own loops end within two seconds, which is not waited for. */
    @Override
    public void close() {
        if (!closed.getAndSet(true)) {
            terminated().removeListener(whenLoopsEnd);
            open.forEach(NettyExchange::cancel);
            connections.close();
            loops.closeBehind(connector.close());
        }
    }

    @Override
    public String description() {
        return loops.kind();
    }

    /** For people. */
    @Override
    public String toString() {
        return "NettyTransport on " + loops.kind();
    }
}
