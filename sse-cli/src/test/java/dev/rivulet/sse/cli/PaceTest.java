package dev.rivulet.sse.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PaceTest {
    private static final Duration CENTURIES = Duration.ofDays(365L * 1_000);

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final Display display = new Display(new Terminal(
            InputStream.nullInputStream(),
            new Output(printed, false, false),
            new Output(new ByteArrayOutputStream(), false, false)));

    @ParameterizedTest
    @ValueSource(doubles = {1, 1e-9, 1e9})
    void what_is_due_in_centuries_is_waited_for_until_the_command_is_stopped(double speed) throws InterruptedException {
        var pace = new Pace(speed, display);
        display.event("a");
        pace.stop();

        pace.await(CENTURIES);

        assertThat(printed.toString(UTF_8)).isEqualTo("a");
    }

    @ParameterizedTest
    @ValueSource(doubles = {1, 1e-300})
    void what_was_due_centuries_ago_is_not_waited_for(double speed) throws InterruptedException {
        var pace = new Pace(speed, display);
        pace.startAt(CENTURIES);

        pace.await(Duration.ZERO);

        assertThat(pace.isStopped()).isFalse();
    }

    @Test
    void nothing_is_waited_for_at_infinite_speed() throws InterruptedException {
        var pace = new Pace(Double.POSITIVE_INFINITY, display);

        pace.await(CENTURIES);

        assertThat(pace.isStopped()).isFalse();
    }
}
