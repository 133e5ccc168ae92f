package dev.rivulet.examples.llm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.examples.llm.mock.MockLlm;
import dev.rivulet.examples.llm.mock.Visit;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What the table of the README says of the three libraries, each asked over the same mock. */
@Tag("full")
@EnabledIfSystemProperty(named = "rivulet.tests", matches = "full|rest", disabledReason = "left to -Pfull")
@Timeout(240)
class AlternativesTest {
    private static final int ALL = 51;
    private static final int SOME = 8;
    private static final int PATIENCE_SECONDS = 100;
    private static final int LONG_SECONDS = 3;

    private MockLlm mock;

    @BeforeEach
    void start() {
        mock = MockLlm.start(0, Duration.ofMillis(20));
    }

    @AfterEach
    void stop() {
        mock.close();
    }

    @ParameterizedTest
    @EnumSource
    void a_whole_answer_is_complete(Way way) throws Exception {
        Asked asked = way.ask(mock.uri(), "answer");

        assertThat(end(asked)).isEqualTo(Asked.COMPLETE);
        assertThat(asked.tokens()).hasSize(ALL);
    }

    @ParameterizedTest
    @CsvSource({
        "cut, RIVULET, SseException: The connection was lost in the middle of the stream",
        "cut, OPENAI_JAVA, OpenAIIoException: Stream failed",
        "cut, OPENAI_JAVA_ASYNC, OpenAIIoException: Stream failed",
        "cut, LANGCHAIN4J, LangChain4jException: closed",
        "short, RIVULET, SseException: The stream ended before its end marker",
        "short, OPENAI_JAVA, complete",
        "short, OPENAI_JAVA_ASYNC, complete",
        "short, LANGCHAIN4J, complete",
        "error, RIVULET, SseException: The stream reported an error",
        "error, OPENAI_JAVA, SseException: 200: the mock has failed",
        "error, OPENAI_JAVA_ASYNC, SseException: 200: the mock has failed",
        "error, LANGCHAIN4J, complete",
    })
    void a_part_of_an_answer_ends_so(String question, Way way, String expected) throws Exception {
        Asked asked = way.ask(mock.uri(), question);

        assertThat(end(asked)).startsWith(expected);
        assertThat(asked.tokens()).hasSize(SOME);
        assertThat(mock.visits()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "RIVULET, complete, 2",
        "OPENAI_JAVA, complete, 2",
        "OPENAI_JAVA_ASYNC, complete, 2",
        "LANGCHAIN4J, RateLimitException: busy, 1",
    })
    void a_busy_server_is_asked_so_often(Way way, String expected, int times) throws Exception {
        Asked asked = way.ask(mock.uri(), "busy");

        assertThat(end(asked)).isEqualTo(expected);
        assertThat(mock.visits()).hasSize(times);
    }

    @ParameterizedTest
    @CsvSource({
        "endless, RIVULET, true",
        "endless, OPENAI_JAVA, true",
        "endless, LANGCHAIN4J, true",
        "silent, RIVULET, true",
        "silent, OPENAI_JAVA, false",
        "silent, OPENAI_JAVA_ASYNC, false",
        "silent, LANGCHAIN4J, true",
    })
    void stop_ends_the_servers_work(String question, Way way, boolean ends) throws Exception {
        Asked asked = way.ask(mock.uri(), question);
        asked.someTokens().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        Visit visit = mock.visits().get(0);

        long stopped = System.nanoTime();
        var stopping = new Thread(asked.stop().get(PATIENCE_SECONDS, TimeUnit.SECONDS), "stopping"); // it may block
        stopping.setDaemon(true);
        stopping.start();

        assertThat(leaves(visit, ends ? PATIENCE_SECONDS : LONG_SECONDS)).isEqualTo(ends);
        if (ends) {
            long millis = TimeUnit.NANOSECONDS.toMillis(visit.awaitLeft(0) - stopped);
            System.out.println(way + " was gone " + millis + " ms after stop, while the server was at: " + question);
        }
    }

    private static boolean leaves(Visit visit, int seconds) throws Exception {
        try {
            visit.awaitLeft(seconds);
            return true;
        } catch (TimeoutException notYet) {
            return false;
        }
    }

    private static String end(Asked asked) throws Exception {
        return asked.end().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }
}
