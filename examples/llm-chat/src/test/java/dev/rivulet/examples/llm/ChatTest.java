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
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.json.JsonMapper;

/** The application with the mock, asked as the page asks it. */
@Timeout(240)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ChatTest {
    private static final JsonMapper JSON = JsonMapper.shared();

    /** What the page receives: the tokens, and the event that ends them. */
    private record Received(List<String> tokens, SseEvent end) {
        String text() {
            return String.join("", tokens);
        }
    }

    private final MockLlm mock = MockLlm.start(0, Duration.ofMillis(2));
    private final SseClient page = SseClient.create();
    private final LlmProperties.Api api;
    private ConfigurableApplicationContext application;

    ChatTest(LlmProperties.Api api) {
        this.api = api;
    }

    @BeforeAll
    void start() {
        application = SpringApplication.run(
                ChatApplication.class,
                "--server.port=0",
                "--llm.mock=false",
                "--llm.url=" + mock.uri(),
                "--llm.api=" + api);
    }

    @AfterAll
    void stop() {
        application.close();
        page.close();
        mock.close();
    }

    @Test
    void an_answer_comes_whole_and_in_tokens() {
        Received received = ask(question("Why do tokens come one by one?"));

        assertThat(received.end().type()).isEqualTo("done");
        assertThat(received.tokens()).hasSizeGreaterThan(20).contains("Tokens", " come", " one");
        assertThat(received.text()).endsWith("is not paid for.");
    }

    @Test
    void stop_ends_the_work_of_a_language_model_that_is_silent() throws Exception {
        SseStream<SseEvent> answer = page.stream(request(question("Be silent after some tokens.")));
        for (int token = 0; token < 8; token++) {
            assertThat(answer.next()).extracting(SseEvent::type).isEqualTo("token");
        }
        Visit visit = lastVisit();
        assertThat(visit.hasLeft()).isFalse();

        answer.close();

        visit.awaitLeft(100); // it would be silent without end
    }

    @Test
    void after_a_cut_the_page_has_what_came_and_asks_for_the_rest() {
        List<Message> messages = question("Be cut.");
        Received first = ask(messages);

        assertThat(first.tokens()).hasSize(8);
        assertThat(first.end().type()).isEqualTo("cut");
        assertThat(first.end().data()).contains("in the middle of the stream");

        messages.add(new Message("assistant", first.text()));
        Received rest = ask(messages);

        assertThat(rest.end().type()).isEqualTo("done");
        assertThat(first.text() + rest.text())
                .isEqualTo(ask(question("Answer.")).text());
    }

    @Test
    void an_answer_that_ends_too_early_is_not_taken_for_a_whole_one() {
        Received received = ask(question("Be short."));

        assertThat(received.tokens()).hasSize(8);
        assertThat(received.end().type()).isEqualTo("cut");
        assertThat(received.end().data()).contains("ended before its end marker");
    }

    @Test
    void an_error_in_the_answer_is_shown() {
        Received received = ask(question("Make an error."));

        assertThat(received.tokens()).hasSize(8);
        assertThat(received.end().type()).isEqualTo("error");
        assertThat(received.end().data()).contains("the mock has failed");
    }

    @Test
    @Tag("full") // the mock asks the client to wait for a second
    @EnabledIfSystemProperty(named = "rivulet.tests", matches = "full|rest", disabledReason = "left to -Pfull")
    void a_busy_language_model_is_asked_again() {
        int before = mock.visits().size();

        Received received = ask(question("Be busy."));

        assertThat(received.end().type()).isEqualTo("done");
        assertThat(mock.visits()).hasSize(before + 2);
    }

    @Test
    void the_page_is_served_and_needs_nothing_from_elsewhere() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(uri("/")).build();
        HttpResponse<String> response = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).contains("fetch('chat'", "</html>").doesNotContain("://");
    }

    private Received ask(List<Message> messages) {
        List<String> tokens = new ArrayList<>();
        try (SseStream<SseEvent> answer = page.stream(request(messages))) {
            for (SseEvent event : answer) {
                if (!event.type().equals("token")) {
                    return new Received(tokens, event);
                }
                tokens.add(JSON.readTree(event.data()).path("text").asString(""));
            }
        }
        throw new AssertionError("no end after " + tokens);
    }

    private SseRequest request(List<Message> messages) {
        String body = JSON.writeValueAsString(new Conversation(messages));
        return SseRequest.post(uri("/chat"), body).reconnect(ReconnectPolicy.never());
    }

    private URI uri(String path) {
        String port = application.getEnvironment().getProperty("local.server.port");
        return URI.create("http://127.0.0.1:" + port + path);
    }

    private Visit lastVisit() {
        return mock.visits().get(mock.visits().size() - 1);
    }

    private static List<Message> question(String text) {
        return new ArrayList<>(List.of(new Message("user", text)));
    }
}
