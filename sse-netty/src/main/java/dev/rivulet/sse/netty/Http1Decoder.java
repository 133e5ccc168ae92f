package dev.rivulet.sse.netty;

import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpResponseDecoder;

/** Netty's decoder, which is told of requests whose answers have no body, and tells what is left behind an answer. */
final class Http1Decoder extends HttpResponseDecoder {
    private static final int MOST_OF_A_CHUNK_AT_ONCE = 1 << 20;
    private boolean toHead;

    Http1Decoder(int headBytes) {
        super(new HttpDecoderConfig()
                .setMaxInitialLineLength(headBytes)
                .setMaxHeaderSize(headBytes)
                .setMaxChunkSize(MOST_OF_A_CHUNK_AT_ONCE)
                .setValidateHeaders(false));
    }

    /** The next response answers this method. */
    void answersTo(String method) {
        toHead = method.equals("HEAD");
    }

    @Override
    protected boolean isContentAlwaysEmpty(HttpMessage message) {
        return toHead || super.isContentAlwaysEmpty(message);
    }

    /** Whether bytes came that are not decoded yet. On the loop. */
    boolean hasMore() {
        return actualReadableBytes() > 0;
    }
}
