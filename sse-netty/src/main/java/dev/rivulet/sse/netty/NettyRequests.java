package dev.rivulet.sse.netty;

import dev.rivulet.sse.http.Origin;
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

/** Makes Netty's requests, and refuses what cannot be sent as it is. */
final class NettyRequests {
    private static final String TOKEN_MARKS = "!#$%&'*+-.^_`|~"; // RFC 9110, 5.6.2

    /** What frames the message or belongs to the connection, and so is the transport's. */
    private static final Set<String> FRAMING = Set.of(
            "connection",
            "content-length",
            "http2-settings",
            "keep-alive",
            "proxy-connection",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade");

    /** Methods of which a server may expect a body: RFC 9110, 8.6. */
    private static final Set<String> WITH_BODY = Set.of("POST", "PUT", "PATCH");

    /** All of it is checked here. */
    private static final HttpHeadersFactory LINES =
            DefaultHttpHeadersFactory.headersFactory().withValidation(false);

    private NettyRequests() {}

    /** @throws IllegalArgumentException if the rules of HTTP do not allow it; without the value of a header */
    static void check(TransportRequest request) {
        if (!isToken(request.method()) || request.method().equals("CONNECT")) {
            throw new IllegalArgumentException("the method cannot be sent: " + request.method());
        }
        for (var line : request.headers().lines()) {
            check(line.getKey(), line.getValue());
        }
    }

    private static void check(String name, String value) {
        if (!isToken(name)) {
            throw new IllegalArgumentException("a header's name has a character that cannot be sent: " + name);
        }
        if (FRAMING.contains(name.toLowerCase(Locale.ROOT))) {
            throw new IllegalArgumentException("the header " + name + " is the transport's to set");
        }
        if (!value.chars().allMatch(c -> c >= ' ' && c <= 0xFF && c != 0x7F || c == '\t')) {
            throw new IllegalArgumentException(
                    "the value of the header " + name + " has a character that cannot be sent (RFC 9110, 5.5)");
        }
    }

    private static boolean isToken(String text) {
        return !text.isEmpty()
                && text.chars()
                        .allMatch(c -> c >= 'a' && c <= 'z'
                                || c >= 'A' && c <= 'Z'
                                || c >= '0' && c <= '9'
                                || TOKEN_MARKS.indexOf(c) >= 0);
    }

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
        String target = inAbsoluteForm ? Origin.of(uri) + target(uri) : target(uri);
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
                .path(target(request.uri()));
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

    private static String target(URI any) {
        URI uri = URI.create(any.toASCIIString()); // a URI may have other letters, a request may not
        String path = uri.getRawPath();
        String query = uri.getRawQuery();
        return (path == null || path.isEmpty() ? "/" : path) + (query == null ? "" : "?" + query);
    }

    private static String basic(PasswordAuthentication credentials) {
        String pair = credentials.getUserName() + ":" + new String(credentials.getPassword());
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }
}
