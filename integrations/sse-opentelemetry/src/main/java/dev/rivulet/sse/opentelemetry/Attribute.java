package dev.rivulet.sse.opentelemetry;

import static io.opentelemetry.api.common.AttributeKey.longKey;
import static io.opentelemetry.api.common.AttributeKey.stringKey;

import dev.rivulet.sse.SseRequest;
import dev.rivulet.sse.http.Origin;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;

/** The attributes that are set: those of the semantic conventions (1.45.0, "HTTP"), and Rivulet's. */
final class Attribute {
    static final AttributeKey<String> METHOD = stringKey("http.request.method");
    static final AttributeKey<String> METHOD_ORIGINAL = stringKey("http.request.method_original");
    static final AttributeKey<Long> RESEND_COUNT = longKey("http.request.resend_count");
    static final AttributeKey<Long> STATUS = longKey("http.response.status_code");
    static final AttributeKey<String> ADDRESS = stringKey("server.address");
    static final AttributeKey<Long> PORT = longKey("server.port");
    static final AttributeKey<String> URL = stringKey("url.full");
    static final AttributeKey<String> PROTOCOL = stringKey("network.protocol.name");
    static final AttributeKey<String> PROTOCOL_VERSION = stringKey("network.protocol.version");
    static final AttributeKey<String> ERROR = stringKey("error.type");

    /** {@link SseRequest#name}. */
    static final AttributeKey<String> NAME = stringKey("rivulet.request.name");

    /** The number of the attempt in the session, as logs and states have it. */
    static final AttributeKey<Long> ATTEMPT = longKey("rivulet.attempt");

    /** What began an outage: as {@link #ERROR}, or {@code reconnect} if the application asked for another connection. */
    static final AttributeKey<String> LOSS = stringKey("rivulet.outage.loss");

    /** How many attempts an outage took. */
    static final AttributeKey<Long> ATTEMPTS = longKey("rivulet.outage.attempts");

    /** What ended an outage: {@code open}, or the reason of {@code SessionState.Closed} in lower case. */
    static final AttributeKey<String> END = stringKey("rivulet.outage.end");

    private Attribute() {}

    /** Where a request of a session goes by its settings. A customizer or a redirect may lead elsewhere. */
    static Attributes of(SseRequest request) {
        Origin origin = Origin.of(request.uri());
        AttributesBuilder all =
                Attributes.builder().put(ADDRESS, address(origin)).put(PORT, (long) origin.port());
        String name = request.name();
        return (name == null ? all : all.put(NAME, name)).build();
    }

    /** The host; an IPv6 address without the brackets that a URI needs. */
    static String address(Origin origin) {
        String host = origin.host();
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }
}
