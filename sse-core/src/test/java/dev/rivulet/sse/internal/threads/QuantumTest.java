package dev.rivulet.sse.internal.threads;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.sse.spi.Scheduler;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** How long a drain may keep its thread. */
class QuantumTest {
    private static final long MICROSECOND = 1_000;
    private static final long MILLISECOND = 1_000_000;

    private final Clock clock = new Clock();
    private final Quantum quantum = Quantum.by(clock);

    @Test
    void an_event_that_takes_long_is_the_only_one_of_its_quantum() {
        quantum.begin();
        assertThat(eventsOf(50 * MILLISECOND)).isEqualTo(1);
    }

    @Test
    void quick_events_have_about_a_millisecond() {
        quantum.begin();
        assertThat(eventsOf(10 * MICROSECOND)).isBetween(100L, 105L);
    }

    @Test
    void a_handler_that_becomes_slow_is_noticed_after_twice_as_many_events_at_most() {
        quantum.begin();
        for (int i = 0; i < 30; i++) {
            clock.now += MICROSECOND;
            assertThat(quantum.takeTimeForEvent()).isTrue();
        }
        assertThat(eventsOf(20 * MILLISECOND)).isLessThanOrEqualTo(30);
    }

    @Test
    void duplicates_before_it_do_not_hide_that_a_handler_is_slow() {
        quantum.begin();
        for (int i = 0; i < 30; i++) {
            clock.now += MICROSECOND / 10;
            assertThat(quantum.takeTimeForEvent()).isTrue();
            quantum.dropped();
        }
        assertThat(eventsOf(20 * MILLISECOND)).isEqualTo(1);
    }

    @Test
    void a_handler_that_becomes_slow_after_very_many_is_noticed_after_some_tens() {
        quantum.begin();
        for (int i = 0; i < 5_000; i++) {
            clock.now += MICROSECOND / 10;
            assertThat(quantum.takeTimeForEvent()).isTrue();
        }
        assertThat(eventsOf(20 * MILLISECOND)).isLessThanOrEqualTo(32);
    }

    @Test
    void the_time_is_asked_for_rarely() {
        quantum.begin();
        clock.asked = 0;
        long events = eventsOf(MICROSECOND / 100);
        assertThat(events).isGreaterThan(90_000);
        assertThat(clock.asked).isLessThan(events / 25);
    }

    @Test
    void bursts_without_events_use_it_up_too() {
        quantum.begin();
        int bursts = 0;
        while (!quantum.isOver()) {
            clock.now += 20 * MICROSECOND;
            quantum.burst();
            bursts++;
        }
        assertThat(bursts).isBetween(50, 100);
    }

    @Test
    void it_stays_over_until_the_next_drain_begins() {
        quantum.begin();
        eventsOf(MILLISECOND);
        assertThat(quantum.isOver()).isTrue();
        assertThat(quantum.takeTimeForEvent()).isFalse();
        quantum.begin();
        assertThat(quantum.isOver()).isFalse();
        assertThat(quantum.takeTimeForEvent()).isTrue();
    }

    @Test
    void it_is_longer_where_the_next_drain_begins_at_once_and_short_again_where_that_waits() {
        quantum.begin();
        long alone = eventsOf(10 * MICROSECOND);
        clock.now += 30 * MICROSECOND;
        quantum.begin();
        assertThat(eventsOf(10 * MICROSECOND)).isBetween(4 * alone, 6 * alone);
        clock.now += 3 * MILLISECOND;
        quantum.begin();
        assertThat(eventsOf(10 * MICROSECOND)).isEqualTo(alone);
    }

    @Test
    void an_endless_one_never_asks_for_the_time() {
        Quantum endless = Quantum.endless();
        endless.begin();
        for (int i = 0; i < 1_000_000; i++) {
            assertThat(endless.takeTimeForEvent()).isTrue();
        }
        assertThat(endless.isOver()).isFalse();
    }

    private long eventsOf(long nanos) {
        long events = 0;
        while (quantum.takeTimeForEvent()) {
            clock.now += nanos;
            events++;
        }
        return events;
    }

    private static final class Clock implements Scheduler {
        private long now = Long.MAX_VALUE - 3 * MILLISECOND; // it overflows soon
        private long asked;

        @Override
        public long nanoTime() {
            asked++;
            return now;
        }

        @Override
        public Instant now() {
            throw new AssertionError("not the wall clock");
        }

        @Override
        public Cancellable schedule(Runnable task, long delayNanos) {
            throw new AssertionError("no timer");
        }
    }
}
