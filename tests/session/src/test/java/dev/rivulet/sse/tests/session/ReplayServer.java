package dev.rivulet.sse.tests.session;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rivulet.sse.http.Headers;
import dev.rivulet.sse.http.Phase;
import dev.rivulet.sse.testkit.FakeExchange;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.util.Arrays;
import java.util.Random;
import java.util.function.Consumer;
import java.util.zip.GZIPOutputStream;

/**
 * An honest server behind a bad network: it has the events 1 to n and resumes after Last-Event-ID, or at it, or a few
 * before it; what it sends is cut anywhere, in any pieces, and the connection ends in any way. When all has been sent
 * it says {@code end}.
 */
final class ReplayServer implements Consumer<FakeExchange> {
    private final int events;
    private final Random random;
    private final boolean stalls;

    /** @param stalls whether connections may also fall silent, which takes a time-out, or ask to wait */
    ReplayServer(int events, long seed, boolean stalls) {
        this.events = events;
        this.random = new Random(seed);
        this.stalls = stalls;
    }

    @Override
    public synchronized void accept(FakeExchange exchange) {
        switch (random.nextInt(stalls ? 12 : 8)) {
            case 0 -> exchange.failed(Phase.CONNECT, new ConnectException("refused"));
            case 1 ->
                exchange.head(302, Headers.none().add("Location", "/elsewhere")).end();
            case 10 ->
                exchange.head(503, Headers.none().add("Retry-After", "2"))
                        .bytes("busy")
                        .end();
            case 11 -> {} // no answer at all
            default -> stream(exchange);
        }
    }

    private void stream(FakeExchange exchange) {
        String id = exchange.header("Last-Event-ID");
        int from = Math.max(1, (id == null ? 1 : Integer.parseInt(id) + 1) - random.nextInt(4));
        int to = Math.min(events, from + random.nextInt(20));
        StringBuilder text = new StringBuilder(random.nextBoolean() ? "\uFEFF: hello\n\nretry: 1\n\n" : "");
        for (int i = from; i <= to; i++) {
            text.append(block(i));
        }
        boolean whole = to == events && random.nextInt(3) == 0;
        byte[] body = text.append(whole ? "data: end\n\n" : "").toString().getBytes(UTF_8);
        boolean zipped = random.nextInt(4) == 0;
        Headers headers = Headers.none().add("Content-Type", "text/event-stream");
        exchange.head(200, zipped ? headers.add("Content-Encoding", "gzip") : headers);
        byte[] sent = zipped ? gzip(body) : body;
        int cut = whole ? sent.length : random.nextInt(sent.length + 1);
        for (int at = 0; at < cut; ) {
            int next = Math.min(cut, at + 1 + random.nextInt(random.nextBoolean() ? 5 : 200));
            int middle = at + random.nextInt(next - at);
            exchange.bytes(Arrays.copyOfRange(sent, at, middle), Arrays.copyOfRange(sent, middle, next));
            at = next;
        }
        switch (random.nextInt(stalls ? 3 : 2)) {
            case 0 -> exchange.end();
            case 1 -> exchange.failed(Phase.BODY, new IOException("reset"));
            default -> {} // falls silent
        }
    }

    private String block(int i) {
        String end = i % 3 == 0 ? "\r" : i % 3 == 1 ? "\r\n" : "\n";
        String checkpoint = i % 7 == 0 ? "id: " + i + end + end : "";
        return ": tick" + end + "id: " + i + end + "data: " + i + end + end + checkpoint;
    }

    private static byte[] gzip(byte[] body) {
        var out = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(out, 512, true)) {
            for (int at = 0; at < body.length; at += 50) {
                gzip.write(body, at, Math.min(50, body.length - at));
                gzip.flush();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
