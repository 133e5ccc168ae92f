package dev.rivulet.sse.tests.interop.servers;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rivulet.sse.Failure;
import dev.rivulet.sse.SseClient;
import dev.rivulet.sse.SseEvent;
import dev.rivulet.sse.SseException;
import dev.rivulet.sse.SseRequest;
import dev.rivulet.sse.SseStream;
import dev.rivulet.sse.http.Headers;
import dev.rivulet.sse.policy.Timeouts;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * A client of the Model Context Protocol, as far as its streamable HTTP transport goes: each message is a POST, whose
 * answer is JSON or a stream of events. A stream that ends before the answer has come is resumed by a GET.
 */
public final class McpClient {
    private static final String VERSION = "2025-11-25";
    private static final Duration MOST = Duration.ofSeconds(60);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final SseClient client;
    private final URI uri;
    private Headers session = Headers.none();
    private int lastId;

    McpClient(SseClient client, URI uri) {
        this.client = client;
        this.uri = uri;
    }

    /** Calls each tool of a server. The arguments are a transport's name and the server's URI. */
    public static void main(String[] arguments) throws Exception {
        try (SseClient client = SseClient.builder().transport(arguments[0]).build()) {
            var mcp = new McpClient(client, URI.create(arguments[1]));
            mcp.initialize();
            for (JsonNode tool : mcp.ask("tools/list", JSON.createObjectNode()).get("tools")) {
                System.out.println(mcp.call(tool));
            }
        }
    }

    private void initialize() throws JsonProcessingException {
        ObjectNode parameters = JSON.createObjectNode().put("protocolVersion", VERSION);
        parameters.putObject("capabilities");
        parameters.putObject("clientInfo").put("name", "rivulet").put("version", "1");
        JsonNode result = ask("initialize", parameters);
        session = session.set(
                "MCP-Protocol-Version", result.get("protocolVersion").textValue());
        say("notifications/initialized");
    }

    /** Calls a tool with a number for each of its parameters. */
    private JsonNode call(JsonNode tool) throws JsonProcessingException {
        ObjectNode parameters =
                JSON.createObjectNode().put("name", tool.get("name").textValue());
        ObjectNode values = parameters.putObject("arguments");
        tool.at("/inputSchema/properties").fieldNames().forEachRemaining(name -> values.put(name, 2));
        return ask("tools/call", parameters);
    }

    private void say(String method) throws JsonProcessingException {
        Failure failure = failure(post(message(method)));
        if (!(failure instanceof Failure.HttpError accepted)
                || accepted.response().status() != 202) {
            takeJson(failure);
        }
    }

    private @Nullable Failure failure(SseRequest request) {
        try (SseStream<SseEvent> none = client.stream(request)) {
            throw new IllegalStateException("a notification was answered: " + none.next());
        } catch (SseException e) {
            return e.failure();
        }
    }

    private JsonNode ask(String method, ObjectNode parameters) throws JsonProcessingException {
        int id = ++lastId;
        SseRequest request = post(message(method).put("id", id).set("params", parameters));
        try (SseStream<SseEvent> answers = client.stream(request)) {
            for (SseEvent event : answers) {
                JsonNode message = event.data().isEmpty() ? JSON.nullNode() : JSON.readTree(event.data());
                if (message.path("id").asInt() == id) {
                    join(answers.session().opened().toCompletableFuture().join().headers());
                    return result(message);
                }
            }
            throw new IllegalStateException("no answer to " + method);
        } catch (SseException e) {
            return result(takeJson(e.failure()));
        }
    }

    private static ObjectNode message(String method) {
        return JSON.createObjectNode().put("jsonrpc", "2.0").put("method", method);
    }

    private SseRequest post(JsonNode message) throws JsonProcessingException {
        SseRequest request = SseRequest.post(uri, JSON.writeValueAsString(message));
        return withSession(request)
                .accept("application/json")
                .customizer(this::resuming)
                .timeouts(Timeouts.defaults().total(MOST));
    }

    private CompletionStage<SseRequest> resuming(
            SseRequest original, int attempt, String lastEventId, @Nullable Failure lastFailure) {
        return CompletableFuture.completedFuture(lastEventId.isEmpty() ? original : withSession(SseRequest.get(uri)));
    }

    private SseRequest withSession(SseRequest request) {
        SseRequest named = request;
        for (var header : session.lines()) {
            named = named.header(header.getKey(), header.getValue());
        }
        return named;
    }

    private void join(Headers response) {
        String id = response.first("Mcp-Session-Id");
        if (id != null) {
            session = session.set("Mcp-Session-Id", id);
        }
    }

    /** What was answered in JSON, instead of events. */
    private JsonNode takeJson(@Nullable Failure failure) throws JsonProcessingException {
        if (failure instanceof Failure.NotAnEventStream plain
                && plain.response().status() == 200) {
            join(plain.response().headers());
            return JSON.readTree(plain.response().body());
        }
        throw new IllegalStateException(String.valueOf(failure));
    }

    private static JsonNode result(JsonNode answer) {
        if (!answer.has("result")) {
            throw new IllegalStateException("an error was answered: " + answer);
        }
        return answer.get("result");
    }
}
