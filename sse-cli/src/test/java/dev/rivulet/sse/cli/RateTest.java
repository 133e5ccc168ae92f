package dev.rivulet.sse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RateTest {
    private static final long SECOND = 1_000_000_000;

    private final Rate rate = new Rate();

    @Test
    void there_is_none_before_time_has_passed() {
        assertThat(rate.perSecond()).isZero();
        rate.sample(0, 7);
        assertThat(rate.perSecond()).isZero();
        rate.sample(0, 8);
        assertThat(rate.perSecond()).isZero();
    }

    @Test
    void it_is_that_of_the_last_five_seconds() {
        for (int second = 0; second <= 20; second++) {
            rate.sample(second * SECOND, second <= 10 ? 100L * second : 1000);
            if (second == 10) {
                assertThat(rate.perSecond()).isEqualTo(100);
            }
            if (second == 12) {
                assertThat(rate.perSecond()).isEqualTo(60);
            }
        }
        assertThat(rate.perSecond()).isZero();
    }

    @Test
    void a_pause_longer_than_the_window_counts() {
        rate.sample(0, 0);
        rate.sample(60 * SECOND, 30);

        assertThat(rate.perSecond()).isEqualTo(0.5);
    }

    @Test
    void a_restart_forgets_the_pause_before_it() {
        rate.sample(0, 0);
        rate.restart(4 * SECOND, 10);
        rate.sample(5 * SECOND, 30);

        assertThat(rate.perSecond()).isEqualTo(20);
    }
}
