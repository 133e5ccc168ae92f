package dev.rivulet.sse.testkit;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.handler.codec.http3.DefaultHttp3DataFrame;
import io.netty.handler.codec.http3.DefaultHttp3HeadersFrame;
import io.netty.handler.codec.http3.Http3HeadersFrame;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Map;
import java.util.function.IntUnaryOperator;

/** The writing side of one HTTP/3 stream. */
final class Http3Wire implements Wire {
    private static final int INTERNAL_ERROR = 0x102;
    private static final int QUIC_INTERNAL_ERROR = 1;

    private final Http3Connection connection;
    private final Http3Stream stream;
    private Cut cut = Cut.never();

    Http3Wire(Http3Connection connection, Http3Stream stream) {
        this.connection = connection;
        this.stream = stream;
    }

    @Override
    public boolean isOpen() {
        return stream.isOpen() && connection.isOpen();
    }

    @Override
    public void begin() {}

    @Override
    public boolean interim(int status, List<String> headerLines) throws InterruptedException {
        return headers(Http2Head.interim(status, headerLines));
    }

    /** With the end of the stream where nothing follows. */
    @Override
    public boolean head(Head head, boolean alone) throws InterruptedException {
        boolean written = headers(Http2Head.of(head));
        boolean end = alone && cut.isNever() && head.trailers().lines().isEmpty();
        return written && (!end || ended());
    }

    private boolean headers(List<Map.Entry<String, String>> fields) throws InterruptedException {
        Http3HeadersFrame frame = new DefaultHttp3HeadersFrame();
        fields.forEach(field -> frame.headers().add(field.getKey(), field.getValue()));
        return isOpen() && isWritten(stream.channel().writeAndFlush(frame));
    }

    @Override
    public boolean raw(byte[] bytes) throws InterruptedException {
        return isOpen() && isWritten(stream.raw(bytes));
    }

    /** It is written when the client's windows have taken it. */
    @Override
    public boolean body(byte[] bytes) throws InterruptedException {
        boolean last = cut.isWithin(bytes);
        byte[] part = cut.before(bytes);
        if (!isOpen()
                || !isWritten(stream.channel().writeAndFlush(new DefaultHttp3DataFrame(Unpooled.copiedBuffer(part))))) {
            return false;
        }
        return !last || (cut.isReset() ? reset() : fin());
    }

    @Override
    public boolean cutAfter(long bodyBytes, boolean reset) {
        cut = Cut.after(bodyBytes, reset);
        return true;
    }

    @Override
    public boolean complete(Head head) throws InterruptedException {
        if (stream.hasResponseEnded()) {
            return true;
        }
        boolean whole = head.trailers().lines().isEmpty() || headers(Http2Head.trailers(head));
        return whole && isOpen() && ended();
    }

    /** The stream's end, after what was written before. */
    private boolean ended() throws InterruptedException {
        return isWritten(stream.isRaw() ? stream.endAsItIs() : stream.end());
    }

    @Override
    public boolean close() {
        connection.leave(stream);
        return false;
    }

    /** QUIC ends a connection by one packet; what the client has not read yet may be lost with it. */
    @Override
    public boolean fin() {
        connection.close(true, INTERNAL_ERROR);
        return false;
    }

    @Override
    public boolean hang() throws InterruptedException {
        stream.awaitLeaving();
        return false;
    }

    @Override
    public boolean reset() {
        connection.close(false, QUIC_INTERNAL_ERROR);
        return false;
    }

    @Override
    public boolean resetStream(int errorCode) {
        stream.endResponse();
        stream.channel().shutdownOutput(errorCode);
        return false;
    }

    @Override
    public boolean closeConnection(int transportError) {
        connection.close(false, transportError);
        return false;
    }

    @Override
    public boolean stopSending(int errorCode) {
        stream.channel().shutdownInput(errorCode);
        return isOpen();
    }

    @Override
    public boolean goAway(IntUnaryOperator lastStream, int errorCode) {
        connection.goAway(lastStream.applyAsInt((int) stream.id()));
        return isOpen();
    }

    /** The flags are HTTP/2's. */
    @Override
    public boolean frame(int type, int flags, byte[] payload) throws InterruptedException {
        var bytes = new ByteArrayOutputStream();
        number(type, bytes);
        number(payload.length, bytes);
        bytes.writeBytes(payload);
        return isOpen() && isWritten(stream.raw(bytes.toByteArray()));
    }

    /** In four bytes (RFC 9000, 16). */
    private static void number(int value, ByteArrayOutputStream to) {
        to.write(0x80 | value >>> 24);
        to.write(value >>> 16);
        to.write(value >>> 8);
        to.write(value);
    }

    private boolean isWritten(ChannelFuture write) throws InterruptedException {
        write.await();
        if (!write.isSuccess() && !stream.hasResponseEnded()) {
            stream.leave();
        }
        return write.isSuccess();
    }
}
