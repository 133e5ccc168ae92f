package dev.rivulet.sse.netty;

import io.netty.handler.codec.http2.DefaultHttp2Connection;
import io.netty.handler.codec.http2.DefaultHttp2ConnectionDecoder;
import io.netty.handler.codec.http2.DefaultHttp2ConnectionEncoder;
import io.netty.handler.codec.http2.DefaultHttp2FrameReader;
import io.netty.handler.codec.http2.DefaultHttp2FrameWriter;
import io.netty.handler.codec.http2.DefaultHttp2HeadersDecoder;
import io.netty.handler.codec.http2.Http2FrameCodec;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2Settings;

/** Makes Netty's codec, with a reader of frames that bears with what is still on its way to a stream that was reset. */
final class Http2Codec extends Http2FrameCodecBuilder {
    /** Ours: about a second of a fast stream; what a paused one may hold. */
    private static final int STREAM_WINDOW = 1 << 20;

    private final long headerListBytes;

    private Http2Codec(long headerListBytes) {
        this.headerListBytes = headerListBytes;
        server(false);
        gracefulShutdownTimeoutMillis(0);
        initialSettings(new Http2Settings()
                .pushEnabled(false)
                .initialWindowSize(STREAM_WINDOW)
                .maxHeaderListSize(headerListBytes));
    }

    /** For responses whose header list has so many bytes at most, as RFC 9113, 6.5.2, counts them. */
    static Http2FrameCodec forResponses(long headerListBytes) {
        return new Http2Codec(headerListBytes).build();
    }

    @Override
    public Http2FrameCodec build() {
        var connection = new DefaultHttp2Connection(false);
        var encoder = new DefaultHttp2ConnectionEncoder(
                connection, new DefaultHttp2FrameWriter((name, value) -> Requests.isSecret(name)));
        var reader = new DefaultHttp2FrameReader(new DefaultHttp2HeadersDecoder(true, headerListBytes));
        var decoder = new DefaultHttp2ConnectionDecoder(connection, encoder, new PatientReader(reader, connection));
        return build(decoder, encoder, initialSettings());
    }
}
