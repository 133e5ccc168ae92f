package dev.rivulet.sse.netty;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.DefaultLastHttpContent;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseDecoder;
import io.netty.handler.codec.http.HttpUtil;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Decodes with Netty's decoder, which learns which requests have answers without a body, and reports what is left after an
 * answer. Chunks go past it, up to the last one: an object, a slice and two counts of references for each were most of the
 * cost of a small event. While they come there is no such decoder: it took 370 bytes of an idle stream, and more after a
 * long head.
 */
final class Http1Decoder extends ByteToMessageDecoder {
    private static final int MOST_OF_A_CHUNK_AT_ONCE = 1 << 20;
    private static final byte[] HEAD_OF_CHUNKS =
            "HTTP/1.1 200 OK\r\nTransfer-Encoding:chunked\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] LAST_CHUNK = {'0', '\r', '\n'};

    private final int headBytes;
    private final PlainChunks chunks;
    private @Nullable Messages messages; // null within chunks, up to the last one
    private boolean toHead;
    private boolean broken;

    @SuppressWarnings("this-escape") // the decoder of messages asks only while it decodes
    Http1Decoder(int headBytes, PlainChunks.Sink sink) {
        this.headBytes = headBytes;
        this.messages = new Messages();
        this.chunks = new PlainChunks(sink);
    }

    /** The next response answers this method. */
    void answersTo(String method) {
        toHead = method.equals("HEAD");
    }

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf buffer, List<Object> out) throws Exception {
        if (broken) {
            buffer.skipBytes(buffer.readableBytes());
        } else if (messages == null) {
            chunks(context, buffer, out);
        } else {
            messages.next(context, buffer, out);
            if (!out.isEmpty() && hasChunks(out.get(out.size() - 1))) {
                messages = null;
                chunks.begin();
            }
        }
    }

    @Override
    protected void decodeLast(ChannelHandlerContext context, ByteBuf buffer, List<Object> out) throws Exception {
        if (messages == null) {
            super.decodeLast(context, buffer, out);
        } else {
            messages.end(context, buffer, out);
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
                messages = withinChunks(context);
                messages.next(context, Unpooled.wrappedBuffer(LAST_CHUNK), out); // trailers are its matter
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

    /** One that has read a head, no longer than that which it read before. */
    private Messages withinChunks(ChannelHandlerContext context) throws Exception {
        var made = new Messages();
        made.next(context, Unpooled.wrappedBuffer(HEAD_OF_CHUNKS), new ArrayList<>());
        return made;
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

    /** Netty's decoder, which is not in the pipeline: {@link Http1Decoder} calls it. */
    private final class Messages extends HttpResponseDecoder {
        Messages() {
            super(new HttpDecoderConfig()
                    .setMaxInitialLineLength(headBytes)
                    .setMaxHeaderSize(headBytes)
                    .setMaxChunkSize(MOST_OF_A_CHUNK_AT_ONCE)
                    .setValidateHeaders(false));
        }

        @Override
        protected boolean isContentAlwaysEmpty(HttpMessage message) {
            return toHead || super.isContentAlwaysEmpty(message);
        }

        void next(ChannelHandlerContext context, ByteBuf buffer, List<Object> out) throws Exception {
            super.decode(context, buffer, out);
        }

        void end(ChannelHandlerContext context, ByteBuf buffer, List<Object> out) throws Exception {
            super.decodeLast(context, buffer, out);
        }

        /** What is left at the end may be chunks. */
        @Override
        protected void decode(ChannelHandlerContext context, ByteBuf buffer, List<Object> out) throws Exception {
            Http1Decoder.this.decode(context, buffer, out);
        }
    }
}
