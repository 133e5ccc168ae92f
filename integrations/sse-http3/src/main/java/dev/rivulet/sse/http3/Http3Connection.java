package dev.rivulet.sse.http3;

import dev.rivulet.sse.netty.internal.NettyExchange;
import io.netty.buffer.Unpooled;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.RecvByteBufAllocator;
import io.netty.handler.codec.http3.Http3;
import io.netty.handler.codec.http3.Http3ErrorCode;
import io.netty.handler.codec.quic.QuicChannel;
import io.netty.handler.codec.quic.QuicConnectionCloseEvent;
import io.netty.handler.codec.quic.QuicStreamLimitChangedEvent;
import io.netty.handler.codec.quic.SslEarlyDataReadyEvent;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import javax.net.ssl.SSLEngine;
import org.jspecify.annotations.Nullable;

/** A QUIC connection that speaks HTTP/3 and is shared by its streams. On its loop only. */
final class Http3Connection extends ChannelInboundHandlerAdapter {
    /** A read of this size is the most that a burst holds. */
    private static final RecvByteBufAllocator READS = new AdaptiveRecvByteBufAllocator(64, 2 << 10, 256 << 10);

    private final OriginConnections origin;
    private final QuicConnector connector;
    private final int headBytes;
    private final Set<Http3Stream> streams = new LinkedHashSet<>();
    private final StreamCount count = new StreamCount();
    private final Expiry expiry = new Expiry();
    private final ConnectionEnd end = new ConnectionEnd();
    private @Nullable QuicChannel quic;
    private @Nullable KeepAlive keepAlive;
    private boolean made;
    private boolean leaving;

    Http3Connection(OriginConnections origin, QuicConnector connector, int headBytes) {
        this.origin = origin;
        this.connector = connector;
        this.headBytes = headBytes;
    }

    /** The handlers of its channel. */
    ChannelHandler handlers() {
        return new ConnectionSetup(this, headBytes);
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
        return !leaving && quic().isActive() && count.left(quic()) > 0;
    }

    long initialStreams() {
        return StreamCount.initial(quic());
    }

    long opened() {
        return count.opened();
    }

    /** The handshake is done, and this is the one that is used. */
    void made() {
        made = true;
        if (!streams.isEmpty()) {
            startKeepAlive();
        }
    }

    boolean isMade() {
        return made;
    }

    /** Whether it has never had a stream. */
    boolean isUnused() {
        return count.opened() == 0;
    }

    /** Where there is room, or early data can be sent. */
    @SuppressWarnings("deprecation") // the option has no other name in all of 4.2
    void open(NettyExchange exchange) {
        if (exchange.isOver()) {
            origin.served();
            return;
        }
        expiry.stop();
        count.add();
        Http3.newRequestStreamBootstrap(quic(), new RequestStream(exchange, this))
                .option(ChannelOption.AUTO_READ, false)
                .option(ChannelOption.RCVBUF_ALLOCATOR, READS)
                .create()
                .addListener(created -> {
                    if (!created.isSuccess()) {
                        refused(exchange);
                    }
                });
    }

    /** Nothing was sent. */
    private void refused(NettyExchange exchange) {
        if (made) {
            leave();
        }
        again(exchange);
    }

    /** Is sent once more, after the handshake. */
    void again(NettyExchange exchange) {
        origin.begin(QueuedRequest.afterHandshake(exchange));
    }

    void begins(Http3Stream stream) {
        streams.add(stream);
        if (made) {
            origin.served();
            startKeepAlive();
        }
        stream.begin();
    }

    private void startKeepAlive() {
        if (connector.sendsKeepAlives()) {
            if (keepAlive == null) {
                keepAlive = KeepAlive.of(quic(), connector.maxIdleTimeout(), this::lost);
            }
            keepAlive.start();
        }
    }

    void ends(Http3Stream stream) {
        streams.remove(stream);
        if (made) {
            expireIfUnused();
            origin.serve();
        } else {
            origin.earlyStreamEnded(stream.exchange());
        }
    }

    /** All its streams end with it, so that none has to be stopped. */
    boolean isClosing() {
        return connector.isClosing();
    }

    /** A stream of it was stopped before its end. */
    void abandoned() {
        if (expiry.abandoned()) {
            leave();
        }
    }

    /** Closes it after some time unless it gets a stream. */
    void expireIfUnused() {
        if (!streams.isEmpty() || expiry.isExpecting()) {
            return;
        }
        if (keepAlive != null) {
            keepAlive.stop();
        }
        if (leaving) {
            expiry.beginLast(quic().eventLoop(), this::close);
        } else {
            expiry.begin(quic().eventLoop(), connector.keepIdle(), this::leave);
        }
    }

    /** Requests wait for a stream, and it has never had one. */
    void expectStreams(Duration time) {
        expiry.expect(quic().eventLoop(), time, () -> {
            origin.allowsNoStreams();
            leave();
        });
    }

    /** The first event comes soon after the handshake. */
    private void streamsAllowed() {
        if (expiry.isExpecting() && hasRoom()) {
            expiry.stop();
            expireIfUnused();
        }
        origin.serve();
    }

    /** The server leaves, and processes no streams from this one on. */
    void goesAway(long firstNotProcessed) {
        leave();
        List.copyOf(streams).stream()
                .filter(each -> each.id() >= firstNotProcessed)
                .forEach(Http3Stream::notProcessed);
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
        if (quic != null) {
            quic.close(true, Http3ErrorCode.H3_NO_ERROR.code(), Unpooled.EMPTY_BUFFER);
        }
    }

    private void lost(Throwable cause) {
        end.by(cause);
        quic().close();
    }

    /** Why it ended. */
    Throwable lostBy() {
        return end.cause(quic(), connector.maxIdleTimeout());
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof QuicStreamLimitChangedEvent) {
            streamsAllowed();
        } else if (event instanceof QuicConnectionCloseEvent close) {
            end.by(Http3Errors.closedBy(close));
            leave();
        } else if (event instanceof SslEarlyDataReadyEvent) {
            origin.readyForEarlyData(this);
        }
        context.fireUserEventTriggered(event);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        end.by(Http3Errors.reported(cause));
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        if (keepAlive != null) {
            keepAlive.stop();
        }
        expiry.stop();
        leave();
        context.fireChannelInactive();
    }
}
