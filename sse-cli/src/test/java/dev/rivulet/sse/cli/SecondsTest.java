package dev.rivulet.sse.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class SecondsTest {
    @ParameterizedTest
    @CsvSource({
        "2, PT2S",
        "0, PT0S",
        "2.37, PT2.37S",
        ".5, PT0.5S",
        "3., PT3S",
        "0.000000001, PT0.000000001S",
        "999999999, PT277777H46M39S"
    })
    void seconds_may_have_a_fraction(String text, Duration duration) {
        assertThat(new Seconds().convert(text)).isEqualTo(duration);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "-1", "+1", "1e3", "1,5", "5s", " 1", "9999999999", "NaN", "١"})
    void anything_else_is_an_error(String text) {
        assertThatThrownBy(() -> new Seconds().convert(text)).isInstanceOf(TypeConversionException.class);
    }
}
