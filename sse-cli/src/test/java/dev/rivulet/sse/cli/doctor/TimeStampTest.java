package dev.rivulet.sse.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimeStampTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1700000000123|1700000000123",
                "1700000000123-0|1700000000123",
                "{\"ts\":1700000000123,\"n\":1}|1700000000123",
                "1700000000123456|1700000000123",
                "{\"time\":1700000000.123}|1700000000123",
                "at 2023-11-14T22:13:20.123Z|1700000000123",
                "ping - 2023-11-14 22:13:20.123456+00:00|1700000000123",
                "2023-11-14T23:13:20.123+0100|1700000000123",
            })
    void a_time_is_found_in_an_event(String data, long millis) {
        assertThat(TimeStamp.in("", data).orElseThrow() / 1_000_000).isEqualTo(millis);
    }

    @Test
    void of_a_long_id_only_the_beginning_is_searched() {
        String time = "1700000000123";

        assertThat(Arrival.event(0, "message", time + "-x".repeat(10_000), true, "")
                        .madeAt())
                .isPresent();
        assertThat(Arrival.event(0, "message", "x-".repeat(10_000) + time, true, "")
                        .madeAt())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"42", "1700000000", "17000000001234567", "9999999999999", "2023-99-99T22:13:20Z", "no time"})
    void other_numbers_are_none(String data) {
        assertThat(TimeStamp.in("", data)).isEmpty();
    }
}
