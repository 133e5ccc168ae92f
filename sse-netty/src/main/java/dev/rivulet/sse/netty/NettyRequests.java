package dev.rivulet.sse.netty;

import dev.rivulet.sse.http.Origin;
import dev.rivulet.sse.netty.internal.RequestRules;
import dev.rivulet.sse.spi.TransportRequest;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpHeadersFactory;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http2.Http2Headers;
import java.net.PasswordAuthentication;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes Netty's requests. */
final class NettyRequests {
    /** Methods of which a server may expect a body: RFC 9110, 8.6. */
    private static final Set<String> WITH_BODY = Set.of("POST", "PUT", "PATCH");

    /** {@link RequestRules} has checked all of it. */
    private static final HttpHeadersFactory LINES =
            DefaultHttpHeadersFactory.headersFactory().withValidation(false);

    private NettyRequests() {}

    static FullHttpRequest http1(
            TransportRequest request, boolean inAbsoluteForm, @Nullable PasswordAuthentication forProxy) {
        URI uri = request.uri();
        HttpHeaders headers = LINES.newHeaders();
        if (request.headers().first("Host") == null) {
            headers.add(HttpHeaderNames.HOST, Origin.of(uri).authority());
        }
        for (var line : request.headers().lines()) {
            headers.add(line.getKey(), line.getValue());
        }
        byte[] body = request.body();
        if (body != null || WITH_BODY.contains(request.method())) {
            headers.add(HttpHeaderNames.CONTENT_LENGTH, body == null ? "0" : Integer.toString(body.length));
        }
        if (inAbsoluteForm && forProxy != null) {
            headers.set(HttpHeaderNames.PROXY_AUTHORIZATION, basic(forProxy));
        }
        String target = inAbsoluteForm ? Origin.of(uri) + RequestRules.target(uri) : RequestRules.target(uri);
        return new DefaultFullHttpRequest(
                HttpVersion.HTTP_1_1,
                HttpMethod.valueOf(request.method()),
                target,
                body(body),
                headers,
                LINES.newHeaders());
    }

    /** Names in lower case, Host as the authority (RFC 9113, 8.3.1). */
    static Http2Headers http2(TransportRequest request) {
        Origin origin = Origin.of(request.uri());
        String host = request.headers().first("Host");
        Http2Headers headers = new RequestHeaders(request.headers())
                .method(request.method())
                .scheme(origin.scheme())
                .authority(host == null ? origin.authority() : host)
                .path(RequestRules.target(request.uri()));
        for (var line : request.headers().lines()) {
            String name = line.getKey().toLowerCase(Locale.ROOT);
            if (!name.equals("host")) {
                headers.add(name, line.getValue());
            }
        }
        byte[] body = request.body();
        if (body != null) {
            headers.add(HttpHeaderNames.CONTENT_LENGTH, Integer.toString(body.length));
        }
        return headers;
    }

    static ByteBuf body(byte @Nullable [] body) {
        return body == null ? Unpooled.EMPTY_BUFFER : Unpooled.wrappedBuffer(body);
    }

    private static String basic(PasswordAuthentication credentials) {
        String pair = credentials.getUserName() + ":" + new String(credentials.getPassword());
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }
}
