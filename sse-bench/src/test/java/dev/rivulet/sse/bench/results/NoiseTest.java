package dev.rivulet.sse.bench.results;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NoiseTest {
    @Test
    void a_machine_that_nothing_else_uses_is_quiet() {
        assertThat(new Noise(0.1, 2, 0.0, 1.0)).hasToString("quiet machine");
    }

    @Test
    void the_load_of_the_build_before_the_run_does_not_count_where_more_is_known() {
        assertThat(new Noise(2.5, 2, 0.0, 1.0).isNoisy()).isFalse();
    }

    @Test
    void where_no_more_is_known_the_load_average_counts() {
        assertThat(new Noise(2.5, 2, null, null)).hasToString("noisy machine: the load average was 2.50");
        assertThat(new Noise(0.5, 2, null, null).isNoisy()).isFalse();
    }

    @Test
    void what_other_processes_and_the_host_take_is_noise() {
        assertThat(new Noise(0, 2, 2.5, 30.0))
                .hasToString(
                        "noisy machine: the host took 2.5 % of the processor time, other processes took 30.0 % of it");
    }
}
