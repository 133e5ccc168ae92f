package dev.rivulet.examples.llm;

/** With chat completions. */
class ChatCompletionsTest extends ChatTest {
    ChatCompletionsTest() {
        super(LlmProperties.Api.CHAT_COMPLETIONS);
    }
}
