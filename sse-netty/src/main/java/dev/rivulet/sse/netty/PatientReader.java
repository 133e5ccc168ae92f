package dev.rivulet.sse.netty;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2ConnectionAdapter;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2FrameListener;
import io.netty.handler.codec.http2.Http2FrameListenerDecorator;
import io.netty.handler.codec.http2.Http2FrameReader;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2LocalFlowController;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.codec.http2.Http2Stream;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Drops what comes to a stream that was reset from here, as RFC 9113, 5.1, says. Netty would log each frame, or answer each
 * with a further RST_STREAM, which servers take for an attack.
 *
 * <p>It also ends the connection of a server that asks for answers and does not read them.
 */
final class PatientReader implements Http2FrameReader {
    private static final int MOST_REMEMBERED = 1_000;
    private static final long MOST_UNREAD = 1 << 20;

    private final Http2FrameReader frames;
    private final Http2Connection connection;
    private final Set<Integer> resetStreams = new LinkedHashSet<>();
    private @Nullable Http2FrameListener decorated;
    private @Nullable Http2FrameListener decorator;

    PatientReader(Http2FrameReader frames, Http2Connection connection) {
        this.frames = frames;
        this.connection = connection;
        connection.addListener(new Http2ConnectionAdapter() {
            @Override
            public void onStreamRemoved(Http2Stream stream) {
                if (stream.isResetSent()) {
                    remember(stream.id());
                }
            }
        });
    }

    private void remember(int stream) {
        if (resetStreams.size() == MOST_REMEMBERED) {
            resetStreams.remove(resetStreams.iterator().next());
        }
        resetStreams.add(stream);
    }

    @Override
    public void readFrame(ChannelHandlerContext context, ByteBuf input, Http2FrameListener listener)
            throws Http2Exception {
        Http2FrameListener to = decorator;
        if (to == null || decorated != listener) {
            to = new Sieve(listener);
            decorated = listener;
            decorator = to;
        }
        frames.readFrame(context, input, to);
    }

    @Override
    public Configuration configuration() {
        return frames.configuration();
    }

    @Override
    public void close() {
        frames.close();
    }

    private final class Sieve extends Http2FrameListenerDecorator {
        Sieve(Http2FrameListener listener) {
            super(listener);
        }

        @Override
        public int onDataRead(ChannelHandlerContext context, int id, ByteBuf data, int padding, boolean isLast)
                throws Http2Exception {
            Http2Stream stream = connection.stream(id);
            if (!isReset(id, stream)) {
                return super.onDataRead(context, id, data, padding, isLast);
            }
            int bytes = data.readableBytes() + padding;
            Http2LocalFlowController windows = connection.local().flowController();
            windows.receiveFlowControlledFrame(stream, data, padding, isLast);
            windows.consumeBytes(stream, bytes);
            return bytes;
        }

        @Override
        public void onHeadersRead(
                ChannelHandlerContext context, int id, Http2Headers headers, int padding, boolean isLast)
                throws Http2Exception {
            if (!isReset(id, connection.stream(id))) {
                super.onHeadersRead(context, id, headers, padding, isLast);
            }
        }

        @Override
        public void onHeadersRead(
                ChannelHandlerContext context,
                int id,
                Http2Headers headers,
                int dependency,
                short weight,
                boolean exclusive,
                int padding,
                boolean isLast)
                throws Http2Exception {
            if (!isReset(id, connection.stream(id))) {
                super.onHeadersRead(context, id, headers, dependency, weight, exclusive, padding, isLast);
            }
        }

        private boolean isReset(int id, @Nullable Http2Stream stream) {
            return stream == null ? resetStreams.contains(id) : stream.isResetSent();
        }

        @Override
        public void onPingRead(ChannelHandlerContext context, long data) throws Http2Exception {
            checkAnswersAreRead(context);
            super.onPingRead(context, data);
        }

        @Override
        public void onSettingsRead(ChannelHandlerContext context, Http2Settings settings) throws Http2Exception {
            checkAnswersAreRead(context);
            super.onSettingsRead(context, settings);
        }

        private static void checkAnswersAreRead(ChannelHandlerContext context) throws Http2Exception {
            if (context.channel().bytesBeforeWritable() > MOST_UNREAD) {
                throw Http2Exception.connectionError(
                        Http2Error.ENHANCE_YOUR_CALM, "the server asks for answers and does not read them");
            }
        }
    }
}
