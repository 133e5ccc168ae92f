package dev.rivulet.sse;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimesTest {
    @ParameterizedTest
    @CsvSource({
        "PT0S, 0 s",
        "PT0.02S, 20 ms",
        "PT1.5S, 1.5 s",
        "PT3S, 3 s",
        "PT90S, 90 s",
        "PT5M, 5 min",
        "PT90M, 90 min",
        "PT2H, 2 h",
        "PT48H, 48 h"
    })
    void a_time_is_written_in_its_largest_whole_unit(Duration time, String written) {
        assertThat(Times.of(time)).isEqualTo(written);
    }
}
