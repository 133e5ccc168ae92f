package dev.rivulet.examples.mcp;

import dev.rivulet.examples.mcp.mock.Connections;
import dev.rivulet.examples.mcp.mock.MockMcpServer;
import dev.rivulet.sse.SseClient;
import java.io.IOException;
import java.net.URI;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Calls a tool over connections that are cut, and over some that the server closes and asks the client to poll. */
public final class Example {
    private static final int LAST = 12;

    private Example() {}

    /** Without an argument, the mock server is started; otherwise the argument is the URI of a server with the same tool. */
    public static void main(String[] arguments) throws IOException {
        if (arguments.length > 0) {
            run(URI.create(arguments[0]));
            return;
        }
        try (MockMcpServer server = MockMcpServer.start(0)) {
            run(server.uri());
            System.out.println("\nWhat the server saw:");
            server.visits().forEach(visit -> System.out.println("  " + visit));
        }
    }

    private static void run(URI uri) {
        try (SseClient client = SseClient.create();
                McpClient mcp = McpClient.connect(client, uri)) {
            System.out.println("session " + mcp.sessionId());
            for (Connections connections : Connections.values()) {
                count(mcp, connections);
            }
        }
    }

    private static void count(McpClient mcp, Connections connections) {
        System.out.println("\ncount, connections: " + connections);
        ObjectNode arguments =
                JsonMapper.shared().createObjectNode().put("to", LAST).put("connections", connections.name());
        JsonNode result = mcp.call("count", arguments, Example::print);
        System.out.println("  result: " + result.at("/content/0/text").asString(""));
    }

    private static void print(JsonNode notification) {
        JsonNode progress = notification.path("params");
        System.out.println("  progress " + progress.path("progress") + " of " + progress.path("total"));
    }
}
