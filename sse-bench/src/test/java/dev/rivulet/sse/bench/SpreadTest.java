package dev.rivulet.sse.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.sse.bench.results.Measurement;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class SpreadTest {
    @Test
    void is_the_middle_and_half_the_distance_of_the_quartiles() {
        Spread spread = Spread.of(DoubleStream.of(100, 1, 3, 2, 4));

        assertThat(spread).isEqualTo(new Spread(3, 1));
    }

    @Test
    void lies_between_the_two_in_the_middle() {
        assertThat(Spread.of(DoubleStream.of(1, 2)).median()).isEqualTo(1.5);
    }

    @Test
    void a_table_has_it_in_percent() {
        assertThat(Spread.of(DoubleStream.of(1, 2, 3, 4, 5)).measurement()).isEqualTo(new Measurement(3, 100 / 3.0));
    }

    @Test
    void a_single_value_has_none() {
        assertThat(Spread.of(DoubleStream.of(7)).measurement()).isEqualTo(Measurement.of(7));
    }
}
