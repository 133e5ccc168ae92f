package dev.rivulet.sse.bench.live;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * Serves {@code /flood/WIRE/1} (an event a chunk) and {@code /flood/WIRE/8192} as fast as they are read, where WIRE is a
 * {@link LiveWire}; {@code /ticks} (ten tokens a second, each with its time), {@code /beats} (the same, to all streams at
 * once) and {@code /idle} (one token, then nothing); all on one thread. Prints its port, and ends with its standard input.
 */
final class LiveServer {
    private static final int FLOOD_EVENTS = 2_000;
    private static final Map<String, LiveFlood> FLOODS = new HashMap<>(); // on the one thread, as all here
    private static final Map<ChannelHandlerContext, Answer> BEATING = new HashMap<>();
    private static final ByteBuf HEAD = direct(LiveWire.HEAD.getBytes(StandardCharsets.US_ASCII));

    private LiveServer() {}

    /** Without a path. */
    static String uri(long port) {
        return "http://127.0.0.1:" + port;
    }

    public static void main(String[] args) throws Exception {
        var loop = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
        Channel server = new ServerBootstrap()
                .group(loop)
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_BACKLOG, 8_192)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, new WriteBufferWaterMark(1 << 18, 1 << 19))
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline().addLast(new Answer());
                    }
                })
                .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .sync()
                .channel();
        loop.scheduleAtFixedRate(
                () -> BEATING.forEach((context, answer) -> answer.tick(context)), 100, 100, TimeUnit.MILLISECONDS);
        System.out.println(((InetSocketAddress) server.localAddress()).getPort());
        System.out.flush();
        while (System.in.read() >= 0) {
            // until the process that started it is gone
        }
        loop.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    }

    private static LiveFlood flood(String target) {
        int chunk = Integer.parseInt(target.substring(target.lastIndexOf('/') + 1));
        return LiveWire.ofPath(target).flood(chunk, FLOOD_EVENTS);
    }

    private static ByteBuf direct(byte[] bytes) {
        return Unpooled.unreleasableBuffer(
                Unpooled.directBuffer(bytes.length).writeBytes(bytes).asReadOnly());
    }

    private static final class Answer extends ChannelInboundHandlerAdapter {
        private final StringBuilder request = new StringBuilder();
        private LiveFlood flood;
        private long rounds;
        private long id;
        private Future<?> ticks;

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            var bytes = (ByteBuf) message;
            request.append(bytes.toString(StandardCharsets.US_ASCII));
            bytes.release();
            if (request.indexOf("\r\n\r\n") >= 0) {
                String target = request.substring(request.indexOf(" ") + 1, request.indexOf(" HTTP/"));
                request.setLength(0);
                answer(context, target);
            }
        }

        private void answer(ChannelHandlerContext context, String target) {
            context.writeAndFlush(HEAD.duplicate());
            if (target.startsWith("/flood/")) {
                flood = FLOODS.computeIfAbsent(target, LiveServer::flood);
                pour(context);
                return;
            }
            switch (target) {
                case "/idle" -> tick(context);
                case "/beats" -> {
                    tick(context);
                    BEATING.put(context, this);
                }
                default -> startTicks(context);
            }
        }

        private void startTicks(ChannelHandlerContext context) {
            tick(context);
            long first = ThreadLocalRandom.current().nextLong(100_000);
            ticks = context.executor().scheduleAtFixedRate(() -> tick(context), first, 100_000, TimeUnit.MICROSECONDS);
        }

        private void tick(ChannelHandlerContext context) {
            context.writeAndFlush(
                    Unpooled.wrappedBuffer(LiveWire.chunk(LiveWire.TOKENS.event(++id, System.nanoTime()))));
        }

        private void pour(ChannelHandlerContext context) {
            while (flood != null && context.channel().isWritable()) {
                context.writeAndFlush(flood.round(rounds++));
            }
        }

        @Override
        public void channelWritabilityChanged(ChannelHandlerContext context) {
            context.executor().execute(() -> pour(context));
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            flood = null;
            BEATING.remove(context);
            if (ticks != null) {
                ticks.cancel(false);
            }
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            context.close();
        }
    }
}
