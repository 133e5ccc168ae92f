package dev.rivulet.sse.tests.interop.contract;

import dev.rivulet.sse.SseRequest;
import dev.rivulet.sse.policy.ReconnectPolicy;
import dev.rivulet.sse.policy.Timeouts;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The stream that the harness asks for. Numbers are milliseconds; all but the two URLs may be absent or null.
 *
 * @throws IllegalArgumentException if a URL is missing
 */
record StreamParameters(
        URI streamUrl,
        URI callbackUrl,
        @Nullable Long initialDelayMs,
        @Nullable Long readTimeoutMs,
        @Nullable String lastEventId,
        @Nullable Map<String, String> headers,
        @Nullable String method,
        @Nullable String body) {
    /** Grows with each attempt that fails in a row, where zero would stay zero, a loop without a pause. */
    private static final Duration SHORTEST_BASE = Duration.ofMillis(1);

    StreamParameters {
        if (streamUrl == null || callbackUrl == null) {
            throw new IllegalArgumentException("streamUrl and callbackUrl are needed");
        }
        headers = headers == null ? Map.of() : Map.copyOf(headers);
        method = method == null || method.isEmpty() ? "GET" : method;
    }

    /**
     * As a request.
     *
     * @throws IllegalArgumentException if the client takes none of these
     */
    SseRequest toRequest() {
        SseRequest request = SseRequest.of(method, streamUrl)
                .lastEventId(lastEventId)
                .repeatable(true)
                .reconnect(ReconnectPolicy.defaults().initialDelay(base()))
                .timeouts(timeouts());
        if (body != null && !body.isEmpty()) {
            request = request.body(body.getBytes(StandardCharsets.UTF_8)).header("Content-Type", "text/plain");
        }
        for (var header : headers.entrySet()) {
            request = request.header(header.getKey(), header.getValue());
        }
        return request;
    }

    private Duration base() {
        Duration asked = Duration.ofMillis(initialDelayMs == null ? 0 : initialDelayMs);
        return asked.isZero() ? SHORTEST_BASE : asked;
    }

    private Timeouts timeouts() {
        return readTimeoutMs == null ? Timeouts.defaults() : Timeouts.defaults().idle(Duration.ofMillis(readTimeoutMs));
    }
}
