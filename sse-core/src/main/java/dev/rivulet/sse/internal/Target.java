package dev.rivulet.sse.internal;

import dev.rivulet.sse.Headers;
import dev.rivulet.sse.SseRequest;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** What an exchange asks for, behind customizer and redirects. */
record Target(String method, URI uri, Headers headers, byte @Nullable [] body, boolean mayCarryId) {
    static Target of(SseRequest request) {
        Headers headers = request.headers();
        if (headers.first("Accept") == null) {
            headers = headers.and("Accept", "text/event-stream");
        }
        if (headers.first("Cache-Control") == null) {
            headers = headers.and("Cache-Control", "no-cache");
        }
        return new Target(request.method(), Redirects.withoutFragment(request.uri()), headers, request.body(), true);
    }
}
