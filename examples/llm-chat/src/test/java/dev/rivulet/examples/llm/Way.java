package dev.rivulet.examples.llm;

import dev.rivulet.sse.SseClient;
import dev.rivulet.sse.SseStream;
import java.net.URI;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/** The ways to ask that are compared. Each starts to ask, and returns at once. */
enum Way {
    RIVULET {
        @Override
        void start(String url, String question, Asked asked) {
            var settings =
                    new LlmProperties(URI.create(url), "none", "mock", LlmProperties.Api.CHAT_COMPLETIONS, false);
            var llm = new ChatCompletions(settings, JsonMapper.shared());
            SseStream<String> answer = CLIENT.stream(llm.ask(List.of(new Message("user", question))), llm);
            asked.stopWith(answer::close);
            inBackground(asked, () -> {
                try (answer) {
                    answer.forEach(asked::token);
                }
            });
        }
    },

    OPENAI_JAVA {
        @Override
        void start(String url, String question, Asked asked) {
            inBackground(asked, () -> OpenAiJava.ask(url, question, asked));
        }
    },

    OPENAI_JAVA_ASYNC {
        @Override
        void start(String url, String question, Asked asked) {
            OpenAiJava.askAsync(url, question, asked);
        }
    },

    LANGCHAIN4J {
        @Override
        void start(String url, String question, Asked asked) {
            inBackground(asked, () -> LangChain4j.ask(url, question, asked), false);
        }
    };

    private static final SseClient CLIENT = SseClient.create();

    abstract void start(String url, String question, Asked asked);

    Asked ask(URI url, String question) {
        var asked = new Asked();
        start(url.toString(), question, asked);
        return asked;
    }

    private static void inBackground(Asked asked, Runnable work) {
        inBackground(asked, work, true);
    }

    /** @param blocking whether the work is done when it returns */
    private static void inBackground(Asked asked, Runnable work, boolean blocking) {
        var thread = new Thread(
                () -> {
                    try {
                        work.run();
                        if (blocking) {
                            asked.ended(null);
                        }
                    } catch (RuntimeException failure) {
                        asked.ended(failure);
                    }
                },
                "asking");
        thread.setDaemon(true);
        thread.start();
    }
}
