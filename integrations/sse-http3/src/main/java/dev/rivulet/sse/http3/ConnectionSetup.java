package dev.rivulet.sse.http3;

import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.handler.codec.http3.DefaultHttp3SettingsFrame;
import io.netty.handler.codec.http3.Http3ClientConnectionHandler;
import io.netty.handler.codec.http3.Http3Settings;

/** Gives a QUIC channel its handlers. */
final class ConnectionSetup extends ChannelInitializer<Channel> {
    private final Http3Connection connection;
    private final int headBytes;

    ConnectionSetup(Http3Connection connection, int headBytes) {
        this.connection = connection;
        this.headBytes = headBytes;
    }

    @Override
    protected void initChannel(Channel channel) {
        // A header list counts 32 bytes more a line than HTTP/1.1's notation (RFC 9114, 4.2.2): the stream measures
        // exactly.
        var settings = new DefaultHttp3SettingsFrame(new Http3Settings().maxFieldSectionSize(10L * headBytes));
        var control = new ServerControlFrames(connection);
        channel.pipeline().addLast(new Http3ClientConnectionHandler(control, null, null, settings, true), connection);
    }
}
