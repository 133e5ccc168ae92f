package dev.rivulet.sse.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.rivulet.sse.tests.support.LeftToFull;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Execution(ExecutionMode.CONCURRENT)
class DemoCommandTest {
    @Test
    void every_event_comes_once_and_in_order() {
        isWhole(Run.sse("demo", "--events", "40", "--seed", "3"), Run.defaultTransport());
    }

    @ParameterizedTest
    @ValueSource(strings = {"iouring", "netty", "jdkhttp"})
    @LeftToFull
    void so_it_does_over_each_transport(String transport) {
        assumeThat(Run.worksHere(transport)).as(transport).isTrue();
        isWhole(Run.sse("demo", "--events", "40", "--seed", "3", "--transport", transport), transport);
    }

    private static void isWhole(Run run, String transport) {
        assertThat(run.exitCode()).as(run.toString()).isZero();
        assertThat(run.err()).isEmpty();
        assertThat(run.out())
                .contains("by transport " + transport + ", seed 3")
                .contains("-- lost after event")
                .contains("-- refused after event", "503")
                .contains("-- back after", "asked to resume after event")
                .contains("came again: dropped")
                .containsPattern("events sent +40, and \\d+ of them again\n")
                .containsPattern("delivered +40, each once and in order\n")
                .containsPattern("duplicates dropped +[1-9]\\d*\n")
                .containsPattern("reconnects +3\n")
                .containsPattern("pool hit rate +\\d+\\.\\d %\n")
                .containsPattern("time to first event +\\d+ ms\n");
    }

    @Test
    @LeftToFull
    void many_events_take_no_longer() {
        Run run = Run.sse("demo", "--events", "20000");

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out()).containsPattern("delivered +20000, each once and in order\n");
    }

    @Test
    void even_one_event_survives_everything() {
        Run run = Run.sse("demo", "--events", "1", "--transport", "netty");

        assertThat(run.exitCode()).as(run.toString()).isZero();
        assertThat(run.out()).containsPattern("delivered +1, each once and in order\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"--events=0", "--events=-5", "--events=1000001", "--events=x", "--seed=x", "--transport=none"})
    void bad_numbers_are_bad_usage(String option) {
        Run run = Run.sse("demo", option);

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.errLines()).hasSize(1);
    }
}
