package dev.rivulet.examples.llm;

import dev.rivulet.sse.EndRule.Verdict;
import dev.rivulet.sse.EventView;
import dev.rivulet.sse.SseRequest;
import dev.rivulet.sse.policy.ReconnectPolicy;
import dev.rivulet.sse.policy.ReconnectPolicy.Mode;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** OpenAI's chat completions, which many other servers speak too. */
final class ChatCompletions implements Llm {
    private final LlmProperties settings;
    private final JsonMapper json;

    ChatCompletions(LlmProperties settings, JsonMapper json) {
        this.settings = settings;
        this.json = json;
    }

    @Override
    public SseRequest ask(List<Message> messages) {
        Map<String, ?> question = Map.of("model", settings.model(), "stream", true, "messages", messages);
        return SseRequest.post(settings.at("/chat/completions"), json.writeValueAsString(question))
                .bearer(settings.key())
                .endMarker("[DONE]")
                .endRule(event -> read(event).has("error") ? Verdict.RETRY : Verdict.CONTINUE)
                .repeatable(true) // the POST may be sent again; by the mode, only before the first token
                .reconnect(
                        ReconnectPolicy.defaults().mode(Mode.BEFORE_FIRST_EVENT).maxAttempts(4));
    }

    @Override
    public @Nullable String decode(EventView event) {
        String text = read(event).at("/choices/0/delta/content").asString("");
        return text.isEmpty()
                ? null
                : text; // the first chunk has only the role, the last one only the reason of the end
    }

    private JsonNode read(EventView event) {
        return json.readTree(event.array(), event.offset(), event.length());
    }
}
