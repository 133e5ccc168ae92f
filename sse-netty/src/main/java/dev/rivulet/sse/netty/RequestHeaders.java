package dev.rivulet.sse.netty;

import dev.rivulet.sse.http.Headers;
import io.netty.handler.codec.http2.DefaultHttp2Headers;

/** The header fields of a request over HTTP/2, which know whose values are secrets. */
final class RequestHeaders extends DefaultHttp2Headers {
    private static final long serialVersionUID = 1L;

    private final transient Headers given;

    RequestHeaders(Headers given) {
        super(false);
        this.given = given;
    }

    /** Whether the value must not be remembered in HTTP/2's tables (RFC 7541, 7.1.3). */
    boolean isSecret(CharSequence name) {
        return given.isSecret(name.toString());
    }
}
