package dev.rivulet.sse.http3;

import dev.rivulet.sse.http.Phase;
import dev.rivulet.sse.http.ResponseHead;
import dev.rivulet.sse.netty.internal.BodyDelivery;
import dev.rivulet.sse.netty.internal.Loops;
import dev.rivulet.sse.netty.internal.NettyExchange;
import dev.rivulet.sse.netty.internal.NettyResponseHeads;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownReadComplete;
import io.netty.channel.socket.ChannelOutputShutdownException;
import io.netty.handler.codec.http3.DefaultHttp3DataFrame;
import io.netty.handler.codec.http3.DefaultHttp3HeadersFrame;
import io.netty.handler.codec.http3.Http3DataFrame;
import io.netty.handler.codec.http3.Http3ErrorCode;
import io.netty.handler.codec.http3.Http3Headers;
import io.netty.handler.codec.http3.Http3HeadersFrame;
import io.netty.handler.codec.quic.QuicStreamChannel;
import io.netty.handler.codec.quic.QuicStreamResetException;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import java.io.EOFException;
import java.io.IOException;
import java.net.ProtocolException;

/**
 * One stream, with its exchange. It is read when there is credit, and before the head; QUIC's flow control makes the server
 * wait for the rest. On the loop only.
 */
final class Http3Stream extends ChannelInboundHandlerAdapter implements BodyDelivery.Source {
    private static final int SWITCHING_PROTOCOLS = 101;
    private static final int TOO_EARLY = 425;

    private final NettyExchange exchange;
    private final Http3Connection connection;
    private final QuicStreamChannel stream;
    private final FrameEnds frames;
    private final BodyDelivery body;
    private final boolean early;
    private boolean handedBack;
    private boolean hasHead;
    private boolean headSent;
    private boolean sent;
    private boolean stopped;

    Http3Stream(NettyExchange exchange, Http3Connection connection, QuicStreamChannel stream, FrameEnds frames) {
        this.exchange = exchange;
        this.connection = connection;
        this.stream = stream;
        this.frames = frames;
        this.body = new BodyDelivery(exchange, stream, this);
        this.early = !connection.isMade();
    }

    NettyExchange exchange() {
        return exchange;
    }

    long id() {
        return stream.streamId();
    }

    void begin() {
        exchange.abortBy(() -> Loops.run(stream.eventLoop(), this::stop));
        if (exchange.isOver()) {
            return;
        }
        exchange.sends();
        byte[] content = exchange.request.body();
        frames.endWithNextFlush();
        ChannelFuture last = stream.write(new DefaultHttp3HeadersFrame(Http3Requests.head(exchange.request)));
        last.addListener(this::headWritten);
        if (content != null && content.length > 0) {
            last = stream.write(new DefaultHttp3DataFrame(Unpooled.wrappedBuffer(content)));
        }
        last.addListener(this::written);
        stream.flush();
        stream.read();
    }

    /** Without the head there is nothing that the server could have processed. */
    private void headWritten(Future<? super Void> written) {
        headSent = written.isSuccess();
        if (!headSent) {
            fail(Http3Errors.notProcessed("the connection ended before it was sent"));
        }
    }

    /** A server may answer before it has read all, and stop the rest (RFC 9114, 4.1). */
    private void written(Future<? super Void> written) {
        sent = written.isSuccess();
        if (!sent && !hasHead && !(written.cause() instanceof ChannelOutputShutdownException)) {
            fail(Http3Errors.reported(written.cause()));
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object frame) {
        if (exchange.isOver() || isSentAgain()) {
            ReferenceCountUtil.release(frame);
        } else if (frame instanceof Http3DataFrame data && hasHead) {
            body.data(data.content());
        } else if (frame instanceof Http3HeadersFrame headers && !hasHead) {
            head(headers.headers());
        } else {
            ReferenceCountUtil.release(frame); // trailers, and frames of unknown types
        }
    }

    private void head(Http3Headers headers) {
        int status = NettyResponseHeads.status(headers.status());
        if (status >= 100 && status < 200 && status != SWITCHING_PROTOCOLS) {
            return; // an interim response
        }
        if (status == TOO_EARLY && early) {
            handBack();
            return;
        }
        ResponseHead head = NettyResponseHeads.of(status, headers.iterator(), "h3");
        if (status < 200) {
            fail(new ProtocolException("no status for HTTP/3: " + headers.status()));
        } else if (NettyResponseHeads.bytes(head) > exchange.request.headBytes()) {
            fail(Http3Errors.headTooLong(exchange.request.headBytes()));
        } else {
            hasHead = true;
            exchange.head(head, body);
            if (!Http3Requests.mayHaveBody(exchange.request, status, headers)) {
                stream.read(); // only its end can come, which needs no credit
            }
        }
    }

    /** The server takes it after the handshake only (RFC 8470, 5.2); what it answers then is delivered, whatever it is. */
    private void handBack() {
        handedBack = true;
        stop();
        connection.again(exchange);
    }

    /** On another stream; or it fails with the handshake. */
    private boolean isSentAgain() {
        return handedBack || !connection.isMade();
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        if (hasHead) {
            body.readComplete();
        } else {
            stream.read();
        }
    }

    @Override
    public void read() {
        stream.read();
    }

    /** What was read opens the server's window. */
    @Override
    public void consumed(int bytes) {}

    /** Nothing of the request is needed any more. */
    @Override
    public void whole() {
        if (!sent) {
            stop(Http3ErrorCode.H3_NO_ERROR);
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof ChannelInputShutdownReadComplete) {
            inputEnded();
        }
        ReferenceCountUtil.release(event);
    }

    private void inputEnded() {
        if (!frames.isBetweenFrames()) {
            fail(new ProtocolException("the stream ended within a frame"));
        } else if (hasHead) {
            body.end();
        } else {
            fail(new EOFException("the stream ended before the head"));
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        fail(connection.lostBy());
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (cause instanceof QuicStreamResetException reset) {
            resetBy(reset.applicationProtocolCode());
        } else {
            fail(Http3Errors.reported(cause));
        }
    }

    private void resetBy(long code) {
        fail(
                code == Http3ErrorCode.H3_REQUEST_REJECTED.code() && !hasHead
                        ? Http3Errors.notProcessed("it rejected the request")
                        : new IOException("the server reset the stream: " + Http3Errors.name(code)));
    }

    /** The server leaves, and says that it has not processed it. */
    void notProcessed() {
        fail(
                hasHead
                        ? new ProtocolException("GOAWAY excludes a stream that the server has answered")
                        : Http3Errors.notProcessed("it goes away"));
    }

    private void fail(Throwable cause) {
        stop();
        if (isSentAgain()) {
            return;
        }
        if (hasHead) {
            body.fail(Phase.BODY, cause);
        } else {
            exchange.fail(headSent ? Phase.HEAD : Phase.SEND, cause);
        }
    }

    private void stop() {
        stop(Http3ErrorCode.H3_REQUEST_CANCELLED);
    }

    /** Asks the server to send nothing more; the connection stays. */
    private void stop(Http3ErrorCode code) {
        if (stopped || !stream.isActive() || connection.isClosing()) {
            return;
        }
        stopped = true;
        if (!stream.isInputShutdown()) {
            connection.abandoned();
            stream.shutdownInput(code.code());
        }
        if (!sent) {
            stream.shutdownOutput(code.code());
        }
        stream.close();
    }
}
