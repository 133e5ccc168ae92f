package dev.rivulet.sse.http3;

import dev.rivulet.sse.netty.internal.NettyExchange;

/**
 * An exchange that waits for a stream.
 *
 * @param mayBeEarly whether it may be sent before the handshake is done, and so be replayed by others
 */
record QueuedRequest(NettyExchange exchange, boolean mayBeEarly) {
    /** Only what changes nothing on the server may be early data (RFC 8470, 2). */
    static QueuedRequest of(NettyExchange exchange, boolean earlyData) {
        boolean isSafe = exchange.request.method().equals("GET") && exchange.request.body() == null;
        return new QueuedRequest(exchange, earlyData && isSafe);
    }

    static QueuedRequest afterHandshake(NettyExchange exchange) {
        return new QueuedRequest(exchange, false);
    }
}
