package dev.rivulet.examples.llm;

import java.net.URI;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Which language model is asked.
 *
 * @param url what comes before {@code /chat/completions}
 * @param key sent as a bearer token
 * @param mock whether a mock is started at the port of {@code url}
 */
@ConfigurationProperties("llm")
record LlmProperties(
        URI url,
        String key,
        String model,
        Api api,
        @DefaultValue("false") boolean mock) {
    /** The two ways to ask that OpenAI has. */
    enum Api {
        CHAT_COMPLETIONS,
        RESPONSES
    }

    URI at(String path) {
        return URI.create(url + path);
    }
}
