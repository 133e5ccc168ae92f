package dev.rivulet.sse.netty;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2FrameListener;
import io.netty.handler.codec.http2.Http2FrameReader;
import org.jspecify.annotations.Nullable;

/**
 * Reads frames, and passes on to Netty's decoder what a client can use, as {@link UsefulFrames} says. Of frames that are
 * malformed, those of streams that are gone are dropped: Netty would answer each with RST_STREAM. On the loop
 * only.
 */
final class FrameFilter implements Http2FrameReader {
    private static final int COST_OF_A_FAULT = 10 << 10; // an exception each

    private final Http2FrameReader frames;
    private final Http2Connection connection;
    private final ControlFrameWriter answers;
    private final FrameBudget budget;
    private final ResetWindows resets;
    private @Nullable Http2FrameListener decorated;
    private @Nullable Http2FrameListener decorator;

    /** @param window of each stream */
    FrameFilter(
            Http2FrameReader frames,
            Http2Connection connection,
            ControlFrameWriter answers,
            FrameBudget budget,
            int window) {
        this.frames = frames;
        this.connection = connection;
        this.answers = answers;
        this.budget = budget;
        this.resets = new ResetWindows(connection, window);
    }

    @Override
    public void readFrame(ChannelHandlerContext context, ByteBuf input, Http2FrameListener listener)
            throws Http2Exception {
        try {
            frames.readFrame(context, input, filtered(listener));
        } catch (Http2Exception.StreamException e) {
            budget.spend("one that is broken", COST_OF_A_FAULT);
            if (!UsefulFrames.isGone(connection, e.streamId())) {
                throw e;
            }
        }
    }

    /** Netty's decoder has one for the server's preface, and another from then on. */
    private Http2FrameListener filtered(Http2FrameListener listener) {
        Http2FrameListener to = decorator;
        if (to == null || decorated != listener) {
            to = new UsefulFrames(listener, connection, answers, budget, resets);
            decorated = listener;
            decorator = to;
        }
        return to;
    }

    @Override
    public Configuration configuration() {
        return frames.configuration();
    }

    @Override
    public void close() {
        frames.close();
    }
}
