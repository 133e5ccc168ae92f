package dev.rivulet.sse.bench.live;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpContent;
import io.netty.util.ReferenceCountUtil;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Netty on epoll, with two loops as ours has: the bytes as they come, or after its own HTTP codec. */
final class NettyClient implements LiveClient {
    private final EventLoopGroup loops = new MultiThreadIoEventLoopGroup(2, EpollIoHandler.newFactory());
    private final boolean codec;
    private final List<Channel> channels = new ArrayList<>();

    NettyClient(boolean codec) {
        this.codec = codec;
    }

    @Override
    public void open(URI uri, Taker taker) {
        var connecting = new Bootstrap()
                .group(loops)
                .channel(EpollSocketChannel.class)
                // The faster of Netty's two on JDK 25, and what ours uses.
                .option(ChannelOption.ALLOCATOR, PooledByteBufAllocator.DEFAULT)
                .handler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        // The request goes out as bytes: the codec would refuse a response that it knows no request of.
                        channel.pipeline()
                                .addLast(
                                        new Asking(uri.getPath(), codec),
                                        new Counting(LiveWire.ofPath(uri.getPath()), taker));
                    }
                })
                .connect(uri.getHost(), uri.getPort());
        channels.add(connecting.channel());
    }

    private static final class Asking extends ChannelInboundHandlerAdapter {
        private final String target;
        private final boolean codec;

        Asking(String target, boolean codec) {
            this.target = target;
            this.codec = codec;
        }

        @Override
        public void channelActive(ChannelHandlerContext context) {
            String request = "GET " + target + " HTTP/1.1\r\nHost: localhost\r\n\r\n";
            if (codec) {
                context.pipeline().addAfter(context.name(), null, new HttpClientCodec());
                context.pipeline()
                        .writeAndFlush(new io.netty.handler.codec.http.DefaultFullHttpRequest(
                                io.netty.handler.codec.http.HttpVersion.HTTP_1_1,
                                io.netty.handler.codec.http.HttpMethod.GET,
                                target));
            } else {
                context.writeAndFlush(Unpooled.copiedBuffer(request, StandardCharsets.US_ASCII));
            }
        }
    }

    private static final class Counting extends ChannelInboundHandlerAdapter {
        private final LiveWire wire;
        private final Taker taker;
        private long left;

        Counting(LiveWire wire, Taker taker) {
            this.wire = wire;
            this.taker = taker;
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            ByteBuf bytes = message instanceof HttpContent content
                    ? content.content()
                    : message instanceof ByteBuf buffer ? buffer : Unpooled.EMPTY_BUFFER;
            if (taker.isTimed()) {
                ages(bytes);
            } else {
                left += bytes.readableBytes();
                taker.counted(left / wire.eventBytes());
                left %= wire.eventBytes();
            }
            ReferenceCountUtil.release(message);
        }

        /** An event a read, after a chunk's head or not. */
        private void ages(ByteBuf bytes) {
            int from = bytes.indexOf(bytes.readerIndex(), bytes.writerIndex(), (byte) '{');
            if (from < 0) {
                return;
            }
            long time = 0;
            int digits = from + LiveWire.MARK.length();
            for (int i = digits; i < digits + LiveWire.DIGITS; i++) {
                time = time * 10 + bytes.getByte(i) - '0';
            }
            taker.counted(1);
            taker.age(System.nanoTime() - time);
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            context.close();
        }
    }

    @Override
    public void closeStreams() {
        channels.forEach(Channel::close);
        channels.clear();
    }

    @Override
    public void close() {
        loops.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    }
}
