package dev.rivulet.sse.okhttp;

import dev.rivulet.sse.http.Origin;
import dev.rivulet.sse.spi.TransportRequest;
import java.net.URI;
import java.util.Locale;
import okhttp3.HttpUrl;
import okhttp3.Request;
import okhttp3.RequestBody;
import org.jspecify.annotations.Nullable;

/** Makes OkHttp's requests, and refuses what OkHttp would refuse or alter. No message has a header's value or a query. */
final class OkHttpRequests {
    private static final String TOKEN_MARKS = "!#$%&'*+-.^_`|~";

    private OkHttpRequests() {}

    /** @throws IllegalArgumentException if it cannot be sent as it is */
    static Request of(TransportRequest request, Progress progress) {
        Request.Builder builder = new Request.Builder().url(url(request.uri())).tag(Progress.class, progress);
        for (var line : request.headers().lines()) {
            header(builder, line.getKey(), line.getValue(), request.body());
        }
        return withMethod(builder, request).build();
    }

    private static HttpUrl url(URI uri) {
        Origin origin = Origin.of(uri);
        URI ascii = URI.create(uri.toASCIIString());
        String path = ascii.getRawPath().isEmpty() ? "/" : ascii.getRawPath();
        String target = ascii.getRawQuery() == null ? path : path + "?" + ascii.getRawQuery();
        HttpUrl url = HttpUrl.parse(origin + target);
        if (url == null) {
            throw new IllegalArgumentException("OkHttp does not take the host " + origin.host());
        }
        String query = url.encodedQuery();
        if (!target.equals(query == null ? url.encodedPath() : url.encodedPath() + "?" + query)) {
            throw new IllegalArgumentException("OkHttp would send another path or query than the URI has:"
                    + " write it without the segments . and .., and ' in a query as %27");
        }
        return url;
    }

    private static void header(Request.Builder to, String name, String value, byte @Nullable [] body) {
        if (!isToken(name)) {
            throw new IllegalArgumentException("the name of a header is not a token (RFC 9110, 5.6.2)");
        }
        if (!value.chars().allMatch(c -> c >= ' ' && c < 0x7F || c == '\t')) {
            throw new IllegalArgumentException(
                    "OkHttp sends ASCII only, and the value of the header " + name + " has another character");
        }
        switch (name.toLowerCase(Locale.ROOT)) {
            case "transfer-encoding" ->
                throw new IllegalArgumentException(
                        "the transport frames the body itself:" + " leave out the header " + name);
            case "content-length" -> checkLength(name, value, body);
            case "connection" -> checkConnection(name, value);
            case "cache-control" -> checkCaching(name, value);
            default -> {}
        }
        to.addHeader(name, value);
    }

    /** OkHttp sets it, from the body. */
    private static void checkLength(String name, String value, byte @Nullable [] body) {
        if (body == null || !value.equals(String.valueOf(body.length))) {
            throw new IllegalArgumentException("the header " + name + " is not the length of the body");
        }
    }

    private static void checkConnection(String name, String value) {
        if (!value.equalsIgnoreCase("close")) {
            throw new IllegalArgumentException(
                    "each exchange over HTTP/1.1 has a connection of its own: leave out the header " + name);
        }
    }

    private static void checkCaching(String name, String value) {
        if (value.toLowerCase(Locale.ROOT).contains("only-if-cached")) {
            throw new IllegalArgumentException(
                    "OkHttp answers only-if-cached itself, and nothing is cached: change the header " + name);
        }
    }

    private static boolean isToken(String name) {
        return !name.isEmpty()
                && name.chars()
                        .allMatch(c -> c >= '0' && c <= '9'
                                || c >= 'a' && c <= 'z'
                                || c >= 'A' && c <= 'Z'
                                || TOKEN_MARKS.indexOf(c) >= 0);
    }

    private static Request.Builder withMethod(Request.Builder builder, TransportRequest request) {
        String method = request.method();
        if (!isToken(method)) {
            throw new IllegalArgumentException("the method is not a token (RFC 9110, 9.1)");
        }
        byte[] bytes = request.body();
        boolean hasNone = method.equals("GET") || method.equals("HEAD");
        if (hasNone && bytes != null) {
            throw new IllegalArgumentException("OkHttp sends no body with " + method);
        }
        RequestBody body = bytes == null ? null : new SentBody(bytes);
        try {
            return builder.method(method, body);
        } catch (IllegalArgumentException wantsBody) { // as POST does
            return builder.method(method, new SentBody(new byte[0]));
        }
    }
}
