package dev.rivulet.examples.wikimedia;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Serves recent changes as Wikimedia does, from two topics, on loopback. A connection ends after some events, as Wikimedia's
 * do after some minutes. It answers 403 to a User-Agent that does not say whom to contact.
 */
final class MockWikimedia implements AutoCloseable {
    private static final String PATH = "/v2/stream/recentchange";

    /**
     * How fast it is.
     *
     * @param eventsPerConnection after which a connection ends
     * @param pause after each event, in milliseconds
     */
    record Speed(int eventsPerConnection, int pause) {
        /** About as many events a second as Wikimedia has. */
        static final Speed LIVE = new Speed(300, 25);
    }

    private final HttpServer server;
    private final Speed speed;
    private final AtomicLong connections = new AtomicLong();
    private final AtomicLong end = new AtomicLong(); // the time of the latest event sent

    private MockWikimedia(HttpServer server, Speed speed) {
        this.server = server;
        this.speed = speed;
    }

    static MockWikimedia start(Speed speed) throws IOException {
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        var mock = new MockWikimedia(server, speed);
        server.createContext(PATH, mock::answer);
        server.setExecutor(Executors.newCachedThreadPool(work -> {
            var thread = new Thread(work, "mock Wikimedia");
            thread.setDaemon(true);
            return thread;
        }));
        server.start();
        return mock;
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + PATH);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String userAgent = exchange.getRequestHeaders().getFirst("User-Agent");
            if (userAgent == null || !userAgent.contains("(")) {
                exchange.sendResponseHeaders(403, -1);
                return;
            }
            String id = exchange.getRequestHeaders().getFirst("Last-Event-ID");
            var merged = new MergedTopics(id, end.get() + 1, connections.incrementAndGet());
            exchange.getResponseHeaders().set("Content-Type", "text/event-stream; charset=utf-8");
            exchange.sendResponseHeaders(200, 0);
            stream(merged, new BufferedOutputStream(exchange.getResponseBody()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void stream(MergedTopics merged, OutputStream out) throws IOException, InterruptedException {
        write(out, ":ok\nretry: 100\n\n");
        for (int sent = 0; sent < speed.eventsPerConnection(); sent++) {
            Change change = merged.next();
            end.accumulateAndGet(change.timestamp(), Math::max);
            write(out, "event: message\nid: " + merged.id() + "\ndata: " + change.json() + "\n\n");
            if (speed.pause() > 0) {
                out.flush();
                Thread.sleep(speed.pause());
            }
        }
        out.close();
    }

    private static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
