package dev.rivulet.sse.netty;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Flags;
import io.netty.handler.codec.http2.Http2FrameListener;
import io.netty.handler.codec.http2.Http2FrameListenerDecorator;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2LocalFlowController;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.codec.http2.Http2Stream;
import org.jspecify.annotations.Nullable;

/**
 * Passes on the frames that a client can use and drops the others: unknown ones, PRIORITY, empty DATA, and what comes to
 * streams that have ended or were reset (RFC 9113, 5.1). Netty would keep the former for a paused stream without limit, and
 * log each of the latter or answer it with RST_STREAM, which servers take for an attack. What flow control does not limit is
 * limited by a {@link FrameBudget}, and what has to be answered by a server that reads. On the loop only.
 */
final class UsefulFrames extends Http2FrameListenerDecorator {
    /** The protocol's default: a server that allows more could make our table grow with every request. */
    private static final long MOST_HEADER_TABLE = 4_096;

    private static final int BYTES_OF_A_SETTING = 6;

    private final Http2Connection connection;
    private final ControlFrameWriter answers;
    private final FrameBudget budget;
    private final ResetWindows resets;

    UsefulFrames(
            Http2FrameListener to,
            Http2Connection connection,
            ControlFrameWriter answers,
            FrameBudget budget,
            ResetWindows resets) {
        super(to);
        this.connection = connection;
        this.answers = answers;
        this.budget = budget;
        this.resets = resets;
    }

    /** Whether the stream existed and has ended. */
    static boolean isGone(Http2Connection connection, int id) {
        Http2Stream stream = connection.stream(id);
        return stream == null ? connection.streamMayHaveExisted(id) : stream.isResetSent();
    }

    @Override
    public int onDataRead(ChannelHandlerContext context, int id, ByteBuf data, int padding, boolean isLast)
            throws Http2Exception {
        if (isGone(connection, id)) {
            return drop(id, data, padding, isLast);
        }
        Http2Stream stream = connection.stream(id);
        if (stream != null && stream.isHeadersReceived() && !isLast && !data.isReadable()) {
            return skip(stream, data, padding);
        }
        budget.earn(1);
        answers.requireReader(context);
        return super.onDataRead(context, id, data, padding, isLast);
    }

    private int drop(int id, ByteBuf data, int padding, boolean isLast) throws Http2Exception {
        int bytes = data.readableBytes() + padding;
        if (!resets.take(bytes)) {
            budget.spend("DATA to a stream that has ended", bytes);
        }
        windows().receiveFlowControlledFrame(connection.stream(id), data, padding, isLast);
        return bytes;
    }

    private int skip(Http2Stream stream, ByteBuf data, int padding) throws Http2Exception {
        budget.spend("empty DATA", padding);
        windows().receiveFlowControlledFrame(stream, data, padding, false);
        windows().consumeBytes(stream, padding);
        return padding;
    }

    private Http2LocalFlowController windows() {
        return connection.local().flowController();
    }

    @Override
    public void onHeadersRead(ChannelHandlerContext context, int id, Http2Headers headers, int padding, boolean isLast)
            throws Http2Exception {
        if ((id & 1) == 0) {
            throw pushed(id);
        }
        budget.spend("HEADERS", 0);
        if (!isGone(connection, id)) {
            super.onHeadersRead(context, id, headers, padding, isLast);
        }
    }

    /** A client gives a server no priorities. */
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
        onHeadersRead(context, id, headers, padding, isLast);
    }

    @Override
    public void onPushPromiseRead(
            ChannelHandlerContext context, int id, int promised, Http2Headers headers, int padding)
            throws Http2Exception {
        throw pushed(promised);
    }

    private static Http2Exception pushed(int id) {
        return Http2Exception.connectionError(
                Http2Error.PROTOCOL_ERROR, "the server pushes stream %d, though pushes are switched off", id);
    }

    @Override
    public void onPriorityRead(ChannelHandlerContext context, int id, int dependency, short weight, boolean exclusive)
            throws Http2Exception {
        budget.spend("PRIORITY", 0);
    }

    @Override
    public void onRstStreamRead(ChannelHandlerContext context, int id, long errorCode) throws Http2Exception {
        budget.spend("RST_STREAM", 0);
        super.onRstStreamRead(context, id, errorCode);
    }

    @Override
    public void onSettingsRead(ChannelHandlerContext context, Http2Settings settings) throws Http2Exception {
        budget.spend("SETTINGS", settings.size() * BYTES_OF_A_SETTING);
        answers.requireReader(context);
        @Nullable Long table = settings.headerTableSize();
        if (table != null && table > MOST_HEADER_TABLE) {
            settings.headerTableSize(MOST_HEADER_TABLE);
        }
        super.onSettingsRead(context, settings);
    }

    @Override
    public void onSettingsAckRead(ChannelHandlerContext context) throws Http2Exception {
        budget.spend("SETTINGS", 0);
        super.onSettingsAckRead(context);
    }

    @Override
    public void onPingRead(ChannelHandlerContext context, long data) throws Http2Exception {
        budget.spend("PING", 0);
        answers.requireReader(context);
        super.onPingRead(context, data);
    }

    @Override
    public void onPingAckRead(ChannelHandlerContext context, long data) throws Http2Exception {
        budget.spend("PING", 0);
        super.onPingAckRead(context, data);
    }

    @Override
    public void onGoAwayRead(ChannelHandlerContext context, int lastStream, long errorCode, ByteBuf debugData)
            throws Http2Exception {
        budget.spend("GOAWAY", debugData.readableBytes());
        super.onGoAwayRead(context, lastStream, errorCode, debugData);
    }

    @Override
    public void onWindowUpdateRead(ChannelHandlerContext context, int id, int increment) throws Http2Exception {
        budget.spend("WINDOW_UPDATE", 0);
        super.onWindowUpdateRead(context, id, increment);
    }

    @Override
    public void onUnknownFrame(ChannelHandlerContext context, byte type, int id, Http2Flags flags, ByteBuf payload)
            throws Http2Exception {
        budget.spend("of unknown type " + (type & 0xFF), payload.readableBytes());
    }
}
