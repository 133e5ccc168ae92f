package dev.rivulet.sse.netty;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http2.DefaultHttp2DataFrame;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.DefaultHttp2HeadersFrame;
import io.netty.handler.codec.http2.DefaultHttp2PingFrame;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2FrameStream;
import io.netty.handler.codec.http2.Http2HeadersFrame;
import io.netty.handler.codec.http2.Http2PingFrame;
import io.netty.handler.codec.http2.Http2ResetFrame;
import io.netty.handler.codec.http2.Http2StreamFrame;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolConfig.Protocol;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectedListenerFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectorFailureBehavior;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.util.ReferenceCountUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;

/**
 * HTTP/2 on Netty, for what the scripted server does not do: to speak it over plain text, to leave a PING unanswered, to
 * count frames, to want a certificate. A request for {@code /event} brings an event and no end, {@code /flood} more than anybody reads, and anything
 * else a whole body.
 */
@SuppressWarnings("deprecation") // Netty 4.1's group
final class Http2Server implements AutoCloseable {
    /** What came from clients: {@code HEADERS 3}, {@code RST_STREAM 3 code 8}, {@code PING}. */
    final List<String> frames = new CopyOnWriteArrayList<>();

    private final List<Channel> connections = new CopyOnWriteArrayList<>();
    private final EventLoopGroup group = new NioEventLoopGroup(1);
    private final Channel door;
    private volatile boolean answersPings = true;

    private Http2Server(SslContext tls) {
        this.door = new ServerBootstrap()
                .group(group)
                .channel(NioServerSocketChannel.class)
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        connections.add(channel);
                        if (tls != null) {
                            channel.pipeline().addLast(tls.newHandler(channel.alloc()));
                        }
                        channel.pipeline()
                                .addLast(Http2FrameCodecBuilder.forServer()
                                        .autoAckPingFrame(false)
                                        .build())
                                .addLast(new Conversation());
                    }
                })
                .bind(InetAddress.getLoopbackAddress(), 0)
                .syncUninterruptibly()
                .channel();
    }

    static Http2Server start() {
        return new Http2Server(null);
    }

    /** From now on. */
    void leavePingsUnanswered() {
        answersPings = false;
    }

    /** Again, from now on. */
    void answerPings() {
        answersPings = true;
    }

    /** Over TLS, only to who shows a certificate. */
    static Http2Server thatNeedsACertificate() {
        var h2 = new ApplicationProtocolConfig(
                Protocol.ALPN, SelectorFailureBehavior.NO_ADVERTISE, SelectedListenerFailureBehavior.ACCEPT, "h2");
        try {
            return new Http2Server(SslContextBuilder.forServer(Keys.ONE.keyManagers())
                    .sslProvider(SslProvider.JDK)
                    .trustManager(Keys.ONE.trustManagers())
                    .clientAuth(ClientAuth.REQUIRE)
                    .applicationProtocolConfig(h2)
                    .build());
        } catch (SSLException e) {
            throw new AssertionError(e);
        }
    }

    URI uri(String path) {
        return uri("http", path);
    }

    URI uri(String scheme, String path) {
        return URI.create(scheme + "://127.0.0.1:" + ((InetSocketAddress) door.localAddress()).getPort() + path);
    }

    long count(String frame) {
        return frames.stream().filter(frame::equals).count();
    }

    int connections() {
        return connections.size();
    }

    long openConnections() {
        return connections.stream().filter(Channel::isOpen).count();
    }

    @Override
    public void close() {
        group.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
    }

    private final class Conversation extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext context, Object frame) {
            frames.add(name(frame));
            if (frame instanceof Http2HeadersFrame request) {
                answer(context, request.stream(), request.headers().path().toString());
            }
            if (frame instanceof Http2PingFrame ping && !ping.ack() && answersPings) {
                context.writeAndFlush(new DefaultHttp2PingFrame(ping.content(), true));
            }
            ReferenceCountUtil.release(frame);
        }

        private void answer(ChannelHandlerContext context, Http2FrameStream stream, String path) {
            var head = new DefaultHttp2Headers().status("200").set("content-type", "text/event-stream");
            context.write(new DefaultHttp2HeadersFrame(head).stream(stream));
            switch (path) {
                case "/event" -> context.writeAndFlush(data("data: a\n\n", stream, false));
                case "/flood" -> flood(context, stream);
                default -> context.writeAndFlush(data("data: whole\n\n", stream, true));
            }
        }

        /** As fast as the client's windows allow, until it has had enough. */
        private void flood(ChannelHandlerContext context, Http2FrameStream stream) {
            context.writeAndFlush(data("data: " + "x".repeat(8_192) + "\n\n", stream, false))
                    .addListener((ChannelFutureListener) written -> {
                        if (written.isSuccess()) {
                            context.executor().execute(() -> flood(context, stream));
                        }
                    });
        }

        private static DefaultHttp2DataFrame data(String text, Http2FrameStream stream, boolean end) {
            var bytes = Unpooled.copiedBuffer(text, StandardCharsets.US_ASCII);
            return (DefaultHttp2DataFrame) new DefaultHttp2DataFrame(bytes, end).stream(stream);
        }

        private static String name(Object frame) {
            if (frame instanceof Http2ResetFrame reset) {
                return "RST_STREAM " + reset.stream().id() + " code " + reset.errorCode();
            }
            if (frame instanceof Http2PingFrame ping) {
                return ping.ack() ? "PING ACK" : "PING";
            }
            if (frame instanceof Http2StreamFrame any) {
                return any.name() + " " + any.stream().id();
            }
            return frame.getClass().getSimpleName();
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            context.close();
        }
    }
}
