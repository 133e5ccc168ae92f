package dev.rivulet.sse.testkit;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownReadComplete;
import io.netty.handler.codec.http3.Http3DataFrame;
import io.netty.handler.codec.http3.Http3HeadersFrame;
import io.netty.handler.codec.quic.DefaultQuicStreamFrame;
import io.netty.handler.codec.quic.QuicStreamChannel;
import io.netty.handler.codec.quic.QuicStreamResetException;
import io.netty.util.ReferenceCountUtil;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** A stream that a client has opened: its request as it comes, and whether it was given up. */
final class Http3Stream extends ChannelInboundHandlerAdapter implements Leaving {
    private static final byte[] RESERVED_FRAME = {0x21, 0};
    private static final int MESSAGE_ERROR = 0x10e;

    private final Http3Connection connection;
    private final QuicStreamChannel channel;
    private final boolean early;
    private final ByteArrayOutputStream body = new ByteArrayOutputStream(); // of the loop
    private final CountDownLatch left = new CountDownLatch(1);
    private @Nullable Http3HeadersFrame head;
    private volatile OptionalInt code = OptionalInt.empty();
    private volatile boolean responseEnded;
    private volatile boolean raw;

    Http3Stream(Http3Connection connection, QuicStreamChannel channel) {
        this.connection = connection;
        this.channel = channel;
        this.early = !channel.parent().isActive();
    }

    /** Whether it was opened before the handshake was done. */
    boolean isEarly() {
        return early;
    }

    long id() {
        return channel.streamId();
    }

    QuicStreamChannel channel() {
        return channel;
    }

    boolean isOpen() {
        return !isOver() && !responseEnded && channel.isActive();
    }

    boolean hasResponseEnded() {
        return responseEnded;
    }

    void endResponse() {
        responseEnded = true;
    }

    /**
     * Ends the response after what was written before, with a reserved frame (RFC 9114, 7.2.8): an end without bytes is
     * sometimes lost by QUIC's library where other streams fill the packets.
     */
    ChannelFuture end() {
        responseEnded = true;
        var written = channel.newPromise();
        var frame = new DefaultQuicStreamFrame(Unpooled.wrappedBuffer(RESERVED_FRAME), true);
        channel.eventLoop().execute(() -> channel.pipeline().firstContext().writeAndFlush(frame, written));
        return written;
    }

    /** As {@link #end}, but with nothing after the bytes that were sent past the codec. */
    ChannelFuture endAsItIs() {
        responseEnded = true;
        return channel.shutdownOutput();
    }

    boolean isRaw() {
        return raw;
    }

    /** Writes bytes past the codec. */
    ChannelFuture raw(byte[] bytes) {
        raw = true;
        var written = channel.newPromise();
        channel.eventLoop()
                .execute(() -> channel.pipeline().firstContext().writeAndFlush(Unpooled.wrappedBuffer(bytes), written));
        return written;
    }

    /** Looks whether the client still reads. */
    void probe() {
        if (isOpen() && StoppedStreams.isStopped(channel)) {
            leave();
            channel.close(); // what waits to be written fails
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object frame) {
        if (frame instanceof Http3HeadersFrame headers && head == null) {
            head = headers;
            if (connection.answersBeforeBody()) {
                channel.config().setAutoRead(false); // the body stays where it is, and fills the window
                arrived(headers, false);
            }
        } else if (frame instanceof Http3DataFrame data) {
            ByteBuf content = data.content();
            body.writeBytes(ByteBufUtil.getBytes(content));
        }
        ReferenceCountUtil.release(frame);
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof ChannelInputShutdownReadComplete && head != null && !connection.answersBeforeBody()) {
            arrived(head, true);
        }
        context.fireUserEventTriggered(event);
    }

    private void arrived(Http3HeadersFrame headers, boolean whole) {
        List<Map.Entry<String, String>> fields = new ArrayList<>();
        headers.headers()
                .forEach(line -> fields.add(
                        Map.entry(line.getKey().toString(), line.getValue().toString())));
        var request = new Http2Request(fields);
        String fault = request.fault();
        if (fault == null && whole && !request.mayHaveLength(body.size())) {
            fault = "its content-length is not that of its body";
        }
        if (fault != null) {
            connection.note("stream " + id() + " is malformed: " + fault);
            channel.shutdownOutput(MESSAGE_ERROR);
            return;
        }
        connection.arrived(this, request.recorded(connection.origin(this), body.toByteArray()));
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (cause instanceof QuicStreamResetException reset) {
            code = OptionalInt.of((int) reset.applicationProtocolCode());
            leave();
        } else {
            connection.note("stream " + id() + ": " + cause);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        if (!responseEnded) {
            leave();
        } else {
            connection.left(this);
        }
    }

    /** The client has given it up, or the connection is over. */
    void leave() {
        left.countDown();
        connection.left(this);
    }

    void awaitLeaving() throws InterruptedException {
        left.await();
    }

    @Override
    public boolean isOver() {
        return left.getCount() == 0;
    }

    @Override
    public OptionalInt code() {
        return code;
    }
}
