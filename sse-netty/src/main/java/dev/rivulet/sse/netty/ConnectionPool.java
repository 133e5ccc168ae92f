package dev.rivulet.sse.netty;

import dev.rivulet.sse.http.Phase;
import dev.rivulet.sse.netty.internal.Loops;
import dev.rivulet.sse.netty.internal.NettyExchange;
import dev.rivulet.sse.spi.TransportConfig;
import io.netty.channel.Channel;
import java.net.PasswordAuthentication;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Gives each exchange a connection: HTTP/1.1 one of its own, HTTP/2 a place on one that its origin shares. Any thread; the
 * lock is held for bookkeeping only.
 */
final class ConnectionPool implements Http1Connection.Keeper {
    /** More than a client has that polls; beyond, they are closed at once. */
    private static final int MOST_IDLE = 64;

    private static final int MOST_REMEMBERED = 1_000;

    private final Connector connector;
    private final TransportSettings settings;
    private final @Nullable PasswordAuthentication proxyCredentials;

    private final Map<Route, Deque<Http1Connection>> idle = new HashMap<>();
    private final Map<Route, Http2Pool> origins = new HashMap<>();
    private final Set<Route> http1Only = new HashSet<>();
    private boolean closed;

    ConnectionPool(Connector connector, TransportSettings settings) {
        this.connector = connector;
        this.settings = settings;
        this.proxyCredentials = settings.config().proxyCredentials();
    }

    void begin(NettyExchange exchange, Route route) {
        Http2Pool shared = mayBeHttp2(route) ? origin(route) : null;
        if (shared != null) {
            shared.begin(exchange);
        } else {
            beginHttp1(exchange, route);
        }
    }

    private boolean mayBeHttp2(Route route) {
        return route.secure()
                ? settings.config().httpVersion() == TransportConfig.HttpVersion.HTTP_2
                : settings.http2PriorKnowledge() && !route.inAbsoluteForm();
    }

    private synchronized @Nullable Http2Pool origin(Route route) {
        return http1Only.contains(route)
                ? null
                : origins.computeIfAbsent(route, key -> new Http2Pool(key, this, connector, settings));
    }

    /** Its exchanges need not wait for one another from now on. */
    synchronized void speaksHttp1Only(Route route) {
        if (http1Only.size() == MOST_REMEMBERED) {
            http1Only.clear();
        }
        http1Only.add(route);
    }

    synchronized void removePool(Route route, Http2Pool origin) {
        origins.remove(route, origin);
    }

    /** On a connection that is kept, or on a new one. */
    void beginHttp1(NettyExchange exchange, Route route) {
        Http1Connection kept = take(route);
        if (kept != null) {
            Loops.run(kept.channel().eventLoop(), () -> begin(exchange, route, kept));
            return;
        }
        ConnectAttempt connecting =
                connector.attempt(route, exchange.request.connectTimeout(), new ConnectAttempt.Outcome() {
                    @Override
                    public void connected(Channel channel, boolean http2) {
                        if (http2) {
                            adopt(channel, exchange, route);
                        } else {
                            over(channel, exchange, route);
                        }
                    }

                    @Override
                    public void failed(Phase phase, Throwable cause) {
                        exchange.fail(phase, cause);
                    }
                });
        exchange.abortBy(connecting::cancel); // before another takes its place
        connecting.begin();
    }

    /** On a new connection that turned out to speak HTTP/1.1. On its loop. */
    void over(Channel channel, NettyExchange exchange, Route route) {
        var connection = new Http1Connection(channel, route, settings.keepIdle(), this);
        if (!exchange.isOver()) {
            begin(exchange, route, connection);
        } else {
            channel.close();
        }
    }

    /** The server has learnt HTTP/2 since it was asked last. */
    private void adopt(Channel channel, NettyExchange exchange, Route route) {
        synchronized (this) {
            http1Only.remove(route);
        }
        Http2Pool shared = origin(route);
        if (shared == null) {
            throw new IllegalStateException("no HTTP/2 at " + route.host());
        }
        shared.adopt(channel);
        shared.begin(exchange);
    }

    private void begin(NettyExchange exchange, Route route, Http1Connection connection) {
        if (exchange.isOver()) {
            connection.unused();
        } else if (!connection.channel().isActive()) {
            beginHttp1(exchange, route); // nothing was sent on it
        } else {
            connection.begin(exchange, NettyRequests.http1(exchange.request, route.inAbsoluteForm(), proxyCredentials));
        }
    }

    private synchronized @Nullable Http1Connection take(Route route) {
        Deque<Http1Connection> kept = idle.get(route);
        return kept == null ? null : kept.pollLast(); // the one that was used last
    }

    @Override
    public void idle(Http1Connection connection) {
        if (!tryKeep(connection)) {
            connection.close();
        }
    }

    @Override
    public void expired(Http1Connection connection) {
        boolean isIdle;
        synchronized (this) {
            Deque<Http1Connection> kept = idle.get(connection.route());
            isIdle = kept != null && kept.remove(connection);
        }
        if (isIdle) {
            connection.close();
        }
    }

    private synchronized boolean tryKeep(Http1Connection connection) {
        Deque<Http1Connection> kept = idle.computeIfAbsent(connection.route(), key -> new ArrayDeque<>());
        return !closed && kept.size() < MOST_IDLE && kept.add(connection);
    }

    @Override
    public synchronized void closed(Http1Connection connection) {
        Deque<Http1Connection> kept = idle.get(connection.route());
        if (kept != null) {
            kept.remove(connection);
            if (kept.isEmpty()) {
                idle.remove(connection.route());
            }
        }
    }

    /** Shared connections are ended cleanly; the connector closes the others. */
    void close() {
        List<Http2Pool> shared;
        synchronized (this) {
            closed = true;
            shared = new ArrayList<>(origins.values());
        }
        shared.forEach(Http2Pool::close);
    }
}
