package dev.rivulet.sse.netty;

import dev.rivulet.sse.http.Phase;
import dev.rivulet.sse.http.ResponseHead;
import dev.rivulet.sse.netty.internal.BodyDelivery;
import dev.rivulet.sse.netty.internal.Loops;
import dev.rivulet.sse.netty.internal.NettyExchange;
import dev.rivulet.sse.netty.internal.NettyResponseHeads;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http2.DefaultHttp2DataFrame;
import io.netty.handler.codec.http2.DefaultHttp2HeadersFrame;
import io.netty.handler.codec.http2.Http2DataFrame;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2GoAwayFrame;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2HeadersFrame;
import io.netty.handler.codec.http2.Http2ResetFrame;
import io.netty.handler.codec.http2.Http2StreamChannel;
import io.netty.handler.codec.http2.Http2StreamChannelOption;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.net.ProtocolException;
import org.jspecify.annotations.Nullable;

/**
 * One stream of HTTP/2, with its exchange. Its channel reads always: what may not be delivered yet waits in the {@link BodyDelivery},
 * and the server's window is opened by what was delivered. On the loop only.
 */
final class Http2StreamHandler extends ChannelInboundHandlerAdapter implements BodyDelivery.Source {
    private static final int SWITCHING_PROTOCOLS = 101;

    private final NettyExchange exchange;
    private final Http2Connection connection;
    private @Nullable Http2StreamChannel stream;
    private @Nullable BodyDelivery inflow;
    private boolean lacksBody; // a length was announced, and nothing of it has come
    private boolean headSent;
    private boolean sent;

    Http2StreamHandler(NettyExchange exchange, Http2Connection connection) {
        this.exchange = exchange;
        this.connection = connection;
    }

    /** Before the stream is registered. */
    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        stream = (Http2StreamChannel) context.channel();
        stream.config().setOption(Http2StreamChannelOption.AUTO_STREAM_FLOW_CONTROL, false);
        stream.config().setRecvByteBufAllocator(OneBurstPerRead.ALLOCATOR);
        stream.closeFuture().addListener(closed -> connection.released());
    }

    void begin() {
        Channel channel = stream();
        exchange.abortBy(() -> Loops.run(channel.eventLoop(), channel::close)); // which resets the stream
        if (exchange.isOver()) {
            return;
        }
        exchange.sends();
        byte[] body = exchange.request.body();
        var head = new DefaultHttp2HeadersFrame(NettyRequests.http2(exchange.request), body == null);
        channel.write(head).addListener(body == null ? this::written : this::headWritten);
        if (body != null) {
            channel.write(new DefaultHttp2DataFrame(NettyRequests.body(body), true))
                    .addListener(this::written);
        }
        channel.flush();
    }

    private void written(Future<? super Void> written) {
        sent = written.isSuccess();
        headWritten(written);
        if (!sent && inflow == null) {
            fail(NettyErrors.reported(written.cause()));
        }
    }

    /** Without the head there is no stream that the server could have processed. */
    private void headWritten(Future<? super Void> written) {
        if (!written.isSuccess() && !headSent) {
            fail(NettyErrors.notProcessed("the connection ended before it was sent"));
        }
        headSent = true;
    }

    private Http2StreamChannel stream() {
        if (stream == null) {
            throw new IllegalStateException("the stream is not there yet");
        }
        return stream;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object frame) {
        if (exchange.isOver()) {
            ReferenceCountUtil.release(frame);
        } else if (frame instanceof Http2DataFrame data) {
            data(data);
        } else if (frame instanceof Http2HeadersFrame headers && inflow != null) {
            if (headers.isEndStream()) { // trailers
                end(inflow);
            }
        } else if (frame instanceof Http2HeadersFrame headers) {
            head(headers);
        } else {
            ReferenceCountUtil.release(frame);
        }
    }

    private void head(Http2HeadersFrame headers) {
        int status = NettyResponseHeads.status(headers.headers().status());
        if (status >= 100 && status < 200 && status != SWITCHING_PROTOCOLS && !headers.isEndStream()) {
            return; // an interim response
        }
        ResponseHead head = NettyResponseHeads.http2(status, headers.headers());
        if (status < 200) {
            fail(new ProtocolException(
                    "no status for HTTP/2: " + headers.headers().status()));
        } else if (NettyResponseHeads.bytes(head) > exchange.request.headBytes()) {
            fail(NettyErrors.headTooLong(exchange.request.headBytes()));
        } else {
            var body = new BodyDelivery(exchange, stream().parent(), this);
            inflow = body;
            lacksBody = announcesBody(status, headers.headers());
            exchange.head(head, body);
            if (headers.isEndStream()) {
                end(body);
            }
        }
    }

    private boolean announcesBody(int status, Http2Headers headers) {
        boolean mayHaveOne = !exchange.request.method().equals("HEAD") && status != 204 && status != 304;
        return mayHaveOne && headers.getLong(HttpHeaderNames.CONTENT_LENGTH, 0) > 0;
    }

    /** Netty compares lengths too, but takes an answer without a byte for one to HEAD. */
    private void end(BodyDelivery body) {
        if (lacksBody) {
            fail(new ProtocolException("the body is empty, and its content-length is not"));
        } else {
            body.end();
        }
    }

    private void data(Http2DataFrame data) {
        boolean isLast = data.isEndStream();
        if (inflow == null) {
            data.release();
            fail(new ProtocolException("DATA before a head"));
            return;
        }
        int bytes = data.content().readableBytes();
        lacksBody &= bytes == 0;
        if (data.padding() > 0) {
            consumed(data.initialFlowControlledBytes() - bytes);
        }
        inflow.data(data.content());
        if (isLast) {
            end(inflow);
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        if (inflow != null) {
            inflow.readComplete();
        }
    }

    /** It is not asked for: it comes. */
    @Override
    public void read() {}

    @Override
    public void whole() {
        stream().close();
    }

    @Override
    public void consumed(int bytes) {
        connection.consumed(stream().stream().id(), bytes);
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof Http2ResetFrame reset) {
            boolean refused = reset.errorCode() == Http2Error.REFUSED_STREAM.code() && inflow == null;
            fail(
                    refused
                            ? NettyErrors.notProcessed("it refused the stream")
                            : new IOException("the server reset the stream: " + name(reset.errorCode())));
        } else if (event instanceof Http2GoAwayFrame) {
            connection.leaves(); // before a caller that learns of it opens another
            fail(NettyErrors.notProcessed("it goes away"));
        }
        ReferenceCountUtil.release(event);
    }

    private static String name(long errorCode) {
        Http2Error error = Http2Error.valueOf(errorCode);
        return error == null ? Long.toString(errorCode) : error.name();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        Throwable known = connection.lostBy();
        fail(
                known == null
                        ? NettyErrors.eof(
                                "the stream ended " + (inflow == null ? "before the head" : "within the body"))
                        : known);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        Throwable inner = cause.getCause() == null ? cause : cause.getCause();
        boolean tooLong = inner instanceof Http2Exception.HeaderListSizeException && inflow == null;
        fail(tooLong ? NettyErrors.headTooLong(exchange.request.headBytes()) : NettyErrors.reported(cause));
    }

    private void fail(Throwable cause) {
        stream().close();
        if (inflow != null) {
            inflow.fail(Phase.BODY, cause);
        } else {
            exchange.fail(NettyErrors.beforeHead(sent, cause), cause);
        }
    }
}
