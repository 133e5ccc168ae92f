package dev.rivulet.sse.tests.kits;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.sse.tests.support.LeftToFull;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * That the kit sees what is broken. That it finds nothing in what is not, {@code JdkHttpTckTest} shows for all of it. The
 * broken mostly let others wait, so that several are tried at a time.
 */
@LeftToFull
class EachRuleCatchesItsOwnTest {
    private static final ExecutorService POOL = Executors.newFixedThreadPool(4);
    private static Map<Broken, Future<KitRun>> runs;

    static List<Broken> broken() {
        return Broken.ALL;
    }

    @BeforeAll
    static void runAll() {
        KitRun.of(Broken.NOTHING); // classes and keys are made once, which takes its time
        runs = Broken.ALL.stream()
                .collect(Collectors.toMap(Function.identity(), each -> POOL.submit(() -> caught(each))));
    }

    /**
     * Again where it was not found, with more patience: on a busy machine a silence may be over before the fault shows, and
     * what works may not come in time.
     */
    private static KitRun caught(Broken broken) {
        Duration patience = Kit.SHORTEST_PATIENCE;
        KitRun run = KitRun.of(broken, patience);
        for (int again = 0; again < 9 && !run.failures().stream().anyMatch(broken::isTold); again++) {
            boolean isLongest = patience.equals(Kit.LONGEST_PATIENCE);
            patience = isLongest ? patience : patience.multipliedBy(2);
            run = KitRun.of(broken, patience);
        }
        return run;
    }

    @AfterAll
    static void end() {
        POOL.shutdownNow();
    }

    @Test
    void nothing_is_said_of_what_only_passes_on() {
        KitRun run = KitRun.of(Broken.NOTHING);
        assertThat(run.tests()).isGreaterThan(20);
        assertThat(run.failures()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"config_1", "request_5"})
    void what_is_skipped_is_explained_in_a_sentence(String rule) {
        KitRun run = KitRun.of(Broken.NOTHING, rule);
        assertThat(run.skipped())
                .isNotEmpty()
                .allSatisfy(reason -> assertThat(reason).matches("The transport (does not declare|declares) .+\\."));
    }

    @ParameterizedTest
    @MethodSource("broken")
    void a_test_of_the_rule_fails_and_says_why(Broken broken) throws Exception {
        KitRun run = runs.get(broken).get();
        assertThat(run.failures())
                .as("failures among %d tests that begin with %s", run.tests(), broken.test())
                .hasSize(1)
                .first()
                .satisfies(failure -> assertThat(broken.isTold(failure))
                        .as("/%s/ is reported by %s", broken.reported(), failure)
                        .isTrue())
                .isInstanceOf(AssertionError.class);
    }

    @Test
    void a_failure_shows_what_the_server_was_asked_and_had_sent() throws Exception {
        List<String> messages = new ArrayList<>();
        for (Future<KitRun> run : runs.values()) {
            run.get().failures().forEach(failure -> messages.add(String.valueOf(failure.getMessage())));
        }
        assertThat(messages)
                .anySatisfy(message -> assertThat(message)
                        .containsPattern(
                                "What the server saw and sent:\nGET /events on connection 1.*: \"HTTP/1.1 200 OK\""));
    }
}
