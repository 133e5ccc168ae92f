package dev.rivulet.sse.parser;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** One of the conformance vectors of {@code vectors/event-stream.jsonl}. */
record Vector(String name, byte[] stream, List<Seen.Event> events, Long retryMillis, String lastEventId) {
    static List<Vector> all() {
        return lines("/vectors/event-stream.jsonl").stream().map(Vector::of).toList();
    }

    static List<String> lines(String resource) {
        try (var in = Vector.class.getResourceAsStream(resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Vector of(String line) {
        Map<String, Object> json = Json.object(line);
        Double retry = (Double) json.get("retry_ms");
        return new Vector(
                (String) json.get("name"),
                Base64.getDecoder().decode((String) json.get("input_b64")),
                events(json.get("events")),
                retry == null ? null : retry.longValue(),
                (String) json.get("last_event_id"));
    }

    static List<Seen.Event> events(Object json) {
        return ((List<?>) json)
                .stream()
                        .map(event -> (Map<?, ?>) event)
                        .map(event -> Seen.event(
                                (String) event.get("type"), (String) event.get("data"), (String) event.get("id")))
                        .toList();
    }

    @Override
    public String toString() {
        return name;
    }
}
