package dev.rivulet.sse.bench.live;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.SegmentedDatagramPacket;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2MultiplexHandler;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.codec.http3.Http3;
import io.netty.handler.codec.http3.Http3ServerConnectionHandler;
import io.netty.handler.codec.quic.EpollQuicUtils;
import io.netty.handler.codec.quic.QuicChannel;
import io.netty.handler.codec.quic.QuicChannelOption;
import io.netty.handler.codec.quic.QuicServerCodecBuilder;
import io.netty.handler.codec.quic.QuicSslContextBuilder;
import io.netty.handler.codec.quic.QuicStreamChannel;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.ApplicationProtocolNegotiationHandler;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.concurrent.TimeUnit;

/**
 * Serves the paths of {@link LiveServer} over TLS, except {@code /beats}, and {@code /drops} (a token, then the end of the
 * connection 20 ms later; the next token has the time of that end): HTTP/1.1 and HTTP/2 on a TCP port, HTTP/3 on a UDP port,
 * all on one thread and by the same code. Prints both ports, and ends with its standard input.
 */
final class TlsServer {
    private static final int STREAMS = 100_000;
    private static final int MOST_SEGMENTS = 10;
    private static final long WINDOW = 1 << 20; // what clients may send

    private final TlsKey key;
    private final boolean epoll = Epoll.isAvailable();
    private final EventLoopGroup loop = new MultiThreadIoEventLoopGroup(1, io(epoll));

    private TlsServer(TlsKey key) {
        this.key = key;
    }

    /** {@code KEYFILE}. */
    public static void main(String[] args) throws Exception {
        var server = new TlsServer(new TlsKey(Path.of(args[0])));
        System.out.println(port(server.tcp()) + " " + port(server.udp()));
        System.out.flush();
        while (System.in.read() >= 0) {
            // until the process that started it is gone
        }
        server.loop.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    }

    private static IoHandlerFactory io(boolean epoll) {
        return epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
    }

    private static int port(Channel channel) {
        return ((InetSocketAddress) channel.localAddress()).getPort();
    }

    private static InetSocketAddress anyPort() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }

    private Channel tcp() throws IOException, GeneralSecurityException, InterruptedException {
        SslContext tls = SslContextBuilder.forServer(key.keys())
                .applicationProtocolConfig(new ApplicationProtocolConfig(
                        ApplicationProtocolConfig.Protocol.ALPN,
                        ApplicationProtocolConfig.SelectorFailureBehavior.NO_ADVERTISE,
                        ApplicationProtocolConfig.SelectedListenerFailureBehavior.ACCEPT,
                        ApplicationProtocolNames.HTTP_2,
                        ApplicationProtocolNames.HTTP_1_1))
                .build();
        return new ServerBootstrap()
                .group(loop)
                .channel(epoll ? EpollServerSocketChannel.class : NioServerSocketChannel.class)
                .option(ChannelOption.SO_BACKLOG, 8_192)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline().addLast(tls.newHandler(channel.alloc()), new Negotiated());
                    }
                })
                .bind(anyPort())
                .sync()
                .channel();
    }

    private Channel udp() throws IOException, GeneralSecurityException, InterruptedException {
        QuicServerCodecBuilder codec = Http3.newQuicServerCodecBuilder()
                .sslContext(QuicSslContextBuilder.forServer(key.keys(), null)
                        .applicationProtocols("h3")
                        .build())
                .maxIdleTimeout(60, TimeUnit.SECONDS)
                .initialMaxData(WINDOW)
                .initialMaxStreamDataBidirectionalRemote(WINDOW)
                .initialMaxStreamsBidirectional(STREAMS)
                .handler(new ChannelInitializer<QuicChannel>() {
                    @Override
                    protected void initChannel(QuicChannel channel) {
                        channel.pipeline().addLast(new Http3ServerConnectionHandler(new Requests()));
                    }
                });
        if (epoll && SegmentedDatagramPacket.isSupported()) {
            codec.option(
                    QuicChannelOption.SEGMENTED_DATAGRAM_PACKET_ALLOCATOR,
                    EpollQuicUtils.newSegmentedAllocator(MOST_SEGMENTS));
        }
        ChannelHandler handler = codec.build();
        return new Bootstrap()
                .group(loop)
                .channel(epoll ? EpollDatagramChannel.class : NioDatagramChannel.class)
                .handler(handler)
                .bind(anyPort())
                .sync()
                .channel();
    }

    /** What TCP's clients have chosen. */
    private static final class Negotiated extends ApplicationProtocolNegotiationHandler {
        Negotiated() {
            super(ApplicationProtocolNames.HTTP_1_1);
        }

        /** A client that has gone: not a word about it. */
        @Override
        protected void handshakeFailure(ChannelHandlerContext context, Throwable cause) {
            context.close();
        }

        @Override
        protected void configurePipeline(ChannelHandlerContext context, String protocol) {
            ChannelPipeline pipeline = context.pipeline();
            if (!protocol.equals(ApplicationProtocolNames.HTTP_2)) {
                pipeline.addLast(new HttpServerCodec(), new TlsAnswer(ServedVersion.HTTP_1_1));
                return;
            }
            var settings = Http2Settings.defaultSettings().maxConcurrentStreams(STREAMS);
            pipeline.addLast(
                    Http2FrameCodecBuilder.forServer()
                            .initialSettings(settings)
                            .decoderEnforceMaxRstFramesPerWindow(0, 0) // many streams are closed at once
                            .build(),
                    new Http2MultiplexHandler(new ChannelInitializer<>() {
                        @Override
                        protected void initChannel(Channel channel) {
                            channel.pipeline().addLast(new TlsAnswer(ServedVersion.HTTP_2));
                        }
                    }));
        }
    }

    /** Of one QUIC connection; Netty uses one for all streams. */
    @ChannelHandler.Sharable
    private static final class Requests extends ChannelInitializer<QuicStreamChannel> {
        @Override
        protected void initChannel(QuicStreamChannel channel) {
            channel.pipeline().addLast(new TlsAnswer(ServedVersion.HTTP_3));
        }
    }
}
