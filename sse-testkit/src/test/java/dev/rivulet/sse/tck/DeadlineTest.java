package dev.rivulet.sse.tck;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class DeadlineTest {
    private final AtomicLong events = new AtomicLong();
    private final Deadline deadline = new Deadline(Duration.ZERO, events::get);

    @Test
    void it_is_over_when_nothing_has_happened_in_its_time() {
        assertThat(deadline.isOver()).isTrue();
        assertThat(deadline.millisLeft()).isZero();
    }

    @Test
    void what_has_happened_in_its_time_restarts_it() {
        events.incrementAndGet();
        assertThat(deadline.isOver()).isFalse();
        assertThat(deadline.isOver()).isTrue();
        events.incrementAndGet();
        assertThat(deadline.millisLeft()).isPositive();
    }

    @Test
    void it_is_not_over_before_its_time() {
        assertThat(new Deadline(Duration.ofHours(1), events::get).isOver()).isFalse();
    }
}
