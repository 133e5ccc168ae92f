package dev.rivulet.sse.http3;

import dev.rivulet.sse.http.Phase;
import dev.rivulet.sse.netty.internal.Loops;
import dev.rivulet.sse.netty.internal.NettyExchange;
import io.netty.channel.EventLoop;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The connections to one destination, and the exchanges that wait for a stream. There is one, and another where the server
 * allows no more streams on it. All on one loop, except for {@link #begin}.
 */
final class OriginConnections {
    private static final int MOST_IN_VAIN = 3;

    private final Destination destination;
    private final QuicConnector connector;
    private final EventLoop loop;
    private final Consumer<OriginConnections> whenEmpty;
    private final Deque<QueuedRequest> waiting = new ArrayDeque<>();
    private final EarlyRequests early = new EarlyRequests();
    private final List<Http3Connection> open = new ArrayList<>();
    private final List<Preparation> preparing = new ArrayList<>();
    private @Nullable ConnectAttempt attempt;
    private @Nullable Http3Connection readyForEarlyData;
    private int inVain; // connections that were made for those who wait, and took none of them

    private record Preparation(Duration timeout, Consumer<@Nullable Throwable> outcome) {}

    OriginConnections(
            Destination destination, QuicConnector connector, EventLoop loop, Consumer<OriginConnections> whenEmpty) {
        this.destination = destination;
        this.connector = connector;
        this.loop = loop;
        this.whenEmpty = whenEmpty;
    }

    /** Any thread. */
    void begin(NettyExchange exchange) {
        begin(QueuedRequest.of(exchange, connector.sendsEarlyData()));
    }

    /** Any thread. */
    void begin(QueuedRequest request) {
        NettyExchange exchange = request.exchange();
        exchange.abortBy(() -> Loops.run(loop, () -> leave(exchange))); // before a stream takes its place
        Loops.later(loop, () -> {
            early.remove(exchange);
            waiting.removeIf(other -> other.exchange() == exchange); // it may be handed back for two reasons
            if (!exchange.isOver()) {
                waiting.add(request);
                serve();
            }
        });
    }

    /** Makes a connection unless there is one with room. Any thread. */
    void prepare(Duration timeout, Consumer<@Nullable Throwable> outcome) {
        Loops.later(loop, () -> {
            if (hasRoom()) {
                outcome.accept(null);
                return;
            }
            preparing.add(new Preparation(timeout, outcome));
            if (attempt == null) {
                connect();
            }
        });
    }

    private void prepared(@Nullable Throwable failure) {
        List<Preparation> all = List.copyOf(preparing);
        preparing.clear();
        inVain = failure == null && !all.isEmpty() ? 0 : inVain;
        all.forEach(each -> each.outcome().accept(failure));
    }

    private void leave(NettyExchange exchange) {
        waiting.removeIf(request -> request.exchange() == exchange);
        early.remove(exchange);
        cancelIfUnwanted();
        forgetIfEmpty();
    }

    private void cancelIfUnwanted() {
        if (waiting.isEmpty() && early.isEmpty() && preparing.isEmpty() && attempt != null) {
            attempt.cancel();
            attempt = null;
        }
    }

    /** The handshake of this connection is not done, but QUIC remembers enough of the server to send early data. */
    void readyForEarlyData(Http3Connection connection) {
        Loops.later(
                loop,
                () -> { // QUIC is in the middle of sending
                    readyForEarlyData = connection;
                    sendEarly();
                });
    }

    private void sendEarly() {
        Http3Connection connection = readyForEarlyData;
        if (connection == null || attempt == null || !attempt.isMaking(connection)) {
            return;
        }
        long most = connector.streamLimits().of(destination);
        for (QueuedRequest request : List.copyOf(waiting)) {
            if (request.mayBeEarly() && !early.isFull() && connection.opened() < most) {
                waiting.remove(request);
                early.add(request.exchange(), connection);
                connection.open(request.exchange());
            }
        }
    }

    /** The stream of a request that was sent as early data has ended before the connection was made. */
    void earlyStreamEnded(NettyExchange exchange) {
        early.streamEnded(exchange);
        cancelIfUnwanted();
        forgetIfEmpty();
    }

    /** Gives streams to those who wait, and makes a connection for those who are left. */
    void serve() {
        for (Http3Connection connection : List.copyOf(open)) {
            while (!waiting.isEmpty() && connection.hasRoom()) {
                connection.open(waiting.remove().exchange());
            }
        }
        if (hasRoom()) {
            prepared(null);
        }
        if (isWanted() && attempt == null) {
            connect();
        }
        sendEarly();
        forgetIfEmpty();
    }

    private boolean hasRoom() {
        return open.stream().anyMatch(Http3Connection::hasRoom);
    }

    private boolean isWanted() {
        return !waiting.isEmpty() || !preparing.isEmpty();
    }

    /** A connection that has had no stream yet may get one: it is waited for as long as for another connection. */
    private void connect() {
        Duration timeout = waiting.isEmpty()
                ? preparing.get(0).timeout()
                : waiting.element().exchange().request.connectTimeout();
        Optional<Http3Connection> unused =
                open.stream().filter(Http3Connection::isUnused).findFirst();
        if (unused.isPresent()) {
            unused.get().expectStreams(timeout);
        } else if (inVain >= MOST_IN_VAIN) {
            allowsNoStreams();
        } else {
            connect(timeout);
        }
    }

    /** Connections can be made, but those who wait would wait for ever. */
    void allowsNoStreams() {
        inVain = 0;
        var cause = new IOException("the server makes QUIC connections, but allows no streams on them");
        failWaiting(Phase.CONNECT, cause);
        prepared(cause);
    }

    private void failWaiting(Phase phase, Throwable cause) {
        List<QueuedRequest> all = List.copyOf(waiting);
        waiting.clear();
        all.forEach(request -> request.exchange().fail(phase, cause));
    }

    /** A connection that is made has taken one of those who waited. */
    void served() {
        inVain = 0;
    }

    private void connect(Duration timeout) {
        var next = new ConnectAttempt(connector, destination, loop, timeout);
        attempt = next;
        next.begin(this::connection, new ConnectAttempt.Outcome() {
            @Override
            public void connected(Http3Connection connection) {
                attempt = null;
                open.add(connection);
                inVain += isWanted() && connection.isUnused() ? 1 : 0; // early data may have used it
                connection.made();
                connector.streamLimits().learn(destination, connection.initialStreams());
                early.made(connection).forEach(each -> begin(QueuedRequest.afterHandshake(each)));
                serve();
                if (!connection.isUnused()) {
                    prepared(null);
                }
                connection.expireIfUnused();
            }

            @Override
            public void failed(Phase phase, Throwable cause) {
                attempt = null;
                early.removeAll().forEach(exchange -> exchange.fail(Phase.HEAD, cause)); // it may have arrived
                failWaiting(phase, cause);
                prepared(cause);
                serve();
            }
        });
    }

    private Http3Connection connection() {
        return new Http3Connection(this, connector, destination.headBytes());
    }

    /** It takes no further stream. */
    void leaves(Http3Connection connection) {
        open.remove(connection);
        serve();
    }

    private void forgetIfEmpty() {
        if (open.isEmpty() && waiting.isEmpty() && attempt == null) {
            whenEmpty.accept(this);
        }
    }
}
