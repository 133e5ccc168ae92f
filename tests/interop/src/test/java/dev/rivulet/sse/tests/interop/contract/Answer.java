package dev.rivulet.sse.tests.interop.contract;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * What the service answers to the harness.
 *
 * @param location of what was created; null if nothing was
 * @param body null for none
 * @param isLast whether the service quits when it has been sent
 */
record Answer(
        int status, @Nullable String location, @Nullable String type, byte @Nullable [] body, boolean isLast) {
    static Answer json(Object value) throws IOException {
        return new Answer(200, null, "application/json", Json.write(value), false);
    }

    static Answer created(String path) {
        return new Answer(201, path, null, null, false);
    }

    static Answer done() {
        return bare(204);
    }

    static Answer last() {
        return new Answer(204, null, null, null, true);
    }

    static Answer badRequest(String reason) {
        return new Answer(400, null, "text/plain", reason.getBytes(StandardCharsets.UTF_8), false);
    }

    static Answer notFound() {
        return bare(404);
    }

    static Answer notAllowed() {
        return bare(405);
    }

    private static Answer bare(int status) {
        return new Answer(status, null, null, null, false);
    }

    void send(HttpExchange exchange) throws IOException {
        if (location != null) {
            exchange.getResponseHeaders().set("Location", location);
        }
        if (type != null) {
            exchange.getResponseHeaders().set("Content-Type", type);
        }
        exchange.sendResponseHeaders(status, body == null ? -1 : body.length);
        if (body != null) {
            exchange.getResponseBody().write(body);
        }
    }
}
