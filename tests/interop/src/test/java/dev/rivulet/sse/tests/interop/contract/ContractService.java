package dev.rivulet.sse.tests.interop.contract;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.rivulet.sse.SseClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The service that the harness of sse-contract-tests asks for event streams, which it opens with {@link SseClient}. It
 * listens on the loopback address only. Methods may be called from any thread.
 */
final class ContractService implements AutoCloseable {
    private static final String STREAMS = "/streams/";
    private static final Map<String, Object> STATUS = Map.of(
            "name",
            "rivulet",
            "capabilities",
            List.of(
                    "bom",
                    "comments",
                    "event-type-listeners",
                    "headers",
                    "last-event-id",
                    "post",
                    "read-timeout",
                    "report",
                    "restart",
                    "server-directed-shutdown-request"));

    private final HttpServer server;
    private final SseClient client;
    private final ExecutorService threads = Executors.newCachedThreadPool(ContractService::daemon);
    private final Map<String, ContractStream> streams = new ConcurrentHashMap<>();
    private final AtomicInteger opened = new AtomicInteger();
    private final CountDownLatch quit = new CountDownLatch(1);

    private ContractService(HttpServer server, SseClient client) {
        this.server = server;
        this.client = client;
    }

    /** Listens. The client stays the caller's to close. */
    static ContractService start(int port, SseClient client) throws IOException {
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        var service = new ContractService(server, client);
        server.createContext("/", service::handle);
        server.setExecutor(service.threads);
        server.start();
        return service;
    }

    /** Where it listens, without a path. */
    URI uri() {
        return URI.create("http://localhost:" + server.getAddress().getPort());
    }

    /** Waits until the harness says that it is done. */
    void awaitQuit() throws InterruptedException {
        quit.await();
    }

    /** Ends the streams, waits until the harness has taken what it is being sent, and stops listening. */
    @Override
    public void close() {
        streams.values().forEach(ContractStream::close);
        streams.values().forEach(stream -> stream.closed().join());
        server.stop(0);
        threads.shutdown();
    }

    private void handle(HttpExchange exchange) throws IOException {
        Answer answer;
        try (exchange) {
            answer = answer(exchange);
            answer.send(exchange);
        }
        if (answer.isLast()) {
            quit.countDown();
        }
    }

    private Answer answer(HttpExchange exchange) throws IOException {
        try {
            String path = exchange.getRequestURI().getPath();
            return path.equals("/") || path.isEmpty() ? onService(exchange) : onStream(exchange, path);
        } catch (IllegalArgumentException e) {
            return Answer.badRequest(e.getMessage());
        }
    }

    private Answer onService(HttpExchange exchange) throws IOException {
        return switch (exchange.getRequestMethod()) {
            case "GET" -> Answer.json(STATUS);
            case "POST" -> open(Json.read(exchange.getRequestBody(), StreamParameters.class));
            case "DELETE" -> Answer.last();
            default -> Answer.notAllowed();
        };
    }

    private Answer open(StreamParameters parameters) {
        String path = STREAMS + opened.incrementAndGet();
        streams.put(path, ContractStream.open(client, parameters));
        return Answer.created(path);
    }

    private Answer onStream(HttpExchange exchange, String path) throws IOException {
        ContractStream stream = streams.get(path);
        if (stream == null) {
            return Answer.notFound();
        }
        switch (exchange.getRequestMethod()) {
            case "POST" -> stream.command(Json.read(exchange.getRequestBody(), ContractCommand.class));
            case "DELETE" -> {
                streams.remove(path);
                stream.close();
            }
            default -> {
                return Answer.notAllowed();
            }
        }
        return Answer.done();
    }

    private static Thread daemon(Runnable task) {
        var thread = new Thread(task, "contract-service");
        thread.setDaemon(true);
        return thread;
    }
}
