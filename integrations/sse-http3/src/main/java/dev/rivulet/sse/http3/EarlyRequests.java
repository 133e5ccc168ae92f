package dev.rivulet.sse.http3;

import dev.rivulet.sse.netty.internal.NettyExchange;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The requests that were sent as early data while the connection is still being made, each with the connection of its stream.
 * Only what becomes of the connection decides about them. On the loop only.
 */
final class EarlyRequests {
    /** QUIC sends about ten packets before it has an answer. */
    private static final int MOST = 16;

    private final Map<NettyExchange, @Nullable Http3Connection> sent = new LinkedHashMap<>();

    boolean isEmpty() {
        return sent.isEmpty();
    }

    boolean isFull() {
        return sent.size() >= MOST;
    }

    void add(NettyExchange exchange, Http3Connection connection) {
        sent.put(exchange, connection);
    }

    void remove(NettyExchange exchange) {
        sent.remove(exchange);
    }

    /** Its stream has ended, and the connection is not made: it has to be sent again, unless it is over. */
    void streamEnded(NettyExchange exchange) {
        if (exchange.isOver()) {
            sent.remove(exchange);
        } else {
            sent.replace(exchange, null);
        }
    }

    /** Those of this connection are requests like others from now on. Returns the rest, which has to be sent again. */
    List<NettyExchange> made(Http3Connection made) {
        sent.values().removeIf(made::equals);
        return removeAll();
    }

    List<NettyExchange> removeAll() {
        List<NettyExchange> all = new ArrayList<>(sent.keySet());
        sent.clear();
        return all;
    }
}
