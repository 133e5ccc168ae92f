package dev.rivulet.sse.bench.live;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http2.DefaultHttp2DataFrame;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.DefaultHttp2HeadersFrame;
import io.netty.handler.codec.http2.Http2HeadersFrame;
import io.netty.handler.codec.http3.DefaultHttp3DataFrame;
import io.netty.handler.codec.http3.DefaultHttp3HeadersFrame;
import io.netty.handler.codec.http3.Http3ErrorCode;
import io.netty.handler.codec.http3.Http3HeadersFrame;
import io.netty.handler.codec.quic.QuicChannel;
import org.jspecify.annotations.Nullable;

/** What differs between the versions of HTTP for one who answers on a stream, which in HTTP/1.1 is the connection. */
enum ServedVersion {
    HTTP_1_1 {
        @Override
        @Nullable
        String target(Object message) {
            return message instanceof HttpRequest request ? request.uri() : null;
        }

        @Override
        Object head() {
            var head = new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK);
            head.headers().set(HttpHeaderNames.CONTENT_TYPE, TYPE);
            head.headers().set(HttpHeaderNames.TRANSFER_ENCODING, HttpHeaderValues.CHUNKED);
            return head;
        }

        @Override
        Object part(ByteBuf bytes) {
            return new DefaultHttpContent(bytes);
        }

        @Override
        void drop(Channel stream) {
            closeTcp(stream);
        }
    },
    HTTP_2 {
        @Override
        @Nullable
        String target(Object message) {
            return message instanceof Http2HeadersFrame head
                    ? head.headers().path().toString()
                    : null;
        }

        @Override
        Object head() {
            return new DefaultHttp2HeadersFrame(
                    new DefaultHttp2Headers().status("200").set(HttpHeaderNames.CONTENT_TYPE, TYPE));
        }

        @Override
        Object part(ByteBuf bytes) {
            return new DefaultHttp2DataFrame(bytes);
        }

        @Override
        void drop(Channel stream) {
            closeTcp(stream.parent());
        }
    },
    HTTP_3 {
        @Override
        @Nullable
        String target(Object message) {
            return message instanceof Http3HeadersFrame head
                    ? head.headers().path().toString()
                    : null;
        }

        @Override
        Object head() {
            var head = new DefaultHttp3HeadersFrame();
            head.headers().status("200").set(HttpHeaderNames.CONTENT_TYPE, TYPE);
            return head;
        }

        @Override
        Object part(ByteBuf bytes) {
            return new DefaultHttp3DataFrame(bytes);
        }

        /** A packet announces it: the system of a killed process sends none, and TCP's does. */
        @Override
        void drop(Channel stream) {
            ((QuicChannel) stream.parent())
                    .close(true, (int) Http3ErrorCode.H3_INTERNAL_ERROR.code(), Unpooled.EMPTY_BUFFER);
        }
    };

    private static final String TYPE = "text/event-stream";

    /** Past TLS, which would announce it. */
    private static void closeTcp(Channel connection) {
        connection.pipeline().firstContext().close();
    }

    /** Null unless it is a request's head. */
    abstract @Nullable String target(Object message);

    /** Of a response that is an event stream. */
    abstract Object head();

    /** Of its body: a chunk, or a frame. */
    abstract Object part(ByteBuf bytes);

    /** Ends the connection without the end of the response. */
    abstract void drop(Channel stream);
}
