package dev.rivulet.sse.netty;

import io.netty.handler.codec.http2.DefaultHttp2Connection;
import io.netty.handler.codec.http2.DefaultHttp2ConnectionDecoder;
import io.netty.handler.codec.http2.DefaultHttp2ConnectionEncoder;
import io.netty.handler.codec.http2.DefaultHttp2FrameReader;
import io.netty.handler.codec.http2.DefaultHttp2HeadersDecoder;
import io.netty.handler.codec.http2.Http2FrameCodec;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2FrameReader;
import io.netty.handler.codec.http2.Http2Settings;

/** Makes Netty's codec, with a reader and a writer of frames that limit what a server can make it keep or do. */
final class Http2Codec extends Http2FrameCodecBuilder {
    /** Ours: about a second of a fast stream; what a paused one may hold. */
    private static final int STREAM_WINDOW = 1 << 20;

    private final Http2FrameReader frames;
    private final FrameBudget budget = new FrameBudget(System::nanoTime);
    private final ControlFrameWriter writer = new ControlFrameWriter(budget);

    /** @param headerListBytes how long a response's header list may be, as RFC 9113, 6.5.2, counts it */
    Http2Codec(long headerListBytes) {
        frames = new DefaultHttp2FrameReader(new DefaultHttp2HeadersDecoder(true, headerListBytes));
        server(false);
        gracefulShutdownTimeoutMillis(0);
        initialSettings(new Http2Settings()
                .pushEnabled(false)
                .initialWindowSize(STREAM_WINDOW)
                .maxHeaderListSize(headerListBytes));
    }

    /** What the built one writes with. */
    ControlFrameWriter writer() {
        return writer;
    }

    /** Once. */
    @Override
    public Http2FrameCodec build() {
        var connection = new DefaultHttp2Connection(false);
        var encoder = new DefaultHttp2ConnectionEncoder(connection, writer);
        var reader = new FrameFilter(frames, connection, writer, budget, STREAM_WINDOW);
        var decoder = new DefaultHttp2ConnectionDecoder(connection, encoder, reader);
        return build(decoder, encoder, initialSettings());
    }
}
