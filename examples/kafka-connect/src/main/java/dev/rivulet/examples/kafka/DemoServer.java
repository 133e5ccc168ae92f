package dev.rivulet.examples.kafka;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.Executors;

/**
 * Serves prices: an event a second, with a number as its id. It resumes after the Last-Event-ID, and closes each connection
 * after some events, so that there is something to resume.
 */
final class DemoServer {
    private static final int EVENTS_PER_CONNECTION = 10;
    private static final int MILLIS_BETWEEN_EVENTS = 1_000;

    private DemoServer() {}

    static void start(int port) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.createContext("/", DemoServer::answer);
        server.setExecutor(Executors.newCachedThreadPool(work -> {
            var thread = new Thread(work, "demo server");
            thread.setDaemon(true);
            return thread;
        }));
        server.start();
    }

    private static void answer(HttpExchange exchange) throws IOException {
        String metal = exchange.getRequestURI().getPath().substring(1);
        String last = exchange.getRequestHeaders().getFirst("Last-Event-ID");
        long first = last == null ? 1 : Long.parseLong(last) + 1;
        exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
        exchange.sendResponseHeaders(200, 0);
        try (OutputStream out = exchange.getResponseBody()) {
            for (long id = first; id < first + EVENTS_PER_CONNECTION; id++) {
                out.write(event(metal, id).getBytes(StandardCharsets.UTF_8));
                out.flush();
                Thread.sleep(MILLIS_BETWEEN_EVENTS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String event(String metal, long id) {
        double price = 1_000 + 10 * Math.sin(id / 5.0);
        return String.format(
                Locale.ROOT, "id: %d\nevent: price\ndata: {\"metal\":\"%s\",\"price\":%.2f}\n\n", id, metal, price);
    }
}
