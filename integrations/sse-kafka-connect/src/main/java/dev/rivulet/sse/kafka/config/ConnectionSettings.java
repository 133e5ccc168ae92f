package dev.rivulet.sse.kafka.config;

import dev.rivulet.sse.SseRequest;
import dev.rivulet.sse.kafka.streams.StreamSpec;
import dev.rivulet.sse.policy.Dedup;
import dev.rivulet.sse.policy.Limits;
import dev.rivulet.sse.policy.ReconnectPolicy;
import dev.rivulet.sse.policy.Timeouts;
import dev.rivulet.sse.spi.TransportConfig.HttpVersion;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.types.Password;
import org.jspecify.annotations.Nullable;

/** How streams are requested. Its text has no secret. */
record ConnectionSettings(
        String transport,
        HttpVersion version,
        Map<String, String> headers,
        @Nullable Password secretHeaders,
        @Nullable Password bearer,
        List<String> encodings,
        boolean absentType,
        List<String> types,
        Timeouts timeouts,
        Limits limits,
        ReconnectPolicy reconnect,
        Dedup dedup) {
    static ConnectionSettings of(Values values) {
        return new ConnectionSettings(
                String.valueOf(values.text(ConnectionOptions.TRANSPORT)),
                values.word(ConnectionOptions.HTTP_VERSION).equals("2") ? HttpVersion.HTTP_2 : HttpVersion.HTTP_1_1,
                headers(values, ConnectionOptions.HEADERS),
                values.secret(ConnectionOptions.SECRET_HEADERS),
                values.secret(ConnectionOptions.BEARER),
                values.list(ConnectionOptions.ENCODING),
                values.flag(ConnectionOptions.ABSENT_TYPE),
                values.list(EventOptions.TYPES),
                Policies.timeouts(values),
                Policies.limits(values),
                Policies.reconnect(values),
                Policies.dedup(values));
    }

    /** The headers that an option has lines of. */
    static Map<String, String> headers(Values values, String key) {
        if (!values.isSet(key)) {
            return Map.of();
        }
        Password secret = key.equals(ConnectionOptions.SECRET_HEADERS) ? values.secret(key) : null;
        return HeaderLines.of(secret != null ? secret.value() : String.valueOf(values.text(key)));
    }

    /** The request of a stream. Its own headers take precedence over those of all streams. */
    SseRequest request(StreamSpec stream) {
        SseRequest request = SseRequest.get(stream.uri())
                .name(stream.name())
                .acceptEncoding(encodings.toArray(String[]::new))
                .eventTypes(types.toArray(String[]::new))
                .timeouts(timeouts)
                .limits(limits)
                .reconnect(reconnect)
                .dedup(dedup);
        if (absentType) {
            request = request.acceptAbsentContentType();
        }
        for (Map.Entry<String, String> each : headers.entrySet()) {
            request = request.header(each.getKey(), each.getValue());
        }
        return withSecrets(request, stream);
    }

    private SseRequest withSecrets(SseRequest request, StreamSpec stream) {
        SseRequest made =
                bearer == null ? request : request.bearer(bearer.value().strip());
        if (secretHeaders != null) {
            made = withHeaders(made, HeaderLines.of(secretHeaders.value()));
        }
        return withHeaders(made, stream.headers());
    }

    private static SseRequest withHeaders(SseRequest request, Map<String, String> secrets) {
        SseRequest made = request;
        for (Map.Entry<String, String> each : secrets.entrySet()) {
            made = made.secretHeader(each.getKey(), each.getValue());
        }
        return made;
    }

    /** Headers are left out: users put secrets there, too. */
    @Override
    public String toString() {
        return "ConnectionSettings[transport=" + transport + ", version=" + version + ", headers=" + headers.keySet()
                + ", timeouts=" + timeouts + ", limits=" + limits + ", reconnect=" + reconnect + ", dedup=" + dedup
                + "]";
    }
}
