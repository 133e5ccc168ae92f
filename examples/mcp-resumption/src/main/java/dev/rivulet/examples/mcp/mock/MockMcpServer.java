package dev.rivulet.examples.mcp.mock;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A server of the Model Context Protocol over streamable HTTP (2025-06-18 and 2025-11-25), with one tool: {@code count}.
 * The answer to a call is a stream, which can be resumed by a GET.
 */
public final class MockMcpServer implements AutoCloseable {
    private static final Set<String> VERSIONS = Set.of("2025-06-18", "2025-11-25");
    private static final Duration PACE = Duration.ofMillis(150);
    private static final JsonMapper JSON = JsonMapper.shared();

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountTool tool;
    private final Set<String> sessions = ConcurrentHashMap.newKeySet();
    private final Map<String, EventLog> streams = new ConcurrentHashMap<>();
    private final List<Visit> visits = new CopyOnWriteArrayList<>();

    private MockMcpServer(HttpServer server, Duration pace) {
        this.server = server;
        this.tool = new CountTool(pace);
    }

    /** Starts one. Port 0 is a free one. */
    public static MockMcpServer start(int port) throws IOException {
        return start(port, PACE);
    }

    /** Starts one whose tool takes so long for each number. */
    public static MockMcpServer start(int port, Duration pace) throws IOException {
        var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        var mock = new MockMcpServer(HttpServer.create(address, 0), pace);
        mock.server.createContext("/mcp", mock::answer);
        mock.server.setExecutor(mock.threads);
        mock.server.start();
        return mock;
    }

    /** Where it is. */
    public URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/mcp");
    }

    /** The requests until now. */
    public List<Visit> visits() {
        return List.copyOf(visits);
    }

    /** Forgets all sessions, as after a restart. */
    public void forgetSessions() {
        sessions.clear();
    }

    private void answer(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        JsonNode message = body.isEmpty() ? JSON.nullNode() : JSON.readTree(body);
        Visit visit = visit(exchange, message.path("method").asString(""));
        visits.add(visit);
        if (visit.rpcMethod().equals("initialize")) {
            initialize(exchange, message);
        } else if (!VERSIONS.contains(visit.protocolVersion())
                || visit.sessionId().isEmpty()) {
            end(exchange, 400);
        } else if (!sessions.contains(visit.sessionId())) {
            end(exchange, 404); // the client has to begin a new session
        } else {
            answerInSession(exchange, visit, message);
        }
    }

    private static Visit visit(HttpExchange exchange, String rpcMethod) {
        return new Visit(
                exchange.getRequestMethod(),
                rpcMethod,
                header(exchange, "Last-Event-ID"),
                header(exchange, "Mcp-Session-Id"),
                header(exchange, "MCP-Protocol-Version"),
                System.nanoTime());
    }

    private void initialize(HttpExchange exchange, JsonNode message) throws IOException {
        String id = UUID.randomUUID().toString();
        sessions.add(id);
        exchange.getResponseHeaders().set("Mcp-Session-Id", id);
        String result = "{\"protocolVersion\":" + message.at("/params/protocolVersion")
                + ",\"capabilities\":{\"tools\":{}},\"serverInfo\":{\"name\":\"mock\",\"version\":\"1\"}}";
        end(exchange, "text/event-stream", "data: " + answer(message, result) + "\n\n");
    }

    private static String answer(JsonNode message, String result) {
        return "{\"jsonrpc\":\"2.0\",\"id\":" + message.path("id") + ",\"result\":" + result + "}";
    }

    private void answerInSession(HttpExchange exchange, Visit visit, JsonNode message) throws IOException {
        EventLog resumed = visit.lastEventId().isEmpty() ? null : streams.get(EventLog.nameOf(visit.lastEventId()));
        if (visit.rpcMethod().equals("tools/call")) {
            send(exchange, call(visit, message), 0);
        } else if (visit.rpcMethod().equals("tools/list")) {
            end(exchange, "application/json", answer(message, CountTool.LIST));
        } else if (visit.method().equals("GET") && resumed != null) {
            send(exchange, resumed, EventLog.numberOf(visit.lastEventId()) + 1);
        } else if (visit.method().equals("DELETE")) {
            sessions.remove(visit.sessionId());
            end(exchange, 204);
        } else if (visit.rpcMethod().startsWith("notifications/")) {
            end(exchange, 202);
        } else {
            end(exchange, 405);
        }
    }

    private EventLog call(Visit visit, JsonNode message) {
        String name = "s" + (streams.size() + 1);
        String connections = message.at("/params/arguments/connections").asString("WHOLE");
        var log = new EventLog(name, Connections.valueOf(connections));
        streams.put(name, log);
        if (visit.protocolVersion().compareTo("2025-11-25") >= 0) {
            log.add(""); // an ID to resume after, before there is a message
        }
        tool.start(message, log);
        return log;
    }

    private static void send(HttpExchange exchange, EventLog log, int first) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
        exchange.sendResponseHeaders(200, 0);
        try {
            new Sending(log, exchange.getResponseBody()).from(first);
            exchange.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void end(HttpExchange exchange, String type, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(200, bytes.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(bytes);
        }
    }

    private static void end(HttpExchange exchange, int status) throws IOException {
        exchange.sendResponseHeaders(status, -1);
        exchange.close();
    }

    private static String header(HttpExchange exchange, String name) {
        return Objects.requireNonNullElse(exchange.getRequestHeaders().getFirst(name), "");
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
