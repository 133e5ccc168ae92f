package dev.rivulet.sse.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rivulet.sse.spi.Scheduler;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class VirtualTimeTest {
    private final VirtualTime time = new VirtualTime(Instant.EPOCH);
    private final List<String> log = new ArrayList<>();

    @Test
    void tasks_run_in_order_of_time_then_of_insertion() {
        later("c", 2);
        later("a", 1);
        later("d", 2);
        later("b", 1);

        time.advance(Duration.ofSeconds(2));

        assertThat(log).containsExactly("a", "b", "c", "d");
    }

    @Test
    void a_task_sees_its_own_time_and_the_clocks_stand_at_the_target_afterwards() {
        long began = time.nanoTime();
        time.schedule(() -> log.add(time.now() + " " + (time.nanoTime() - began)), 5);

        time.advance(Duration.ofSeconds(1));

        assertThat(log).containsExactly("1970-01-01T00:00:00.000000005Z 5");
        assertThat(time.now()).isEqualTo(Instant.EPOCH.plusSeconds(1));
        assertThat(time.nanoTime() - began).isEqualTo(1_000_000_000);
    }

    @Test
    void nothing_runs_inside_schedule_even_without_delay() {
        later("a", 0);
        assertThat(log).isEmpty();
        time.advance(Duration.ZERO);
        assertThat(log).containsExactly("a");
    }

    @Test
    void advance_runs_what_its_tasks_schedule_until_the_target() {
        time.schedule(
                () -> {
                    later("within", 1);
                    later("beyond", 2);
                },
                1_000_000_000);

        time.advance(Duration.ofSeconds(2));

        assertThat(log).containsExactly("within");
        assertThat(time.untilNext()).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void runNext_runs_one_task_and_says_when_there_is_none() {
        later("a", 3);
        later("b", 3);

        assertThat(time.runNext()).isTrue();
        assertThat(log).containsExactly("a");
        assertThat(time.elapsed()).isEqualTo(Duration.ofSeconds(3));
        assertThat(time.runNext()).isTrue();
        assertThat(time.runNext()).isFalse();
    }

    @Test
    void a_cancelled_task_neither_runs_nor_counts_nor_holds_memory() {
        later("a", 1);
        for (int i = 0; i < 100_000; i++) {
            time.schedule(() -> log.add("cancelled"), 300).cancel();
        }
        Scheduler.Cancellable twice = time.schedule(() -> log.add("cancelled"), 1);
        twice.cancel();
        twice.cancel();

        assertThat(time.pending()).isEqualTo(1);
        assertThat(time.runUntilIdle()).isEqualTo(1);
        assertThat(log).containsExactly("a");
        assertThat(time.pending()).isZero();
    }

    @Test
    void cancelling_after_the_run_changes_nothing() {
        Scheduler.Cancellable ran = time.schedule(() -> log.add("a"), 0);
        time.runUntilIdle();
        ran.cancel();
        assertThat(time.pending()).isZero();
    }

    @Test
    void the_longest_delay_does_not_wrap_around() {
        time.advance(Duration.ofDays(1));
        time.schedule(() -> log.add("never"), Long.MAX_VALUE);
        time.advance(Duration.ofDays(10_000));
        assertThat(log).isEmpty();
        assertThat(time.pending()).isEqualTo(1);
    }

    @Test
    void time_cannot_be_moved_by_a_task_that_it_runs() {
        time.schedule(() -> time.advance(Duration.ofSeconds(1)), 0);
        assertThatThrownBy(() -> time.advance(Duration.ZERO)).isInstanceOf(IllegalStateException.class);
        later("still usable", 0);
        time.runUntilIdle();
        assertThat(log).containsExactly("still usable");
    }

    @Test
    void a_million_tasks_take_no_time() {
        AtomicLong ran = new AtomicLong();
        for (int i = 0; i < 1000; i++) {
            long period = 1 + i * 7919L % 1009;
            time.schedule(
                    new Runnable() {
                        @Override
                        public void run() {
                            if (ran.incrementAndGet() <= 999_000) {
                                time.schedule(this, period);
                            }
                        }
                    },
                    period);
        }
        assertThat(time.runUntilIdle()).isEqualTo(1_000_000).isEqualTo(ran.get());
    }

    @Test
    void other_threads_may_schedule_while_time_moves() throws InterruptedException {
        AtomicLong ran = new AtomicLong();
        var done = new CountDownLatch(1);
        Thread other = new Thread(() -> {
            for (int i = 0; i < 10_000; i++) {
                time.schedule(ran::incrementAndGet, i);
            }
            done.countDown();
        });
        other.start();
        while (done.getCount() > 0) {
            time.advance(Duration.ofNanos(1));
        }
        other.join();
        time.runUntilIdle();
        assertThat(ran.get()).isEqualTo(10_000);
    }

    private void later(String name, long seconds) {
        time.schedule(() -> log.add(name), Duration.ofSeconds(seconds).toNanos());
    }
}
