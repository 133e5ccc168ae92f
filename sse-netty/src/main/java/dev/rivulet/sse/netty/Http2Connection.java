package dev.rivulet.sse.netty;

import dev.rivulet.sse.http.Phase;
import dev.rivulet.sse.netty.internal.Loops;
import dev.rivulet.sse.netty.internal.NettyExchange;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http2.DefaultHttp2PingFrame;
import io.netty.handler.codec.http2.DefaultHttp2WindowUpdateFrame;
import io.netty.handler.codec.http2.Http2CodecUtil;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2FrameCodec;
import io.netty.handler.codec.http2.Http2GoAwayFrame;
import io.netty.handler.codec.http2.Http2MultiplexHandler;
import io.netty.handler.codec.http2.Http2PingFrame;
import io.netty.handler.codec.http2.Http2SettingsFrame;
import io.netty.handler.codec.http2.Http2StreamChannelBootstrap;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A connection that speaks HTTP/2 and is shared. A paused stream keeps what its window holds of the connection's window,
 * which is therefore as large as it can be: two thousand paused streams hold back no other.
 */
final class Http2Connection extends ChannelInboundHandlerAdapter {
    private final Channel channel;
    private final Http2Pool origin;
    private final TransportSettings settings;
    private final StreamSlots places = new StreamSlots();
    private final Http2FrameCodec codec;
    private final ControlFrameWriter writer;

    private @Nullable Throwable lostBy;
    private @Nullable Future<?> expiry;
    private boolean unanswered; // a PING
    private boolean settled; // the server's first SETTINGS came

    /** On the channel's loop. */
    Http2Connection(Channel channel, Http2Pool origin, int headBytes, TransportSettings settings) {
        this.channel = channel;
        this.origin = origin;
        this.settings = settings;
        // Header lists count 32 bytes more a line than HTTP/1.1's notation (RFC 9113, 6.5.2): the lines measure
        // exactly.
        var http2 = new Http2Codec(10L * headBytes);
        codec = http2.build();
        writer = http2.writer();
        channel.pipeline().addLast(codec, new Http2MultiplexHandler(new Pushed()), this);
        channel.write(new DefaultHttp2WindowUpdateFrame(Integer.MAX_VALUE - Http2CodecUtil.DEFAULT_WINDOW_SIZE));
        channel.flush();
        channel.config().setAutoRead(true);
        Duration ping = settings.pingInterval();
        if (ping != null) {
            long nanos = Loops.nanos(ping);
            // Not at a fixed rate: after a pause of the loop two of them would follow each other at once.
            Future<?> pings =
                    channel.eventLoop().scheduleWithFixedDelay(this::ping, nanos, nanos, TimeUnit.NANOSECONDS);
            channel.closeFuture().addListener(closed -> pings.cancel(false));
        }
    }

    /** Guarded by the origin's lock. */
    StreamSlots places() {
        return places;
    }

    /** Why it ended, where that is known. On the loop. */
    @Nullable
    Throwable lostBy() {
        return lostBy;
    }

    /** Opens a stream, in a place that was reserved. Any thread. */
    void begin(NettyExchange exchange) {
        Loops.run(channel.eventLoop(), () -> open(exchange));
    }

    private void open(NettyExchange exchange) {
        stopExpiry();
        if (exchange.isOver()) {
            origin.released(this);
        } else if (!channel.isActive() || writer.isStalled()) {
            origin.leaves(this);
            origin.released(this);
            origin.begin(exchange); // nothing was sent
        } else {
            var line = new Http2StreamHandler(exchange, this);
            new Http2StreamChannelBootstrap(channel).handler(line).open().addListener(future -> {
                if (future.isSuccess()) {
                    line.begin();
                } else {
                    origin.released(this);
                    exchange.fail(Phase.SEND, NettyErrors.notProcessed("no stream could be opened"));
                }
            });
        }
    }

    /** So many bytes of a stream's data were delivered, so that as many may come. On the loop. */
    void consumed(int stream, int bytes) {
        try {
            if (codec.decoder().flowController().consumeBytes(codec.connection().stream(stream), bytes)) {
                channel.flush();
            }
        } catch (Http2Exception e) {
            lost(e);
        }
    }

    /** A stream is over. */
    void released() {
        origin.released(this);
    }

    /** No exchange has a place on it now. Any thread. */
    void unused() {
        Loops.run(channel.eventLoop(), () -> {
            stopExpiry();
            long nanos = Loops.nanos(settings.keepIdle());
            expiry = channel.eventLoop().schedule(() -> origin.expired(this), nanos, TimeUnit.NANOSECONDS);
        });
    }

    private void stopExpiry() {
        if (expiry != null) {
            expiry.cancel(false);
            expiry = null;
        }
    }

    private void ping() {
        if (unanswered) {
            lost(new IOException("no answer to PING within " + settings.pingInterval()));
            return;
        }
        unanswered = true;
        channel.writeAndFlush(new DefaultHttp2PingFrame(System.nanoTime()));
    }

    /** The server takes no further stream. */
    void leaves() {
        origin.leaves(this);
    }

    void close() {
        channel.close();
    }

    private void lost(Throwable cause) {
        lostBy = lostBy == null ? cause : lostBy;
        channel.close();
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object frame) {
        if (frame instanceof Http2SettingsFrame said) {
            settings(said.settings().maxConcurrentStreams());
        } else if (frame instanceof Http2GoAwayFrame) {
            leaves();
        } else if (frame instanceof Http2PingFrame ping && ping.ack()) {
            unanswered = false;
        }
        ReferenceCountUtil.release(frame);
    }

    /** What is not said stays as it was (RFC 9113, 6.5), at first unlimited. */
    private void settings(@Nullable Long streams) {
        if (streams != null || !settled) {
            origin.allows(this, streams == null ? Integer.MAX_VALUE : streams);
        }
        settled = true;
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) throws Exception {
        origin.leaves(this);
        stopExpiry();
        super.channelInactive(context);
    }

    /** Closes after the codec, which reports to the server in a GOAWAY what it did. */
    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        lostBy = lostBy == null ? NettyErrors.reported(cause) : lostBy;
        Loops.later(channel.eventLoop(), channel::close);
    }

    /** Pushes are switched off, and the multiplexer wants a handler for them. */
    @ChannelHandler.Sharable
    private static final class Pushed extends ChannelInboundHandlerAdapter {
        @Override
        public void handlerAdded(ChannelHandlerContext context) {
            context.close();
        }
    }
}
