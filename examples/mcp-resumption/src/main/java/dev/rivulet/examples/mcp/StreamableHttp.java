package dev.rivulet.examples.mcp;

import dev.rivulet.sse.Failure;
import dev.rivulet.sse.RequestCustomizer;
import dev.rivulet.sse.ResponseRules;
import dev.rivulet.sse.ResponseRules.Verdict;
import dev.rivulet.sse.SseClient;
import dev.rivulet.sse.SseEvent;
import dev.rivulet.sse.SseException;
import dev.rivulet.sse.SseRequest;
import dev.rivulet.sse.SseStream;
import dev.rivulet.sse.http.Headers;
import dev.rivulet.sse.policy.ReconnectPolicy;
import dev.rivulet.sse.policy.Timeouts;
import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Consumer;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The streamable HTTP transport: each message is a POST, which is answered by JSON or by a stream of events. A stream that
 * ends before the answer has come is resumed by a GET.
 */
final class StreamableHttp {
    private static final Duration MOST = Duration.ofMinutes(5);
    // A poll that brings nothing new counts as a loss: the next one comes up to a second after the server's retry.
    private static final ReconnectPolicy RECONNECT =
            ReconnectPolicy.defaults().initialDelay(Duration.ofMillis(100)).maxDelay(Duration.ofSeconds(1));
    // 405: a server need not allow a DELETE.
    private static final ResponseRules NO_ANSWER = ResponseRules.standard()
            .on(200, Verdict.NO_CONTENT)
            .on(202, Verdict.NO_CONTENT)
            .on(405, Verdict.NO_CONTENT);
    private static final JsonMapper JSON = JsonMapper.shared();

    private final SseClient client;
    private final URI uri;
    private Headers session = Headers.none();

    StreamableHttp(SseClient client, URI uri) {
        this.client = client;
        this.uri = uri;
    }

    /** Sends a request, and returns its answer; what comes before goes to the consumer. */
    JsonNode ask(ObjectNode request, Consumer<JsonNode> others) {
        SseRequest post = SseRequest.post(uri, request.toString())
                .name(request.path("method").asString("")) // in logs and meters
                .accept("application/json")
                .customizer(
                        RequestCustomizer.blocking((original, attempt, lastEventId, failure) -> lastEventId.isEmpty()
                                ? original
                                : original.method("GET").body(null)))
                .responseRules(ResponseRules.standard().on(409, Verdict.RETRY)) // it still has the lost connection
                .reconnect(RECONNECT)
                .timeouts(Timeouts.defaults().total(MOST));
        try (SseStream<SseEvent> answers = client.stream(inSession(post))) {
            for (SseEvent event : answers) {
                JsonNode message = event.data().isEmpty() ? JSON.nullNode() : JSON.readTree(event.data());
                if (isAnswer(message, request)) {
                    join(answers.session().opened().toCompletableFuture().join().headers());
                    return message;
                }
                if (message.has("method")) { // an event without data has only an ID, to resume after
                    others.accept(message);
                }
            }
            throw new McpException("The server ended the session without an answer.");
        } catch (SseException e) {
            return jsonOf(e);
        }
    }

    private static boolean isAnswer(JsonNode message, ObjectNode request) {
        return message.has("id") && !message.has("method") && message.get("id").equals(request.get("id"));
    }

    /** Sends a message that has no answer. */
    void notify(ObjectNode message) {
        send(SseRequest.post(uri, message.toString()).accept("application/json"));
    }

    /** Ends the session, if the server allows that. */
    void end() {
        if (!sessionId().isEmpty()) {
            send(SseRequest.of("DELETE", uri));
        }
    }

    private void send(SseRequest request) {
        SseRequest once = inSession(request).responseRules(NO_ANSWER).reconnect(ReconnectPolicy.never());
        try (SseStream<SseEvent> none = client.stream(once)) {
            none.next();
        } catch (SseException e) {
            throw new McpException(e.getMessage(), e);
        }
    }

    /** From now on each request names the version. */
    void speak(String version) {
        session = session.set("MCP-Protocol-Version", version);
    }

    String sessionId() {
        return Objects.requireNonNullElse(session.first("Mcp-Session-Id"), "");
    }

    private SseRequest inSession(SseRequest request) {
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

    /** What was answered in JSON, instead of events. Rivulet keeps 64 KiB of it. */
    private JsonNode jsonOf(SseException e) {
        Failure.Response response = e.failure().response();
        if (!(e.failure() instanceof Failure.NotAnEventStream) || response == null || response.status() != 200) {
            throw new McpException(e.getMessage() + (response == null ? "" : " " + response.body()), e);
        }
        join(response.headers());
        try {
            return JSON.readTree(response.body());
        } catch (JacksonException notJson) {
            throw new McpException("The answer is not JSON, or longer than 64 KiB: " + notJson.getMessage(), notJson);
        }
    }
}
