package dev.rivulet.examples.llm;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.http.AsyncStreamResponse;
import com.openai.core.http.StreamResponse;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/** The call with openai-java. */
final class OpenAiJava {
    private OpenAiJava() {}

    static void ask(String url, String question, Asked asked) {
        OpenAIClient client =
                OpenAIOkHttpClient.builder().baseUrl(url).apiKey("none").build();
        var params = ChatCompletionCreateParams.builder()
                .model("mock")
                .addUserMessage(question)
                .build();
        var stopped = new AtomicBoolean();
        try (StreamResponse<ChatCompletionChunk> answer =
                client.chat().completions().createStreaming(params)) {
            asked.stopWith(() -> stopped.set(true));
            answer.stream()
                    .takeWhile(chunk -> !stopped.get())
                    .flatMap(chunk -> chunk.choices().stream())
                    .flatMap(choice -> choice.delta().content().stream())
                    .forEach(asked::token);
        }
    }

    static void askAsync(String url, String question, Asked asked) {
        OpenAIClient client =
                OpenAIOkHttpClient.builder().baseUrl(url).apiKey("none").build();
        var params = ChatCompletionCreateParams.builder()
                .model("mock")
                .addUserMessage(question)
                .build();
        var answer = client.async().chat().completions().createStreaming(params);
        asked.stopWith(answer::close);
        answer.subscribe(new AsyncStreamResponse.Handler<>() {
            @Override
            public void onNext(ChatCompletionChunk chunk) {
                chunk.choices().forEach(choice -> choice.delta().content().ifPresent(asked::token));
            }

            @Override
            public void onComplete(Optional<Throwable> failure) {
                asked.ended(failure.orElse(null));
            }
        });
    }
}
