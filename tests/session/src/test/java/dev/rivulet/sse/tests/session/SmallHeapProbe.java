package dev.rivulet.sse.tests.session;

import dev.rivulet.sse.SessionState;
import dev.rivulet.sse.SseClient;
import dev.rivulet.sse.SseRequest;
import dev.rivulet.sse.http.Headers;
import dev.rivulet.sse.policy.Delivery;
import dev.rivulet.sse.testkit.FakeTransport;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;

/** The main class of a child JVM with a small heap: one compressed event without end, at the default limits. */
final class SmallHeapProbe {
    private static final int MEGABYTE = 1 << 20;

    private SmallHeapProbe() {}

    public static void main(String[] args) throws IOException {
        var transport = new FakeTransport();
        try (var client = SseClient.builder().transport(transport).build()) {
            var session = client.subscribe(
                    SseRequest.get(URI.create("https://news.example/stream")).delivery(Delivery.inline()), event -> {});
            transport
                    .last()
                    .head(
                            200,
                            Headers.none()
                                    .add("Content-Type", "text/event-stream")
                                    .add("Content-Encoding", "gzip"))
                    .bytes(bomb());
            var closed = (SessionState.Closed) session.state();
            System.out.println(closed.failure().message());
        }
    }

    private static byte[] bomb() throws IOException {
        var out = new ByteArrayOutputStream();
        byte[] megabyte = new byte[MEGABYTE];
        Arrays.fill(megabyte, (byte) 'x');
        try (var gzip = new GZIPOutputStream(out)) {
            gzip.write("data: ".getBytes(StandardCharsets.UTF_8));
            for (int i = 0; i < 100; i++) {
                gzip.write(megabyte);
            }
        }
        return out.toByteArray();
    }
}
