package dev.rivulet.sse.netty;

import dev.rivulet.sse.http.Phase;
import dev.rivulet.sse.netty.internal.BodyDelivery;
import dev.rivulet.sse.netty.internal.Loops;
import dev.rivulet.sse.netty.internal.NettyExchange;
import dev.rivulet.sse.netty.internal.NettyResponseHeads;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequestEncoder;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import io.netty.util.ReferenceCountUtil;
import java.net.ProtocolException;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A connection that speaks HTTP/1.1, with one exchange at a time. It closes itself, unless a response ended cleanly and
 * completely and may be followed by another. On the loop only.
 */
final class Http1Connection extends ChannelInboundHandlerAdapter implements BodyDelivery.Source, PlainChunks.Sink {
    /** Of one exchange: it would take as long as the head may, and never end. */
    private static final int MOST_INTERIM = 1_000;

    private static final String DECODER = "rivulet-decoder";
    private static final String ENCODER = "rivulet-encoder";

    private enum State {
        IDLE,
        HEAD,
        INTERIM,
        BODY,
        /** All of it came; some may not be delivered yet. */
        WHOLE,
        ENDED
    }

    private final Http1Decoder decoder;
    private final Channel channel;
    private final Duration keepIdle;
    private final Route route;
    private final Keeper keeper;

    private State state = State.IDLE;
    private @Nullable NettyExchange exchange;
    private @Nullable BodyDelivery inflow;
    private boolean reading;
    private boolean sent;
    private boolean persists;
    private int interims;
    private @Nullable Future<?> expiry;

    /** Who keeps connections for the next exchange. */
    interface Keeper {
        /** It may be given out again. */
        void idle(Http1Connection connection);

        /** It was idle for so long that it should be closed, unless it was given out. */
        void expired(Http1Connection connection);

        void closed(Http1Connection connection);
    }

    Http1Connection(Channel channel, Route route, Duration keepIdle, Keeper keeper) {
        this.channel = channel;
        this.decoder = new Http1Decoder(route.headBytes(), this);
        this.keepIdle = keepIdle;
        this.route = route;
        this.keeper = keeper;
        channel.pipeline().addLast(DECODER, decoder).addLast(this);
    }

    Channel channel() {
        return channel;
    }

    Route route() {
        return route;
    }

    /** It was given out for nothing. */
    void unused() {
        stopExpiry();
        settle();
    }

    /** Sends the request and reads up to the head. The channel is active. */
    void begin(NettyExchange next, FullHttpRequest request) {
        stopExpiry();
        exchange = next;
        inflow = null;
        state = State.HEAD;
        sent = false;
        interims = 0;
        next.sends();
        decoder.answersTo(next.request.method());
        next.abortBy(() -> Loops.run(channel.eventLoop(), () -> abort(next)));
        channel.pipeline().addBefore(DECODER, ENCODER, new HttpRequestEncoder());
        new RequestSender(channel, () -> exchange == next, this::written).send(request);
        channel.read();
    }

    private void written(ChannelFuture written) {
        sent = written.isSuccess();
        if (!sent) {
            fail(NettyErrors.reported(written.cause()));
        } else if (channel.pipeline().get(ENCODER) != null) {
            channel.pipeline().remove(ENCODER); // a stream that waits for its events does without
        }
    }

    private void abort(NettyExchange cancelled) {
        if (exchange == cancelled) {
            close();
        }
    }

    void close() {
        channel.close();
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        reading = true;
        NettyExchange current = exchange;
        if (current == null || current.isOver() || state == State.WHOLE) {
            ReferenceCountUtil.release(message);
            close(); // it was not asked for
        } else if (message instanceof HttpObject part && part.decoderResult().isFailure()) {
            ReferenceCountUtil.release(message);
            broken(part.decoderResult().cause(), current);
        } else if (message instanceof HttpResponse response) {
            response(response, current);
        } else if (message instanceof HttpContent content) {
            content(content);
        } else {
            ReferenceCountUtil.release(message);
        }
    }

    private void broken(Throwable cause, NettyExchange current) {
        boolean tooLong = cause instanceof TooLongFrameException && state != State.BODY;
        fail(tooLong ? NettyErrors.headTooLong(current.request.headBytes()) : NettyErrors.broken(cause));
    }

    private void response(HttpResponse response, NettyExchange current) {
        if (response.status().code() == 101) {
            fail(new ProtocolException("the server switches protocols (101), which was not asked for"));
        } else if (response.status().codeClass() == HttpStatusClass.INFORMATIONAL) {
            interim();
        } else if (response.status().code() < 200) {
            fail(new ProtocolException("no status: " + response.status().code()));
        } else if (!NettyResponseHeads.isFramedAtMostOnce(response.headers())) {
            fail(new ProtocolException("this Transfer-Encoding cannot be followed: "
                    + response.headers().getAll(HttpHeaderNames.TRANSFER_ENCODING)));
        } else {
            state = State.BODY;
            persists = HttpUtil.isKeepAlive(response);
            var body = new BodyDelivery(current, channel, this);
            inflow = body;
            current.head(NettyResponseHeads.http1(response), body);
        }
    }

    private void interim() {
        state = State.INTERIM;
        if (++interims > MOST_INTERIM) {
            fail(new ProtocolException("more than " + MOST_INTERIM + " interim responses, and no final one"));
        }
    }

    /** A part of the body that goes past Netty's decoder. */
    @Override
    public void data(ByteBuf buffer, int length) {
        reading = true;
        NettyExchange current = exchange;
        BodyDelivery body = inflow;
        if (current == null || current.isOver() || body == null) {
            close(); // it was not asked for
        } else {
            body.data(buffer, length);
        }
    }

    private void content(HttpContent content) {
        boolean isLast = content instanceof LastHttpContent;
        BodyDelivery body = inflow;
        if (state == State.INTERIM || body == null) {
            content.release();
            state = isLast ? State.HEAD : state;
            return;
        }
        state = isLast ? State.WHOLE : state;
        body.data(content.content());
        if (isLast) {
            body.end();
        }
    }

    @Override
    public void read() {
        channel.read();
    }

    @Override
    public void consumed(int bytes) {}

    @Override
    public void whole() {
        exchange = null;
        state = State.ENDED;
        if (!sent || !persists) {
            close();
        } else if (!reading) {
            settle();
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        reading = false;
        BodyDelivery body = inflow;
        if (state == State.ENDED) {
            settle();
        } else if (body != null) {
            body.readComplete();
        } else if (state == State.IDLE && decoder.hasMore()) {
            close(); // it was not asked for
        } else {
            channel.read(); // the head is not whole, or the connection is kept
        }
    }

    /** No byte may be left unread: RFC 9112, 9.3. */
    private void settle() {
        inflow = null;
        if (decoder.hasMore() || !channel.isActive()) {
            close();
        } else {
            state = State.IDLE;
            channel.read(); // to see its end
            expiry = channel.eventLoop()
                    .schedule(() -> keeper.expired(this), Loops.nanos(keepIdle), TimeUnit.NANOSECONDS);
            keeper.idle(this);
        }
    }

    private void stopExpiry() {
        if (expiry != null) {
            expiry.cancel(false);
            expiry = null;
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        fail(NettyErrors.eof("the connection ended " + (state == State.BODY ? "within the body" : "before the head")));
        stopExpiry();
        keeper.closed(this);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        fail(NettyErrors.reported(cause));
        close();
    }

    /**
     * TLS was ended by the peer: what follows is ignored (RFC 8446, 6.1). Without its close_notify, the end of the
     * connection is no end of a body (RFC 9112, 9.8).
     */
    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof SslCloseCompletionEvent end) {
            if (!end.isSuccess()) {
                fail(NettyErrors.eof("the connection ended without close_notify"));
            }
            close();
        }
    }

    private void fail(Throwable cause) {
        NettyExchange failed = exchange;
        BodyDelivery body = inflow;
        exchange = null;
        if (failed == null) {
            return;
        }
        close();
        if (body != null) {
            body.fail(Phase.BODY, cause);
        } else {
            failed.fail(NettyErrors.beforeHead(sent, cause), cause);
        }
    }
}
