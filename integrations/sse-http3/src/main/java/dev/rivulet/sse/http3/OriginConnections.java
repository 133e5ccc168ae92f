package dev.rivulet.sse.http3;

import dev.rivulet.sse.http.Phase;
import dev.rivulet.sse.netty.internal.Loops;
import dev.rivulet.sse.netty.internal.NettyExchange;
import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The connections to one destination, and the exchanges that wait for a stream. There is one, and another where the server
 * allows no more streams on it. All on one loop, except for {@link #begin}.
 */
final class OriginConnections {
    private final Destination destination;
    private final QuicConnector connector;
    private final EventLoop loop;
    private final Consumer<OriginConnections> whenEmpty;
    private final Deque<NettyExchange> waiting = new ArrayDeque<>();
    private final List<Http3Connection> open = new ArrayList<>();
    private final List<Consumer<@Nullable Throwable>> preparing = new ArrayList<>();
    private @Nullable ConnectAttempt attempt;

    OriginConnections(
            Destination destination, QuicConnector connector, EventLoop loop, Consumer<OriginConnections> whenEmpty) {
        this.destination = destination;
        this.connector = connector;
        this.loop = loop;
        this.whenEmpty = whenEmpty;
    }

    /** Any thread. */
    void begin(NettyExchange exchange) {
        exchange.abortBy(() -> Loops.run(loop, () -> leave(exchange))); // before a stream takes its place
        Loops.later(loop, () -> {
            if (!exchange.isOver()) {
                waiting.add(exchange);
                serve();
            }
        });
    }

    /** Makes a connection unless there is one with room. Any thread. */
    void prepare(Duration timeout, Consumer<@Nullable Throwable> outcome) {
        Loops.later(loop, () -> {
            if (open.stream().anyMatch(Http3Connection::hasRoom)) {
                outcome.accept(null);
                return;
            }
            preparing.add(outcome);
            if (attempt == null) {
                connect(timeout);
            }
        });
    }

    private void prepared(@Nullable Throwable failure) {
        List<Consumer<@Nullable Throwable>> all = List.copyOf(preparing);
        preparing.clear();
        all.forEach(each -> each.accept(failure));
    }

    private void leave(NettyExchange exchange) {
        waiting.remove(exchange);
        if (waiting.isEmpty() && preparing.isEmpty() && attempt != null) {
            attempt.cancel();
            attempt = null;
        }
        forgetIfEmpty();
    }

    /** Gives streams to those who wait, and makes a connection for those who are left. */
    void serve() {
        for (Http3Connection connection : List.copyOf(open)) {
            while (!waiting.isEmpty() && connection.hasRoom()) {
                connection.open(waiting.remove());
            }
        }
        if (!waiting.isEmpty() && attempt == null && open.stream().noneMatch(Http3Connection::isUnused)) {
            connect(waiting.element().request.connectTimeout());
        }
        forgetIfEmpty();
    }

    private void connect(Duration timeout) {
        var next = new ConnectAttempt(connector, destination, loop, timeout);
        attempt = next;
        next.begin(this::connection, new ConnectAttempt.Outcome() {
            @Override
            public void connected(Http3Connection connection) {
                attempt = null;
                open.add(connection);
                serve();
                prepared(null);
                connection.expireIfUnused();
            }

            @Override
            public void failed(Phase phase, Throwable cause) {
                attempt = null;
                List<NettyExchange> all = List.copyOf(waiting);
                waiting.clear();
                all.forEach(exchange -> exchange.fail(phase, cause));
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
