package dev.rivulet.sse.tests.simulation;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.sse.SessionState;
import dev.rivulet.sse.SseEvent;
import dev.rivulet.sse.SseSubscriber;
import dev.rivulet.sse.tests.support.ForwardingReceiver;
import java.nio.ByteBuffer;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The simulation can fail: each fault that is put in shows as the invariant that it breaks, in a small schedule. */
@Timeout(600)
class SabotageTest {
    private static final int SEEDS = 2000;
    private static final int SMALL = 10;

    @Test
    void a_burst_that_is_dropped_is_an_event_lost() {
        assertShows(Invariant.NOTHING_LOST, Interference.NONE.withReceiver(to -> new ForwardingReceiver(to) {
            private int count;

            @Override
            public void bytes(ByteBuffer lent) {
                if (++count % 3 != 0) {
                    super.bytes(lent);
                }
            }
        }));
    }

    @Test
    void a_burst_that_comes_twice_is_delivered_twice() {
        assertShows(Invariant.AT_MOST_ONCE, Interference.NONE.withReceiver(to -> new ForwardingReceiver(to) {
            @Override
            public void bytes(ByteBuffer lent) {
                super.bytes(lent.duplicate());
                super.bytes(lent);
            }
        }));
    }

    @Test
    void a_burst_that_is_kept_until_the_next_is_an_event_lost() {
        assertShows(Invariant.NOTHING_LOST, Interference.NONE.withReceiver(to -> new ForwardingReceiver(to) {
            private byte[] kept = {};

            @Override
            public void bytes(ByteBuffer lent) {
                byte[] before = kept;
                kept = new byte[lent.remaining()];
                lent.get(kept);
                super.bytes(ByteBuffer.wrap(before));
            }
        }));
    }

    @Test
    void timers_that_never_fire_let_silence_last() {
        assertShows(Invariant.SILENCE, Interference.NONE.withScheduler(time -> new ForwardingTime(time) {
            @Override
            public Cancellable schedule(Runnable task, long delayNanos) {
                return super.schedule(() -> {}, delayNanos);
            }
        }));
    }

    @Test
    void a_clock_that_stands_still_lets_no_quantum_end() {
        assertShows(Invariant.FAIR_SHARE, Interference.NONE.withScheduler(time -> new ForwardingTime(time) {
            @Override
            public long nanoTime() {
                return 0;
            }
        }));
    }

    @Test
    void timers_that_never_fire_leave_a_lost_task_lost() {
        assertShows(Invariant.LOST_TASK, Interference.NONE.withScheduler(time -> new ForwardingTime(time) {
            @Override
            public Cancellable schedule(Runnable task, long delayNanos) {
                return super.schedule(() -> {}, delayNanos);
            }
        }));
    }

    @Test
    void timers_that_fire_early_break_the_announced_delay() {
        assertShows(Invariant.DELAY, Interference.NONE.withScheduler(time -> new ForwardingTime(time) {
            @Override
            public Cancellable schedule(Runnable task, long delayNanos) {
                return super.schedule(task, delayNanos / 2);
            }
        }));
    }

    @Test
    void timers_that_cannot_be_cancelled_are_left_over() {
        assertShows(Invariant.RELEASED, Interference.NONE.withScheduler(time -> new ForwardingTime(time) {
            @Override
            public Cancellable schedule(Runnable task, long delayNanos) {
                super.schedule(task, delayNanos);
                return () -> {};
            }
        }));
    }

    @Test
    void a_subscriber_that_gets_an_event_twice_notices() {
        assertShows(
                Invariant.AT_MOST_ONCE,
                Interference.NONE.withSubscriber(to -> new Between(to, event -> {
                    try {
                        to.onEvent(event);
                        to.onEvent(event);
                    } catch (Exception thrown) {
                        throw new IllegalStateException(thrown);
                    }
                })));
    }

    @Test
    void a_subscriber_that_gets_nothing_has_lost_everything() {
        assertShows(Invariant.NOTHING_LOST, Interference.NONE.withSubscriber(to -> new Between(to, event -> {})));
    }

    @Test
    void a_finding_is_reported_with_its_seed_and_its_invariant() {
        Finding found =
                find(Invariant.NOTHING_LOST, Interference.NONE.withSubscriber(to -> new Between(to, event -> {})));
        assertThat(found.report())
                .contains(
                        "seed " + found.schedule().seed(),
                        found.violation().invariant().name(),
                        "   1. ");
        assertThat(found.shrunk().moves())
                .hasSizeLessThan(found.schedule().moves().size());
    }

    /** Among the first schedules one violates this, and shrinks to a small one that does. */
    private static void assertShows(Invariant wanted, Interference fault) {
        Finding found = find(wanted, fault);
        assertThat(found.violation().invariant()).isEqualTo(wanted);
        assertThat(found.shrunk().moves()).as(found.report()).hasSizeLessThanOrEqualTo(SMALL);
    }

    private static Finding find(Invariant wanted, Interference fault) {
        var simulation = new Simulation(fault);
        for (long seed = 0; seed < SEEDS; seed++) {
            Violation violation = simulation.play(Schedule.of(seed));
            if (violation != null && violation.invariant() == wanted) {
                return requireNonNull(simulation.check(seed));
            }
        }
        throw new AssertionError("nothing was found");
    }

    private record Between(SseSubscriber<SseEvent> to, Consumer<SseEvent> events) implements SseSubscriber<SseEvent> {
        @Override
        public void onEvent(SseEvent event) {
            events.accept(event);
        }

        @Override
        public void onState(SessionState state) {
            to.onState(state);
        }
    }
}
