package dev.rivulet.sse.netty;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.DefaultLastHttpContent;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseDecoder;
import io.netty.handler.codec.http.HttpUtil;
import java.net.ProtocolException;
import java.util.List;

/**
 * Netty's decoder, which learns which requests have answers without a body, and reports what is left after an answer. Chunks go
 * past it, up to the last one: an object, a slice and two counts of references for each were most of the cost of a small
 * event.
 */
final class Http1Decoder extends HttpResponseDecoder {
    private static final int MOST_OF_A_CHUNK_AT_ONCE = 1 << 20;
    private static final byte[] LAST_CHUNK = {'0', '\r', '\n'};

    private final PlainChunks chunks;
    private boolean toHead;
    private boolean inChunks; // the last one has not come yet
    private boolean broken;

    Http1Decoder(int headBytes, PlainChunks.Sink sink) {
        super(new HttpDecoderConfig()
                .setMaxInitialLineLength(headBytes)
                .setMaxHeaderSize(headBytes)
                .setMaxChunkSize(MOST_OF_A_CHUNK_AT_ONCE)
                .setValidateHeaders(false));
        this.chunks = new PlainChunks(sink);
    }

    /** The next response answers this method. */
    void answersTo(String method) {
        toHead = method.equals("HEAD");
    }

    @Override
    protected boolean isContentAlwaysEmpty(HttpMessage message) {
        return toHead || super.isContentAlwaysEmpty(message);
    }

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf buffer, List<Object> out) throws Exception {
        if (broken) {
            buffer.skipBytes(buffer.readableBytes());
        } else if (inChunks) {
            chunks(context, buffer, out);
        } else {
            super.decode(context, buffer, out);
            inChunks = !out.isEmpty() && hasChunks(out.get(out.size() - 1));
            if (inChunks) {
                chunks.begin();
            }
        }
    }

    /** Whether chunks follow: an answer without a body is followed by its end. */
    private static boolean hasChunks(Object last) {
        return last instanceof HttpResponse head
                && head.decoderResult().isSuccess()
                && HttpUtil.isTransferEncodingChunked(head);
    }

    private void chunks(ChannelHandlerContext context, ByteBuf buffer, List<Object> out) throws Exception {
        switch (chunks.take(buffer)) {
            case WAITS -> {}
            case LAST -> {
                inChunks = false;
                super.decode(context, Unpooled.wrappedBuffer(LAST_CHUNK), out); // trailers are its matter
            }
            case BROKEN -> {
                broken = true;
                buffer.skipBytes(buffer.readableBytes());
                var end = new DefaultLastHttpContent(Unpooled.EMPTY_BUFFER);
                end.setDecoderResult(DecoderResult.failure(new ProtocolException(chunks.fault())));
                out.add(end);
            }
        }
    }

    /** Without the read of its own that Netty's makes when it passed nothing on: reads are the connection's matter. */
    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        discardSomeReadBytes();
        context.fireChannelReadComplete();
    }

    /** Whether bytes came that are not decoded yet. On the loop. */
    boolean hasMore() {
        return actualReadableBytes() > 0;
    }
}
