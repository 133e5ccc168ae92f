package dev.rivulet.sse.tests.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.sse.SessionState;
import dev.rivulet.sse.SessionState.Closed.Reason;
import dev.rivulet.sse.SseRequest;
import dev.rivulet.sse.policy.Delivery;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** An executor that begins late, or never: what is only late must not end, what is lost must come again. */
class LateExecutorTest {
    @RegisterExtension
    final Rig rig = new Rig();

    private final Queue<Runnable> thread = new ArrayDeque<>();
    private boolean drops;
    private boolean full;

    private final SseRequest request = SseRequest.get(Rig.STREAM).delivery(Delivery.on(this::execute));

    private void execute(Runnable task) {
        if (full) {
            throw new RejectedExecutionException("full");
        }
        if (!drops) {
            thread.add(task);
        }
    }

    @Test
    void an_executor_that_is_busy_for_an_hour_ends_no_session() {
        open();
        rig.send("id: 1\ndata: a\n\n").send("data: b\n\n");
        rig.time.advance(Duration.ofHours(1));
        assertThat(rig.data()).isEmpty();
        work();
        assertThat(rig.data()).containsExactly("a", "b");
        rig.opened();
        finish();
    }

    @Test
    void a_busy_executors_queue_is_filled_with_few_tasks() {
        open();
        rig.send("data: a\n\n");
        rig.time.advance(Duration.ofHours(1));
        assertThat(thread).hasSizeLessThan(25);
        finish();
    }

    @Test
    void a_busy_executor_that_takes_no_second_task_is_not_refusing() {
        open();
        rig.send("data: a\n\n");
        full = true;
        rig.time.advance(Duration.ofMinutes(10));
        full = false;
        work();
        assertThat(rig.data()).containsExactly("a");
        finish();
    }

    @Test
    void a_task_that_the_executor_lost_comes_again_after_seconds() {
        open();
        drops = true;
        rig.send("data: a\n\n");
        drops = false;
        rig.time.advance(Duration.ofSeconds(7));
        work();
        assertThat(rig.data()).containsExactly("a");
        rig.send("data: b\n\n");
        work();
        assertThat(rig.data()).containsExactly("a", "b");
        finish();
    }

    @Test
    void a_task_that_was_lost_time_and_again_comes_again_within_minutes() {
        open();
        drops = true;
        rig.send("data: a\n\n");
        rig.time.advance(Duration.ofHours(10));
        drops = false;
        rig.time.advance(Duration.ofMinutes(5).plusSeconds(1));
        work();
        assertThat(rig.data()).containsExactly("a");
        finish();
    }

    @Test
    void a_reconnection_whose_task_was_lost_comes_after_seconds() {
        rig.dice.load(1);
        open();
        rig.cut();
        work();
        Duration delay = rig.delay();
        drops = true;
        rig.time.advance(delay);
        drops = false;
        rig.time.advance(Duration.ofSeconds(7));
        work();
        assertThat(rig.transport.opened()).isEqualTo(2);
        finish();
    }

    @Test
    void a_stream_whose_tasks_begin_in_time_leaves_no_timer_behind() {
        open();
        rig.send("data: a\n\n");
        work();
        int timers = rig.time.pending();
        rig.time.advance(Duration.ofSeconds(2));
        assertThat(rig.time.pending()).isEqualTo(timers - 1);
        finish();
    }

    @Test
    void closing_waits_a_second_or_two_for_the_executor_and_then_does_without() {
        open();
        rig.send("id: 1\ndata: a\n\n");
        rig.session.close();
        rig.time.advance(Duration.ofMillis(999));
        rig.opened();
        rig.time.advance(Duration.ofMillis(1002));
        rig.ended(Reason.CLOSED);
        assertThat(rig.seen.lastState()).isInstanceOf(SessionState.Closed.class);
        assertThat(rig.data()).isEmpty();
        work(); // the executor begins after all
    }

    @Test
    void closing_needs_no_executor_even_before_the_first_attempt() {
        rig.subscribe(request);
        rig.session.close();
        rig.time.advance(Duration.ofSeconds(2));
        rig.ended(Reason.CLOSED);
        assertThat(rig.transport.opened()).isZero();
        work();
        assertThat(rig.transport.opened()).isZero();
    }

    @Test
    void an_acknowledgement_after_the_end_needs_no_executor() {
        rig.subscribe(request.delivery(request.delivery().manualAcknowledgement()));
        work();
        rig.open();
        work();
        rig.send("id: 1\ndata: a\n\n");
        work();
        finish();
        drops = true;
        rig.seen.events.get(0).ack();
        assertThat(rig.session.lastEventId()).isEqualTo("1");
    }

    private void open() {
        rig.subscribe(request);
        work();
        rig.open();
        work();
        rig.opened();
    }

    private void finish() {
        rig.session.close();
        work();
        rig.closed();
    }

    private void work() {
        for (Runnable next = thread.poll(); next != null; next = thread.poll()) {
            next.run();
        }
    }
}
