package dev.rivulet.examples.llm;

import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.PartialResponse;
import dev.langchain4j.model.chat.response.PartialResponseContext;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;

/** The call with langchain4j. */
final class LangChain4j {
    private LangChain4j() {}

    static void ask(String url, String question, Asked asked) {
        StreamingChatModel model = OpenAiStreamingChatModel.builder()
                .baseUrl(url)
                .apiKey("none")
                .modelName("mock")
                .build();
        model.chat(question, new StreamingChatResponseHandler() {
            @Override
            public void onPartialResponse(PartialResponse part, PartialResponseContext context) {
                asked.stopWith(context.streamingHandle()::cancel);
                asked.token(part.text());
            }

            @Override
            public void onCompleteResponse(ChatResponse response) {
                asked.ended(null);
            }

            @Override
            public void onError(Throwable failure) {
                asked.ended(failure);
            }
        });
    }
}
