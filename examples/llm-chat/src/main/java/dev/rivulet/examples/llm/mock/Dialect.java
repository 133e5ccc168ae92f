package dev.rivulet.examples.llm.mock;

import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The events of an answer, as OpenAI writes them. What no client here reads is left out. */
enum Dialect {
    CHAT_COMPLETIONS("/v1/chat/completions", "messages") {
        @Override
        List<String> beginning() {
            return List.of(chunk("{\"role\":\"assistant\",\"content\":\"\"}", "null"));
        }

        @Override
        String token(String text) {
            return chunk("{\"content\":" + quoted(text) + "}", "null");
        }

        @Override
        List<String> end() {
            return List.of(chunk("{}", "\"stop\""), "data: [DONE]\n\n");
        }

        @Override
        String error() {
            return "data: {\"error\":{\"message\":\"the mock has failed\",\"type\":\"server_error\",\"code\":null}}\n\n";
        }

        private String chunk(String delta, String finishReason) {
            return "data: {\"id\":\"chatcmpl-1\",\"object\":\"chat.completion.chunk\",\"created\":1767225600,\"model\":\"mock\","
                    + "\"choices\":[{\"index\":0,\"delta\":" + delta + ",\"finish_reason\":" + finishReason + "}]}\n\n";
        }
    },

    RESPONSES("/v1/responses", "input") {
        @Override
        List<String> beginning() {
            return List.of(event("response.created", RESPONSE), event("response.in_progress", RESPONSE));
        }

        @Override
        String token(String text) {
            return event(
                    "response.output_text.delta",
                    "\"item_id\":\"msg_1\",\"output_index\":0,\"content_index\":0,\"delta\":" + quoted(text));
        }

        @Override
        List<String> end() {
            return List.of(event("response.completed", RESPONSE));
        }

        @Override
        String error() {
            return event("error", "\"code\":\"server_error\",\"message\":\"the mock has failed\",\"param\":null");
        }

        private String event(String type, String members) {
            return "event: " + type + "\ndata: {\"type\":\"" + type + "\"," + members + "}\n\n";
        }
    };

    private static final String RESPONSE =
            "\"response\":{\"id\":\"resp_1\",\"object\":\"response\",\"model\":\"mock\"}";
    private static final JsonMapper JSON = JsonMapper.shared();

    private final String path;
    private final String messages;

    Dialect(String path, String messages) {
        this.path = path;
        this.messages = messages;
    }

    String path() {
        return path;
    }

    /** The messages of a request's body. */
    JsonNode messages(String body) {
        return JSON.readTree(body).path(messages);
    }

    abstract List<String> beginning();

    abstract String token(String text);

    abstract List<String> end();

    abstract String error();

    private static String quoted(String text) {
        return JSON.writeValueAsString(text);
    }
}
