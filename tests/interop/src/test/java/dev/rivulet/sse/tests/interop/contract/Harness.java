package dev.rivulet.sse.tests.interop.contract;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.rivulet.sse.SseClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Plays the suite's harness against a service of its own: asks for streams, and takes the callbacks. */
final class Harness implements BeforeEachCallback, AfterEachCallback {
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /** Shared, as one client serves a whole application. */
    private static final SseClient CLIENT = SseClient.create();

    private final ContractService service;
    private final HttpServer callbacks;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<HarnessStream> streams = new CopyOnWriteArrayList<>();

    Harness() throws IOException {
        service = ContractService.start(0, CLIENT);
        callbacks = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        callbacks.createContext("/callbacks/", this::called);
        callbacks.setExecutor(threads);
        callbacks.start();
    }

    @Override
    public void afterEach(ExtensionContext context) {
        streams.forEach(HarnessStream::release);
        service.close();
        callbacks.stop(0);
        threads.shutdown();
    }

    ContractService service() {
        return service;
    }

    /** Opens a stream that wants nothing special, but comes back at once when it is lost. */
    HarnessStream open(URI streamUrl) throws Exception {
        return open(streamUrl, Map.of("initialDelayMs", 0));
    }

    HarnessStream open(URI streamUrl, Map<String, ?> parameters) throws Exception {
        var stream = new HarnessStream(this);
        streams.add(stream);
        Map<String, Object> all = new HashMap<>(parameters);
        all.put("streamUrl", streamUrl);
        all.put("callbackUrl", callbackUrl(streams.size() - 1));
        stream.openedAt(location(post("", all)));
        return stream;
    }

    private URI callbackUrl(int stream) {
        return URI.create("http://localhost:" + callbacks.getAddress().getPort() + "/callbacks/" + stream);
    }

    HttpResponse<String> post(String path, Object value) throws Exception {
        return send("POST", path, new String(Json.write(value), StandardCharsets.UTF_8));
    }

    HttpResponse<String> send(String method, String path) throws Exception {
        return send(method, path, "");
    }

    HttpResponse<String> send(String method, String path, String body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(service.uri() + path))
                .method(method, BodyPublishers.ofString(body))
                .build();
        return HTTP.send(request, BodyHandlers.ofString());
    }

    private static String location(HttpResponse<String> created) {
        if (created.statusCode() != 201) {
            throw new AssertionError(created.statusCode() + ": " + created.body());
        }
        return created.headers().firstValue("Location").orElseThrow();
    }

    private void called(HttpExchange exchange) throws IOException {
        try (exchange) {
            String[] path = exchange.getRequestURI().getPath().split("/", -1);
            HarnessStream stream = streams.get(Integer.parseInt(path[2]));
            stream.received(Integer.parseInt(path[3]), Json.read(exchange.getRequestBody()));
            exchange.sendResponseHeaders(202, -1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
