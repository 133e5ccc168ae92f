package dev.rivulet.sse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WatchTimeTest {
    @ParameterizedTest
    @CsvSource({"30s, 30000", "30, 30000", "1.5s, 1500", "2m, 120000", "250ms, 250"})
    void a_time_has_a_unit_or_is_in_seconds(String text, long millis) {
        assertThat(new WatchTime().convert(text).toMillis()).isEqualTo(millis);
    }
}
