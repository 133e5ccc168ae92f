package dev.rivulet.sse.recording;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rivulet.sse.http.Headers;
import dev.rivulet.sse.http.Phase;
import dev.rivulet.sse.http.ResponseHead;
import dev.rivulet.sse.property.Inputs;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Entries to record. */
final class Entries {
    private static final Headers HEADERS = Headers.none()
            .add("Content-Type", "text/event-stream")
            .add("X-Latin", "caf\u00e9 ")
            .add("X-Empty", "");

    private Entries() {}

    /** One of each kind, of two sessions. */
    static List<Entry> all() {
        return List.of(
                new Entry.State(1, micros(1), "connecting (attempt 1) 川"),
                new Entry.Attempt(1, micros(2), 1, "GET", "http://localhost:80/a", HEADERS),
                new Entry.Attempt(2, micros(3), 7, "POST", "https://[::1]/?…", Headers.none()),
                new Entry.Head(1, micros(5), new ResponseHead(200, HEADERS, "http/1.1")),
                new Entry.Bytes(1, micros(8), "data: a\n\nEND 1 2 0\n".getBytes(UTF_8)),
                new Entry.Bytes(1, micros(8), new byte[0]),
                new Entry.Cancelled(2, micros(9)),
                new Entry.Bytes(1, micros(8), new byte[] {0, -1, 10, 13, 10}),
                new Entry.End(1, micros(1_000_000_000_000L)),
                new Entry.Failed(2, micros(10), Phase.BODY, "reset"));
    }

    static Entry any(Inputs in) {
        int session = in.below(3);
        Duration at = micros(in.below(1_000_000));
        return switch (in.below(7)) {
            case 0 -> new Entry.Bytes(session, at, in.bytes(60));
            case 1 -> new Entry.Attempt(session, at, in.below(100), "GET", "http://h/" + in.below(10), headers(in));
            case 2 -> new Entry.Head(session, at, new ResponseHead(200 + in.below(400), headers(in), "h2"));
            case 3 -> new Entry.End(session, at);
            case 4 -> new Entry.Failed(session, at, in.of(List.of(Phase.values())), text(in));
            case 5 -> new Entry.Cancelled(session, at);
            default -> new Entry.State(session, at, text(in));
        };
    }

    /** Without what UTF-8 does not have. */
    private static String text(Inputs in) {
        return new String(in.text(20).getBytes(UTF_8), UTF_8);
    }

    private static Headers headers(Inputs in) {
        return Headers.of(in.list(
                4,
                () -> java.util.Map.entry(
                        "X-" + in.below(5), text(in).replace('\n', '.').replace('\r', '.'))));
    }

    static void write(Path file, Instant start, List<Entry> entries) throws IOException {
        try (var writer = RecordingWriter.open(file, start)) {
            for (Entry entry : entries) {
                writer.write(entry);
            }
        }
    }

    static Duration micros(long count) {
        return Duration.ofNanos(1_000 * count);
    }
}
