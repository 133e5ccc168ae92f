package dev.rivulet.sse.http3;

import dev.rivulet.sse.netty.internal.NettyExchange;
import io.netty.handler.codec.http3.Http3RequestStreamInitializer;
import io.netty.handler.codec.quic.QuicStreamChannel;

/** Sets a stream up for a request. */
final class RequestStream extends Http3RequestStreamInitializer {
    private final NettyExchange exchange;
    private final Http3Connection connection;

    RequestStream(NettyExchange exchange, Http3Connection connection) {
        this.exchange = exchange;
        this.connection = connection;
    }

    @Override
    protected void initRequestStream(QuicStreamChannel channel) {
        var frames = new FrameEnds();
        var stream = new Http3Stream(exchange, connection, channel, frames);
        channel.pipeline().addFirst(frames);
        channel.pipeline().addLast(stream);
        channel.closeFuture().addListener(closed -> connection.ends(stream));
        connection.begins(stream);
    }
}
