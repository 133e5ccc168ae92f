package dev.rivulet.sse.netty;

import dev.rivulet.sse.http.Phase;
import dev.rivulet.sse.netty.internal.NettyExchange;
import io.netty.channel.Channel;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The HTTP/2 connections of one route, and who waits for a place on one. As many are made as are needed for those who wait,
 * one where it is not known yet how many streams each takes. Any thread; the lock is held for bookkeeping only.
 */
final class Http2Pool {
    private final Route route;
    private final ConnectionPool connections;
    private final Connector connector;
    private final TransportSettings settings;

    private final Deque<NettyExchange> waiting = new ArrayDeque<>();
    private final List<Http2Connection> open = new ArrayList<>();
    private final Set<Http2Connection> unsettled = new HashSet<>(); // those of the open ones that have not said yet
    private final Set<Attempt> underWay = new HashSet<>();
    private int places = Integer.MAX_VALUE; // on each connection, as the last one said
    private boolean closed;

    Http2Pool(Route route, ConnectionPool connections, Connector connector, TransportSettings settings) {
        this.route = route;
        this.connections = connections;
        this.connector = connector;
        this.settings = settings;
    }

    void begin(NettyExchange exchange) {
        exchange.abortBy(() -> leave(exchange)); // before another takes its place
        Http2Connection place = placeFor(exchange);
        if (place != null) {
            place.begin(exchange);
        } else {
            connectAsNeeded(exchange.request.connectTimeout());
        }
    }

    private synchronized @Nullable Http2Connection placeFor(NettyExchange exchange) {
        Http2Connection place = reserve();
        if (place == null) {
            waiting.add(exchange);
        }
        return place;
    }

    private @Nullable Http2Connection reserve() {
        for (Http2Connection connection : open) {
            if (connection.places().reserve()) {
                return connection;
            }
        }
        return null;
    }

    private void leave(NettyExchange exchange) {
        List<Attempt> unneeded = List.of();
        synchronized (this) {
            waiting.remove(exchange);
            if (waiting.isEmpty()) {
                unneeded = List.copyOf(underWay);
                underWay.clear();
            }
        }
        unneeded.forEach(attempt -> attempt.connecting.cancel());
        forgetIfEmpty();
    }

    private void connectAsNeeded(Duration timeout) {
        List<Attempt> more = new ArrayList<>();
        synchronized (this) {
            long left = waiting.size();
            for (Http2Connection connection : unsettled) {
                left -= connection.places().leftOf(places);
            }
            long needed = (Math.max(0, left) + places - 1) / places;
            while (!closed && underWay.size() < needed) {
                var attempt = new Attempt(timeout);
                underWay.add(attempt);
                more.add(attempt);
            }
        }
        more.forEach(attempt -> attempt.connecting.begin());
    }

    /** A connection in the making. */
    private final class Attempt implements ConnectAttempt.Outcome {
        private final ConnectAttempt connecting;

        Attempt(Duration timeout) {
            connecting = connector.attempt(route, timeout, this);
        }

        @Override
        public void connected(Channel channel, boolean http2) {
            if (http2 || !route.secure()) {
                adopt(channel, this);
            } else if (removeAttempt(this)) {
                speaksHttp1(channel);
            } else {
                channel.close();
            }
        }

        @Override
        public void failed(Phase phase, Throwable cause) {
            if (removeAttempt(this)) {
                takeAll().forEach(exchange -> exchange.fail(phase, cause));
                forgetIfEmpty();
            }
        }
    }

    private synchronized boolean removeAttempt(Attempt attempt) {
        return underWay.remove(attempt);
    }

    private synchronized List<NettyExchange> takeAll() {
        List<NettyExchange> all = List.copyOf(waiting);
        waiting.clear();
        return all;
    }

    private void speaksHttp1(Channel channel) {
        connections.speaksHttp1Only(route);
        List<NettyExchange> all = takeAll();
        if (all.isEmpty()) {
            channel.close();
        } else {
            connections.over(channel, all.get(0), route);
            all.subList(1, all.size()).forEach(exchange -> connections.beginHttp1(exchange, route));
        }
        forgetIfEmpty();
    }

    /** Takes a new connection in. On its loop. */
    void adopt(Channel channel) {
        adopt(channel, null);
    }

    /** An attempt is over in the moment in which its connection is there, so that no other is made meanwhile. */
    private void adopt(Channel channel, @Nullable Attempt attempt) {
        var connection = new Http2Connection(channel, this, route.headBytes(), settings);
        boolean tooLate;
        synchronized (this) {
            tooLate = closed || attempt != null && !underWay.remove(attempt);
            if (!tooLate) {
                open.add(connection);
                unsettled.add(connection);
            }
        }
        if (tooLate) {
            channel.close();
            return;
        }
        serve();
        boolean isUnused; // where those that it was made for found a place elsewhere
        synchronized (this) {
            isUnused = connection.places().isUnused();
        }
        if (isUnused) {
            connection.unused();
        }
    }

    /** As many of those who wait as there are places for. */
    private void serve() {
        while (true) {
            NettyExchange next;
            Http2Connection place;
            synchronized (this) {
                place = waiting.isEmpty() ? null : reserve();
                next = place == null ? null : waiting.poll();
            }
            if (place == null || next == null) {
                return;
            }
            place.begin(next);
        }
    }

    /** A connection allows so many streams. */
    void allows(Http2Connection connection, long streams) {
        synchronized (this) {
            places = (int) Math.max(1, Math.min(streams, Integer.MAX_VALUE));
            connection.places().allow(places);
            unsettled.remove(connection);
        }
        serve();
        connectForThoseLeft();
    }

    /** A stream of it is over. */
    void released(Http2Connection connection) {
        boolean isUnused;
        boolean isLeaving;
        synchronized (this) {
            isUnused = connection.places().release();
            isLeaving = connection.places().isLeaving();
        }
        serve();
        if (isUnused && isLeaving) {
            connection.close();
        } else if (isUnused) {
            connection.unused();
        }
    }

    /** It takes no further stream. */
    void leaves(Http2Connection connection) {
        boolean isUnused;
        synchronized (this) {
            isUnused = connection.places().leave();
            open.remove(connection);
            unsettled.remove(connection);
        }
        if (isUnused) {
            connection.close();
        }
        connectForThoseLeft();
        forgetIfEmpty();
    }

    /** Closes it if no exchange has got a place on it meanwhile. */
    void expired(Http2Connection connection) {
        boolean isUnused;
        synchronized (this) {
            isUnused = connection.places().leaveIfUnused();
            if (isUnused) {
                open.remove(connection);
                unsettled.remove(connection);
            }
        }
        if (isUnused) {
            connection.close();
            forgetIfEmpty();
        }
    }

    private void connectForThoseLeft() {
        NettyExchange first;
        synchronized (this) {
            first = waiting.peek();
        }
        if (first != null) {
            connectAsNeeded(first.request.connectTimeout());
        }
    }

    private void forgetIfEmpty() {
        boolean isEmpty;
        synchronized (this) {
            isEmpty = open.isEmpty() && waiting.isEmpty() && underWay.isEmpty();
        }
        if (isEmpty) {
            connections.removePool(route, this);
        }
    }

    void close() {
        List<Http2Connection> all;
        List<Attempt> attempts;
        synchronized (this) {
            closed = true;
            all = List.copyOf(open);
            attempts = List.copyOf(underWay);
            underWay.clear();
        }
        all.forEach(Http2Connection::close);
        attempts.forEach(attempt -> attempt.connecting.cancel());
    }
}
