package dev.rivulet.examples.llm;

import dev.rivulet.sse.EndRule.Verdict;
import dev.rivulet.sse.EventView;
import dev.rivulet.sse.SseRequest;
import dev.rivulet.sse.policy.ReconnectPolicy;
import dev.rivulet.sse.policy.ReconnectPolicy.Mode;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** OpenAI's Responses, where the type of an event says what it is. */
final class Responses implements Llm {
    private final LlmProperties settings;
    private final JsonMapper json;

    Responses(LlmProperties settings, JsonMapper json) {
        this.settings = settings;
        this.json = json;
    }

    @Override
    public SseRequest ask(List<Message> messages) {
        Map<String, ?> question = Map.of("model", settings.model(), "stream", true, "input", messages);
        return SseRequest.post(settings.at("/responses"), json.writeValueAsString(question))
                .bearer(settings.key())
                .eventTypes("response.output_text.delta") // the others are not delivered; the end rule sees them
                .endRule(Responses::judge)
                .endRequired(true)
                .repeatable(true)
                .reconnect(
                        ReconnectPolicy.defaults().mode(Mode.BEFORE_FIRST_EVENT).maxAttempts(4));
    }

    private static Verdict judge(EventView event) {
        return switch (event.type()) {
            case "response.completed", "response.incomplete" -> Verdict.END;
            case "response.failed", "error" -> Verdict.RETRY;
            default -> Verdict.CONTINUE;
        };
    }

    @Override
    public String decode(EventView event) {
        return json.readTree(event.array(), event.offset(), event.length())
                .path("delta")
                .asString("");
    }
}
