package dev.rivulet.examples.llm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.examples.llm.mock.MockLlm;
import dev.rivulet.examples.llm.mock.Visit;
import dev.rivulet.sse.SseClient;
import dev.rivulet.sse.SseEvent;
import dev.rivulet.sse.SseRequest;
import dev.rivulet.sse.SseStream;
import dev.rivulet.sse.policy.ReconnectPolicy;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.json.JsonMapper;

/** The application with the mock, asked as the page asks it, over both ways of asking the language model. */
@Timeout(60)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ChatTest {
    private static final JsonMapper JSON = JsonMapper.shared();

    /** What the page receives: the tokens, and the event that ends them. */
    private record Received(List<String> tokens, SseEvent end) {
        String text() {
            return String.join("", tokens);
        }
    }

    private final MockLlm mock = MockLlm.start(0, Duration.ofMillis(2));
    private final SseClient page = SseClient.create();
    private final Map<LlmProperties.Api, ConfigurableApplicationContext> applications = new EnumMap<>(LlmProperties.Api.class);

    @BeforeAll
    void start() {
        for (LlmProperties.Api api : LlmProperties.Api.values()) {
            applications.put(
                    api,
                    SpringApplication.run(
                            ChatApplication.class,
                            "--server.port=0",
                            "--llm.mock=false",
                            "--llm.url=" + mock.uri(),
                            "--llm.api=" + api));
        }
    }

    @AfterAll
    void stop() {
        applications.values().forEach(ConfigurableApplicationContext::close);
        page.close();
        mock.close();
    }

    @ParameterizedTest
    @EnumSource
    void an_answer_comes_whole_and_in_tokens(LlmProperties.Api api) {
        Received received = ask(api, question("Why do tokens come one by one?"));

        assertThat(received.end().type()).isEqualTo("done");
        assertThat(received.tokens()).hasSizeGreaterThan(20).contains("Tokens", " come", " one");
        assertThat(received.text()).endsWith("is not paid for.");
    }

    @ParameterizedTest
    @EnumSource
    void stop_ends_the_language_models_work_at_once(LlmProperties.Api api) throws Exception {
        SseStream<SseEvent> answer = page.stream(request(api, question("Be silent after some tokens.")));
        for (int token = 0; token < 8; token++) {
            assertThat(answer.next()).extracting(SseEvent::type).isEqualTo("token");
        }
        Visit visit = lastVisit();
        assertThat(visit.hasLeft()).isFalse();

        long stopped = System.nanoTime();
        answer.close();

        assertThat(TimeUnit.NANOSECONDS.toMillis(visit.awaitLeft(10) - stopped)).isLessThan(2_000);
    }

    @ParameterizedTest
    @EnumSource
    void after_a_cut_the_page_has_what_came_and_asks_for_the_rest(LlmProperties.Api api) {
        List<Message> messages = question("Be cut.");
        Received first = ask(api, messages);

        assertThat(first.tokens()).hasSize(8);
        assertThat(first.end().type()).isEqualTo("cut");
        assertThat(first.end().data()).contains("in the middle of the stream");

        messages.add(new Message("assistant", first.text()));
        Received rest = ask(api, messages);

        assertThat(rest.end().type()).isEqualTo("done");
        assertThat(first.text() + rest.text()).isEqualTo(ask(api, question("Answer.")).text());
    }

    @ParameterizedTest
    @EnumSource
    void an_answer_that_ends_too_early_is_not_taken_for_a_whole_one(LlmProperties.Api api) {
        Received received = ask(api, question("Be short."));

        assertThat(received.tokens()).hasSize(8);
        assertThat(received.end().type()).isEqualTo("cut");
        assertThat(received.end().data()).contains("ended before its end marker");
    }

    @ParameterizedTest
    @EnumSource
    void an_error_in_the_answer_is_shown(LlmProperties.Api api) {
        Received received = ask(api, question("Make an error."));

        assertThat(received.tokens()).hasSize(8);
        assertThat(received.end().type()).isEqualTo("error");
        assertThat(received.end().data()).contains("the mock has failed");
    }

    @Test
    void a_busy_language_model_is_asked_again() {
        int before = mock.visits().size();

        Received received = ask(LlmProperties.Api.CHAT_COMPLETIONS, question("Be busy."));

        assertThat(received.end().type()).isEqualTo("done");
        assertThat(mock.visits()).hasSize(before + 2);
    }

    @Test
    void the_page_is_served_and_needs_nothing_from_elsewhere() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(uri(LlmProperties.Api.RESPONSES, "/")).build();
        HttpResponse<String> response =
                HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).contains("fetch('chat'", "</html>").doesNotContain("://");
    }

    private Received ask(LlmProperties.Api api, List<Message> messages) {
        List<String> tokens = new ArrayList<>();
        try (SseStream<SseEvent> answer = page.stream(request(api, messages))) {
            for (SseEvent event : answer) {
                if (!event.type().equals("token")) {
                    return new Received(tokens, event);
                }
                tokens.add(JSON.readTree(event.data()).path("text").asString(""));
            }
        }
        throw new AssertionError("no end after " + tokens);
    }

    private SseRequest request(LlmProperties.Api api, List<Message> messages) {
        String body = JSON.writeValueAsString(new Conversation(messages));
        return SseRequest.post(uri(api, "/chat"), body).reconnect(ReconnectPolicy.never());
    }

    private URI uri(LlmProperties.Api api, String path) {
        String port = applications.get(api).getEnvironment().getProperty("local.server.port");
        return URI.create("http://127.0.0.1:" + port + path);
    }

    private Visit lastVisit() {
        return mock.visits().get(mock.visits().size() - 1);
    }

    private static List<Message> question(String text) {
        return new ArrayList<>(List.of(new Message("user", text)));
    }
}
