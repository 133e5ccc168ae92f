package dev.rivulet.sse.http3;

import dev.rivulet.sse.http.Origin;
import dev.rivulet.sse.netty.internal.RequestRules;
import dev.rivulet.sse.spi.TransportRequest;
import io.netty.handler.codec.http3.DefaultHttp3Headers;
import io.netty.handler.codec.http3.Http3Headers;
import io.netty.util.AsciiString;
import java.util.Locale;

/** Makes Netty's requests. */
final class Http3Requests {
    private Http3Requests() {}

    /** Names in lower case, Host as the authority (RFC 9114, 4.3.1). {@link RequestRules} has checked all of it. */
    static Http3Headers head(TransportRequest request) {
        Origin origin = Origin.of(request.uri());
        String host = request.headers().first("Host");
        Http3Headers headers = new DefaultHttp3Headers(false)
                .method(new AsciiString(request.method())) // as Netty compares it
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
            headers.add("content-length", Integer.toString(body.length));
        }
        return headers;
    }

    /** Whether the response may. */
    static boolean mayHaveBody(TransportRequest request, int status, Http3Headers response) {
        return !request.method().equals("HEAD")
                && status != 204
                && status != 304
                && response.getLong("content-length", 1) != 0;
    }
}
