package dev.rivulet.sse.tests.session;

import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofNanos;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.sse.Failure;
import dev.rivulet.sse.SseRequest;
import dev.rivulet.sse.policy.Delivery;
import dev.rivulet.sse.policy.Timeouts;
import java.util.ArrayDeque;
import java.util.Queue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A reader that does not keep up holds two bursts at most, and no time-out strikes it for that. */
class SlowReaderTest {
    @RegisterExtension
    final Rig rig = new Rig();

    /** The session's thread, which runs when the test lets it. */
    private final Queue<Runnable> thread = new ArrayDeque<>();

    private final SseRequest request = SseRequest.get(Rig.STREAM).delivery(Delivery.on(thread::add));

    @Test
    void at_most_two_bursts_are_in_flight_and_the_next_is_asked_for_when_one_is_parsed() {
        rig.subscribe(request);
        run();
        rig.open();
        run();
        assertThat(rig.server().reads()).isEqualTo(1);

        for (int i = 0; i < 10; i++) {
            rig.send("data: " + i + "\n\n");
        }

        assertThat(rig.server().bursts()).isEqualTo(2);
        assertThat(rig.server().hasCredit()).isFalse();
        assertThat(rig.data()).isEmpty();
        rig.seen.onEvent =
                event -> assertThat(rig.server().bursts()).isLessThanOrEqualTo(Integer.parseInt(event.data()) + 2);
        run();
        assertThat(rig.data()).hasSize(10);
        finish();
    }

    @Test
    void idle_does_not_count_while_nothing_is_read() {
        rig.subscribe(request);
        run();
        rig.open();
        run();
        rig.send("data: a\n\n").send("data: b\n\n").send("data: c\n\n");
        assertThat(rig.server().hasCredit()).isFalse();
        rig.time.advance(ofHours(3));

        run(); // also what time has put in

        assertThat(rig.data()).containsExactly("a", "b", "c");
        rig.opened();
        rig.time.advance(ofMinutes(5).minusNanos(1));
        run();
        rig.opened();
        rig.time.advance(ofNanos(1));
        run();
        assertThat(rig.retrying(Failure.TimedOut.class).kind()).isEqualTo(Failure.TimedOut.Kind.IDLE);
        finish();
    }

    @Test
    void the_time_without_an_event_does_not_count_while_nothing_is_read() {
        rig.subscribe(request.timeouts(Timeouts.defaults().eventIdle(ofSeconds(10))));
        run();
        rig.open();
        run();
        rig.send(": a\n\n").send(": b\n\n").send("data: c\n\n"); // two bursts are in flight, the third waits
        assertThat(rig.server().hasCredit()).isFalse();
        rig.time.advance(ofHours(3));

        run();

        assertThat(rig.data()).containsExactly("c");
        rig.opened();
        rig.time.advance(ofSeconds(10).minusNanos(1));
        run();
        rig.opened();
        rig.time.advance(ofNanos(1));
        run();
        assertThat(rig.retrying(Failure.TimedOut.class).kind()).isEqualTo(Failure.TimedOut.Kind.EVENT_IDLE);
        finish();
    }

    @Test
    void an_event_that_waits_for_the_reader_is_no_missing_one() {
        rig.subscribe(request.timeouts(Timeouts.defaults().eventIdle(ofSeconds(10))));
        run();
        rig.open();
        run();
        rig.time.advance(ofSeconds(9));
        rig.send("data: a\n\n");
        rig.time.advance(ofSeconds(9)); // the reader is busy elsewhere
        run();
        assertThat(rig.data()).containsExactly("a");
        rig.opened();
        rig.time.advance(ofSeconds(10));
        run();
        rig.retrying(Failure.TimedOut.class);
        finish();
    }

    @Test
    void an_event_that_came_in_time_and_waits_for_the_reader_is_no_missing_first_event() {
        rig.subscribe(request.timeouts(Timeouts.defaults().firstEvent(ofSeconds(10))));
        run();
        rig.open();
        run();
        rig.time.advance(ofSeconds(1));
        rig.send("data: a\n\n");
        rig.time.advance(ofSeconds(20)); // the reader is busy elsewhere

        run();

        assertThat(rig.data()).containsExactly("a");
        rig.opened();
        finish();
    }

    @Test
    void a_head_that_came_in_time_and_waits_for_the_session_is_no_missing_head() {
        rig.subscribe(request);
        run();
        rig.time.advance(ofMinutes(1));
        rig.open();
        rig.time.advance(ofMinutes(2)); // the session's thread is busy elsewhere

        run();

        rig.opened();
        finish();
    }

    @Test
    void a_loss_is_handled_after_the_events_that_came_before_it() {
        rig.subscribe(request);
        run();
        rig.open();
        run();
        rig.send("id: 1\ndata: a\n\nid: 2\ndata: b\n\n").cut();
        run();
        assertThat(rig.data()).containsExactly("a", "b");
        rig.time.advance(rig.delay());
        run();
        assertThat(rig.sentId()).isEqualTo("2");
        finish();
    }

    @Test
    void what_waits_is_dropped_and_released_at_close() {
        rig.subscribe(request);
        run();
        rig.open();
        run();
        rig.send("data: a\n\n").send("data: b\n\n").send("data: c\n\n");
        assertThat(rig.pool.outstanding()).isPositive();
        rig.session.close();
        assertThat(rig.server().isCancelled())
                .as("at once, though the session's thread is busy")
                .isTrue();
        finish();
        assertThat(rig.data()).isEmpty();
    }

    private void finish() {
        rig.session.close();
        run();
        rig.closed();
    }

    private void run() {
        for (Runnable next = thread.poll(); next != null; next = thread.poll()) {
            next.run();
        }
    }
}
