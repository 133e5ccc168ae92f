package dev.rivulet.sse.http3;

import dev.rivulet.sse.netty.internal.Loops;
import dev.rivulet.sse.netty.internal.NettyExchange;
import io.netty.buffer.Unpooled;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.RecvByteBufAllocator;
import io.netty.handler.codec.http3.DefaultHttp3SettingsFrame;
import io.netty.handler.codec.http3.Http3;
import io.netty.handler.codec.http3.Http3ClientConnectionHandler;
import io.netty.handler.codec.http3.Http3ErrorCode;
import io.netty.handler.codec.http3.Http3GoAwayFrame;
import io.netty.handler.codec.http3.Http3RequestStreamInitializer;
import io.netty.handler.codec.http3.Http3Settings;
import io.netty.handler.codec.quic.QuicChannel;
import io.netty.handler.codec.quic.QuicConnectionCloseEvent;
import io.netty.handler.codec.quic.QuicStreamChannel;
import io.netty.handler.codec.quic.QuicStreamLimitChangedEvent;
import io.netty.handler.codec.quic.QuicStreamType;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import java.io.EOFException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLEngine;
import org.jspecify.annotations.Nullable;

/** A QUIC connection that speaks HTTP/3 and is shared by its streams. On its loop only. */
final class Http3Connection extends ChannelInboundHandlerAdapter {
    /** A read of this size is the most that a burst holds. */
    private static final RecvByteBufAllocator READS = new AdaptiveRecvByteBufAllocator(64, 2 << 10, 256 << 10);

    /** Netty keeps something of each stream that was stopped before its end, until the connection ends. */
    private static final int MOST_ABANDONED = 1_000;

    private final OriginConnections origin;
    private final QuicConnector connector;
    private final int headBytes;
    private final Set<Http3Stream> streams = new LinkedHashSet<>();
    private @Nullable QuicChannel quic;
    private @Nullable KeepAlive keepAlive;
    private @Nullable Throwable lostBy;
    private @Nullable Future<?> expiry;
    private int abandoned;
    private boolean used;
    private boolean leaving;

    Http3Connection(OriginConnections origin, QuicConnector connector, int headBytes) {
        this.origin = origin;
        this.connector = connector;
        this.headBytes = headBytes;
    }

    /** The handlers of its channel. */
    ChannelHandler handlers() {
        // A header list counts 32 bytes more a line than HTTP/1.1's notation (RFC 9114, 4.2.2): the stream measures
        // exactly.
        var settings = new DefaultHttp3SettingsFrame(new Http3Settings().maxFieldSectionSize(10L * headBytes));
        return new ChannelInitializer<Channel>() {
            @Override
            protected void initChannel(Channel channel) {
                channel.pipeline()
                        .addLast(
                                new Http3ClientConnectionHandler(new ControlFrames(), null, null, settings, true),
                                Http3Connection.this);
            }
        };
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        QuicChannel channel = (QuicChannel) context.channel();
        quic = channel;
        connector.add(channel);
    }

    /** At once if it has not begun. */
    void whenClosed(Runnable what) {
        if (quic == null) {
            what.run();
        } else {
            quic.closeFuture().addListener(closed -> what.run());
        }
    }

    private QuicChannel quic() {
        if (quic == null) {
            throw new IllegalStateException("there is no channel yet");
        }
        return quic;
    }

    /** Of its handshake; null before that. */
    @Nullable
    SSLEngine engine() {
        return quic == null ? null : quic.sslEngine();
    }

    boolean hasRoom() {
        return !leaving && quic().isActive() && quic().peerAllowedStreams(QuicStreamType.BIDIRECTIONAL) > 0;
    }

    /** Whether it has never had a stream. */
    boolean isUnused() {
        return !used;
    }

    /** Where there is room. */
    @SuppressWarnings("deprecation") // the option has no other name in all of 4.2
    void open(NettyExchange exchange) {
        if (exchange.isOver()) {
            return;
        }
        stopExpiry();
        used = true;
        Http3.newRequestStreamBootstrap(quic(), new Request(exchange))
                .option(ChannelOption.AUTO_READ, false)
                .option(ChannelOption.RCVBUF_ALLOCATOR, READS)
                .create()
                .addListener(created -> {
                    if (!created.isSuccess()) {
                        leave();
                        origin.begin(exchange); // nothing was sent
                    }
                });
    }

    private void begins(Http3Stream stream) {
        streams.add(stream);
        if (connector.sendsKeepAlives()) {
            if (keepAlive == null) {
                keepAlive = KeepAlive.of(quic(), connector.maxIdleTimeout(), this::lost);
            }
            keepAlive.start();
        }
        stream.begin();
    }

    private void ends(Http3Stream stream) {
        streams.remove(stream);
        expireIfUnused();
        origin.serve();
    }

    /** A stream of it was stopped before its end. */
    void abandoned() {
        if (++abandoned >= MOST_ABANDONED) {
            leave();
        }
    }

    /** Closes it after some time unless it gets a stream. */
    void expireIfUnused() {
        if (!streams.isEmpty()) {
            return;
        }
        if (keepAlive != null) {
            keepAlive.stop();
        }
        stopExpiry();
        if (leaving) {
            close();
        } else {
            long nanos = Loops.nanos(connector.keepIdle());
            expiry = quic().eventLoop().schedule(this::leave, nanos, TimeUnit.NANOSECONDS);
        }
    }

    private void stopExpiry() {
        if (expiry != null) {
            expiry.cancel(false);
            expiry = null;
        }
    }

    /** It takes no further stream, and is closed after the last. */
    private void leave() {
        if (!leaving) {
            leaving = true;
            origin.leaves(this);
            if (streams.isEmpty()) {
                close();
            }
        }
    }

    void close() {
        if (quic == null) {
            return;
        }
        quic.close(true, Http3ErrorCode.H3_NO_ERROR.code(), Unpooled.EMPTY_BUFFER);
    }

    private void lost(Throwable cause) {
        lostBy = lostBy == null ? cause : lostBy;
        quic().close();
    }

    /** Why it ended. */
    Throwable lostBy() {
        if (lostBy != null) {
            return lostBy;
        }
        return quic().isTimedOut()
                ? Http3Errors.expired(KeepAlive.idleTime(quic(), connector.maxIdleTimeout()))
                : new EOFException("the QUIC connection ended");
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof QuicStreamLimitChangedEvent) {
            origin.serve();
        } else if (event instanceof QuicConnectionCloseEvent close) {
            lostBy = lostBy == null ? Http3Errors.closedBy(close) : lostBy;
            leave();
        }
        context.fireUserEventTriggered(event);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        lostBy = lostBy == null ? Http3Errors.reported(cause) : lostBy;
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        if (keepAlive != null) {
            keepAlive.stop();
        }
        stopExpiry();
        leave();
        context.fireChannelInactive();
    }

    /** What comes on the server's control stream. */
    private final class ControlFrames extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext context, Object frame) {
            if (frame instanceof Http3GoAwayFrame goAway) {
                leave();
                List.copyOf(streams).stream()
                        .filter(each -> each.id() >= goAway.id())
                        .forEach(Http3Stream::notProcessed);
            }
            ReferenceCountUtil.release(frame);
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            Http3Connection.this.exceptionCaught(context, cause);
        }
    }

    /** Sets a stream up for a request. */
    private final class Request extends Http3RequestStreamInitializer {
        private final NettyExchange exchange;

        Request(NettyExchange exchange) {
            this.exchange = exchange;
        }

        @Override
        protected void initRequestStream(QuicStreamChannel channel) {
            var frames = new FrameEnds();
            var stream = new Http3Stream(exchange, Http3Connection.this, channel, frames);
            channel.pipeline().addFirst(frames);
            channel.pipeline().addLast(stream);
            channel.closeFuture().addListener(closed -> ends(stream));
            begins(stream);
        }
    }
}
