package dev.rivulet.examples.llm;

import dev.rivulet.examples.llm.mock.MockLlm;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import tools.jackson.databind.json.JsonMapper;

/** The chat: a page at {@code /}, and the answers at {@code /chat}. */
@SpringBootApplication
@EnableConfigurationProperties(LlmProperties.class)
public class ChatApplication {
    /** Starts it. Spring reads its settings from {@code application.properties} and from the arguments. */
    public static void main(String[] arguments) {
        SpringApplication.run(ChatApplication.class, arguments);
    }

    @Bean
    Llm llm(LlmProperties settings, JsonMapper json) {
        return switch (settings.api()) {
            case CHAT_COMPLETIONS -> new ChatCompletions(settings, json);
            case RESPONSES -> new Responses(settings, json);
        };
    }

    @Bean
    @ConditionalOnProperty("llm.mock")
    MockLlm mock(LlmProperties settings) {
        return MockLlm.start(settings.url().getPort());
    }
}
