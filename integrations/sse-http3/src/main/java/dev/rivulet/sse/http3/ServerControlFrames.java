package dev.rivulet.sse.http3;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http3.Http3GoAwayFrame;
import io.netty.util.ReferenceCountUtil;

/** What comes on the server's control stream. On the loop only. */
final class ServerControlFrames extends ChannelInboundHandlerAdapter {
    private final Http3Connection connection;

    ServerControlFrames(Http3Connection connection) {
        this.connection = connection;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object frame) {
        if (frame instanceof Http3GoAwayFrame goAway) {
            connection.goesAway(goAway.id());
        }
        ReferenceCountUtil.release(frame);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        connection.exceptionCaught(context, cause);
    }
}
