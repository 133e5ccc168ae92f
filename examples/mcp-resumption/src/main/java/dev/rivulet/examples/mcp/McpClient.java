package dev.rivulet.examples.mcp;

import dev.rivulet.sse.SseClient;
import java.net.URI;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A client of the Model Context Protocol, as far as calling tools goes. One thread uses it at a time. */
public final class McpClient implements AutoCloseable {
    private static final String NEWEST = "2025-11-25";
    private static final JsonMapper JSON = JsonMapper.shared();

    private final StreamableHttp http;
    private int lastId;

    private McpClient(StreamableHttp http) {
        this.http = http;
    }

    /**
     * Begins a session with a server.
     *
     * @param client stays the caller's
     * @throws McpException if the server refuses it
     */
    public static McpClient connect(SseClient client, URI uri) {
        var mcp = new McpClient(new StreamableHttp(client, uri));
        mcp.initialize();
        return mcp;
    }

    private void initialize() {
        ObjectNode parameters = JSON.createObjectNode().put("protocolVersion", NEWEST);
        parameters.putObject("capabilities");
        parameters.putObject("clientInfo").put("name", "rivulet-example").put("version", "1");
        JsonNode result = ask("initialize", parameters, none -> {});
        http.speak(result.path("protocolVersion").asString(NEWEST));
        http.notify(message("notifications/initialized"));
    }

    /** The server's tools. */
    public JsonNode tools() {
        return ask("tools/list", JSON.createObjectNode(), none -> {}).path("tools");
    }

    /**
     * Calls a tool, and returns its result. Blocks until it has come, over as many connections as that takes.
     *
     * @param onNotification receives what the server sends before the result, each message once and in order
     * @throws McpException if the tool fails, or the stream is lost and cannot be resumed
     */
    public JsonNode call(String tool, ObjectNode arguments, Consumer<JsonNode> onNotification) {
        ObjectNode parameters = JSON.createObjectNode().put("name", tool);
        parameters.set("arguments", arguments);
        parameters.putObject("_meta").put("progressToken", lastId + 1);
        return ask("tools/call", parameters, onNotification);
    }

    /** The server's name for this session. */
    public String sessionId() {
        return http.sessionId();
    }

    private JsonNode ask(String method, ObjectNode parameters, Consumer<JsonNode> onNotification) {
        ObjectNode request = message(method).put("id", ++lastId);
        request.set("params", parameters);
        JsonNode answer = http.ask(request, onNotification);
        if (!answer.has("result")) {
            throw new McpException(method + " was answered with an error: " + answer.path("error"));
        }
        return answer.path("result");
    }

    private static ObjectNode message(String method) {
        return JSON.createObjectNode().put("jsonrpc", "2.0").put("method", method);
    }

    /** Ends the session at the server. */
    @Override
    public void close() {
        http.end();
    }
}
