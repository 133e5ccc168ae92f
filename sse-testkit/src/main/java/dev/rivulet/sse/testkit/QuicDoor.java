package dev.rivulet.sse.testkit;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelPromise;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.DatagramPacket;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.handler.codec.http3.Http3;
import io.netty.handler.codec.quic.QuicChannel;
import io.netty.handler.codec.quic.QuicSslContext;
import io.netty.handler.codec.quic.QuicSslContextBuilder;
import io.netty.handler.codec.quic.SslSessionTicketKey;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/** Takes QUIC connections on a UDP port. */
final class QuicDoor implements Door {
    private static final long WINDOW = 1 << 20;
    private static final long CONNECTION_WINDOW = 16 << 20;

    private final EventLoopGroup loops = new MultiThreadIoEventLoopGroup(
            1, new DefaultThreadFactory("scripted-server-quic", true), NioIoHandler.newFactory());
    private final QuicSslContext tls;
    private final ScriptedServer server;
    private final Channel udp;
    private volatile boolean dropping;

    /** @param streams how many a client may have open */
    QuicDoor(ScriptedServer server, int port, SelfSigned key, int streams, Duration idleTime, boolean earlyData) {
        this.server = server;
        this.tls = QuicSslContextBuilder.forServer(key.keyManager(), null)
                .applicationProtocols("h3")
                .earlyData(earlyData)
                .build();
        byte[] secret = key.ticketSecret();
        tls.sessionContext()
                .setTicketKeys(new SslSessionTicketKey(
                        Arrays.copyOf(secret, 16),
                        Arrays.copyOfRange(secret, 16, 32),
                        Arrays.copyOfRange(secret, 32, 48)));
        this.udp = bind(port, streams, idleTime);
    }

    private Channel bind(int port, int streams, Duration idleTime) {
        var codec = Http3.newQuicServerCodecBuilder()
                .sslContext(tls)
                .maxIdleTimeout(idleTime.toMillis(), TimeUnit.MILLISECONDS)
                .initialMaxData(CONNECTION_WINDOW)
                .initialMaxStreamDataBidirectionalRemote(WINDOW)
                .initialMaxStreamsBidirectional(streams)
                .handler(new ChannelInitializer<QuicChannel>() {
                    @Override
                    protected void initChannel(QuicChannel channel) {
                        server.accept(number -> new Http3Connection(server, number, channel)); // with the first packet
                        channel.read(); // else Netty delivers early data after the handshake only
                    }
                })
                .build();
        return new Bootstrap()
                .group(loops)
                .channel(NioDatagramChannel.class)
                .handler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline().addLast(new Firewall(), codec);
                    }
                })
                .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
                .syncUninterruptibly()
                .channel();
    }

    @Override
    public int port() {
        return ((InetSocketAddress) udp.localAddress()).getPort();
    }

    /** Whether packets are dropped, in both directions. */
    void drop(boolean packets) {
        dropping = packets;
    }

    @Override
    public void close() {
        udp.close().awaitUninterruptibly(ScriptedServer.PATIENCE.toMillis());
        loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(ScriptedServer.PATIENCE.toMillis());
    }

    private final class Firewall extends ChannelDuplexHandler {
        @Override
        public void channelRead(ChannelHandlerContext context, Object packet) {
            if (dropping) {
                ReferenceCountUtil.release(packet);
                return;
            }
            boolean begins = packet instanceof DatagramPacket datagram && isInitial(datagram.content());
            context.fireChannelRead(packet);
            if (begins) {
                context.fireChannelReadComplete(); // else early data in the same read waits for the handshake
            }
        }

        /** RFC 9000, 17.2.2. */
        private static boolean isInitial(ByteBuf content) {
            return content.isReadable() && (content.getByte(content.readerIndex()) & 0xf0) == 0xc0;
        }

        @Override
        public void write(ChannelHandlerContext context, Object packet, ChannelPromise promise) {
            if (dropping) {
                ReferenceCountUtil.release(packet);
                promise.trySuccess();
            } else {
                context.write(packet, promise);
            }
        }
    }
}
