package dev.rivulet.sse.tests.session;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.sse.SessionState;
import dev.rivulet.sse.SseRequest;
import dev.rivulet.sse.policy.Delivery;
import dev.rivulet.sse.policy.ReconnectPolicy;
import dev.rivulet.sse.testkit.FakeExchange;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What {@code reconnect()} does, in each state and from anywhere. */
class ReconnectCallTest {
    private static final String ONE = "id: 1\ndata: a\n\n";
    private static final String TWO = "id: 2\ndata: b\n\n";

    @RegisterExtension
    final Rig rig = new Rig();

    @Test
    void an_open_stream_is_opened_anew_at_once_after_the_last_event() {
        rig.subscribe().open().send(ONE + TWO);
        FakeExchange before = rig.server();
        rig.session.reconnect();
        assertThat(before.isCancelled()).isTrue();
        assertThat(rig.transport.opened()).isEqualTo(2);
        assertThat(rig.sentId()).isEqualTo("2");
        assertThat(rig.session.state()).isEqualTo(new SessionState.Connecting(2));
        rig.open();
        assertThat(rig.opened().lastEventIdSent()).isEqualTo("2");
        assertThat(rig.opened().gap()).isEqualTo(Duration.ZERO);
    }

    @Test
    void it_is_no_loss_and_no_back_off() {
        rig.subscribe().open().send(ONE);
        rig.session.reconnect();
        rig.open();
        assertThat(rig.seen.states).noneMatch(SessionState.BackingOff.class::isInstance);
        assertThat(rig.session.metrics().losses()).isEmpty();
        assertThat(rig.session.metrics().reconnects()).isEqualTo(1);
        assertThat(rig.session.metrics().backingOff()).isEqualTo(Duration.ZERO);
    }

    @Test
    void what_came_without_the_bursts_end_is_delivered_first() {
        rig.subscribe().open();
        rig.server().part(ONE + TWO);
        assertThat(rig.data()).isEmpty(); // it waits for the end of the burst
        rig.session.reconnect();
        assertThat(rig.data()).containsExactly("a", "b");
        assertThat(rig.sentId()).isEqualTo("2");
    }

    @Test
    void an_unfinished_event_is_dropped_and_fetched_again() {
        rig.subscribe().open().send(ONE + "id: 2\ndata: b\n");
        rig.session.reconnect();
        assertThat(rig.data()).containsExactly("a");
        assertThat(rig.sentId()).isEqualTo("1");
        rig.open().send(TWO);
        assertThat(rig.data()).containsExactly("a", "b");
    }

    @Test
    void what_an_inclusive_server_repeats_is_dropped() {
        rig.subscribe().open().send(ONE + TWO);
        rig.session.reconnect();
        rig.open().send(TWO + "id: 3\ndata: c\n\n");
        assertThat(rig.data()).containsExactly("a", "b", "c");
        assertThat(rig.session.metrics().duplicates()).isEqualTo(1);
    }

    @Test
    void while_backing_off_it_connects_now_and_the_delay_is_forgotten() {
        rig.dice.load(1);
        rig.subscribe().open().send(ONE).cut();
        Duration delay = rig.delay();
        assertThat(delay).isPositive();
        rig.session.reconnect();
        assertThat(rig.transport.opened()).isEqualTo(2);
        assertThat(rig.sentId()).isEqualTo("1");
        rig.open();
        rig.time.advance(delay.multipliedBy(2));
        assertThat(rig.transport.opened()).isEqualTo(2);
        assertThat(rig.opened().attempt()).isEqualTo(2);
        assertThat(rig.session.metrics().backingOff()).isEqualTo(Duration.ZERO);
    }

    @Test
    void only_the_time_that_was_waited_is_counted() {
        rig.dice.load(1);
        rig.subscribe().open().send(ONE).cut();
        rig.time.advance(rig.delay().minusMillis(1));
        Duration waited = rig.time.elapsed();
        rig.session.reconnect();
        assertThat(rig.session.metrics().backingOff()).isEqualTo(waited);
    }

    @Test
    void while_connecting_nothing_happens() {
        rig.subscribe();
        rig.session.reconnect();
        assertThat(rig.transport.opened()).isEqualTo(1);
        assertThat(rig.server().isCancelled()).isFalse();
        rig.open().send(ONE);
        assertThat(rig.data()).containsExactly("a");
    }

    @Test
    void while_a_redirect_is_followed_nothing_happens() {
        rig.subscribe();
        rig.server().head(307, Rig.headers("Location", "/elsewhere"));
        rig.session.reconnect();
        assertThat(rig.transport.opened()).isEqualTo(2);
        rig.open().send(ONE);
        assertThat(rig.data()).containsExactly("a");
    }

    @Test
    void while_a_refusal_is_read_nothing_happens() {
        rig.subscribe();
        rig.server().head(503, Rig.headers("Retry-After", "7")).bytes("busy");
        rig.session.reconnect();
        assertThat(rig.transport.opened()).isEqualTo(1);
        rig.end();
        assertThat(rig.delay()).isEqualTo(Duration.ofSeconds(7));
        rig.session.reconnect();
        assertThat(rig.transport.opened()).isEqualTo(2);
    }

    @Test
    void when_closed_nothing_happens() {
        rig.subscribe().open().send(ONE);
        rig.session.close();
        rig.session.reconnect();
        rig.ended(SessionState.Closed.Reason.CLOSED);
        assertThat(rig.transport.opened()).isEqualTo(1);
    }

    @Test
    void close_after_it_wins() {
        rig.seen.onEvent = event -> {
            rig.session.reconnect();
            rig.session.close();
        };
        rig.subscribe().open().send(ONE);
        rig.ended(SessionState.Closed.Reason.CLOSED);
        assertThat(rig.transport.opened()).isEqualTo(1);
    }

    @Test
    void inside_onEvent_the_rest_of_the_burst_is_delivered_first() {
        rig.seen.onEvent = event -> {
            if (event.data().equals("a")) {
                rig.session.reconnect();
            }
        };
        rig.subscribe().open().send(ONE + TWO);
        assertThat(rig.data()).containsExactly("a", "b");
        assertThat(rig.transport.opened()).isEqualTo(2);
        assertThat(rig.sentId()).isEqualTo("2");
    }

    @Test
    void inside_onState_of_the_open_stream_it_opens_another() {
        rig.seen.onState = state -> {
            if (state instanceof SessionState.Open open && open.attempt() == 1) {
                rig.session.reconnect();
            }
        };
        rig.subscribe().open();
        assertThat(rig.transport.opened()).isEqualTo(2);
        rig.open().send(ONE);
        assertThat(rig.data()).containsExactly("a");
    }

    @Test
    void inside_onState_of_the_back_off_it_spares_the_delay() {
        rig.dice.load(1);
        rig.seen.onState = state -> {
            if (state instanceof SessionState.BackingOff) {
                rig.session.reconnect();
            }
        };
        rig.subscribe().open().send(ONE).cut();
        assertThat(rig.transport.opened()).isEqualTo(2);
        rig.open();
        rig.time.advance(Duration.ofMinutes(1));
        assertThat(rig.transport.opened()).isEqualTo(2);
    }

    @Test
    void inside_onState_of_the_attempt_it_does_nothing() {
        rig.seen.onState = state -> {
            if (state instanceof SessionState.Connecting again && again.attempt() > 1) {
                rig.session.reconnect();
            }
        };
        rig.subscribe().open().send(ONE).reopen().send(TWO);
        assertThat(rig.transport.opened()).isEqualTo(2);
        assertThat(rig.data()).containsExactly("a", "b");
    }

    @Test
    void twice_in_a_row_is_once() {
        rig.subscribe().open().send(ONE);
        rig.seen.onEvent = event -> {
            rig.session.reconnect();
            rig.session.reconnect();
        };
        rig.send(TWO);
        assertThat(rig.transport.opened()).isEqualTo(2);
        rig.session.reconnect();
        assertThat(rig.transport.opened()).isEqualTo(2);
        rig.open();
        rig.session.reconnect();
        assertThat(rig.transport.opened()).isEqualTo(3);
    }

    @Test
    void a_post_that_is_not_repeatable_is_sent_again() {
        rig.subscribe(Rig.post()).open().send(ONE);
        rig.session.reconnect();
        assertThat(rig.transport.opened()).isEqualTo(2);
        assertThat(rig.request().method()).isEqualTo("POST");
        assertThat(new String(rig.request().body(), UTF_8)).isEqualTo("{}");
        rig.open().send(TWO);
        assertThat(rig.data()).containsExactly("a", "b");
    }

    @Test
    void the_post_that_was_asked_for_is_not_repeated_automatically_when_it_is_lost() {
        rig.subscribe(Rig.post()).open().send(ONE);
        rig.session.reconnect();
        rig.open().cut();
        rig.failed(dev.rivulet.sse.Failure.ConnectionFailed.class);
        assertThat(rig.transport.opened()).isEqualTo(2);
    }

    @Test
    void a_policy_that_never_reconnects_does_not_forbid_it() {
        rig.subscribe(request -> request.reconnect(ReconnectPolicy.never()))
                .open()
                .send(ONE);
        rig.session.reconnect();
        rig.open().send(TWO).end();
        assertThat(rig.data()).containsExactly("a", "b");
        rig.ended(SessionState.Closed.Reason.SERVER_ENDED);
    }

    @Test
    void it_asks_the_customizer_anew_who_hears_of_no_failure() {
        List<String> asked = new ArrayList<>();
        rig.subscribe(request -> request.customizer((original, attempt, id, failure) -> {
            asked.add(attempt + " " + id + " " + failure);
            return CompletableFuture.completedFuture(original);
        }));
        rig.open().send(ONE);
        rig.session.reconnect();
        assertThat(asked).containsExactly("1  null", "2 1 null");
    }

    @Test
    void a_customizer_that_has_not_answered_is_asked_again() {
        List<CompletableFuture<SseRequest>> answers = new ArrayList<>();
        rig.subscribe(request -> request.customizer((original, attempt, id, failure) -> {
            answers.add(new CompletableFuture<>());
            return answers.get(answers.size() - 1);
        }));
        answers.get(0).complete(Rig.get());
        rig.open().send(ONE);
        rig.session.reconnect();
        rig.session.reconnect();
        assertThat(answers).hasSize(3);
        answers.get(2).complete(Rig.get());
        answers.get(1).complete(Rig.get());
        assertThat(rig.transport.opened()).isEqualTo(2);
        assertThat(rig.sentId()).isEqualTo("1");
    }

    @Test
    void a_compressed_body_begins_anew() throws IOException {
        rig.subscribe();
        gzipped(ONE + "id: 2\nda");
        rig.session.reconnect();
        assertThat(rig.sentId()).isEqualTo("1");
        gzipped(TWO);
        assertThat(rig.data()).containsExactly("a", "b");
    }

    @Test
    void late_answers_of_the_connection_before_count_for_nothing() {
        rig.subscribe().open().send(ONE);
        FakeExchange before = rig.server();
        rig.session.reconnect();
        before.bytes(TWO).end();
        rig.open().send("id: 3\ndata: c\n\n");
        assertThat(rig.data()).containsExactly("a", "c");
        assertThat(rig.transport.opened()).isEqualTo(2);
    }

    @Test
    void where_the_delivery_lags_all_that_was_received_comes_first() {
        Queue<Runnable> tasks = new ArrayDeque<>();
        rig.subscribe(request -> request.delivery(Delivery.on(tasks::add)));
        run(tasks);
        rig.open();
        run(tasks);
        rig.send(ONE).send(TWO);
        rig.session.reconnect();
        assertThat(rig.server().isCancelled()).as("by the executor").isFalse();
        run(tasks);
        assertThat(rig.data()).containsExactly("a", "b");
        assertThat(rig.transport.opened()).isEqualTo(2);
        assertThat(rig.sentId()).isEqualTo("2");
        rig.session.close();
        run(tasks);
    }

    @Test
    void where_the_streams_end_has_already_come_there_is_no_delay_either() {
        rig.dice.load(1);
        assertThat(attemptsWhereTheEndIsBehindTheCall(Rig.get())).isEqualTo(2);
    }

    @Test
    void a_post_whose_end_has_already_come_is_sent_again_too() {
        assertThat(attemptsWhereTheEndIsBehindTheCall(Rig.post())).isEqualTo(2);
    }

    private long attemptsWhereTheEndIsBehindTheCall(SseRequest request) {
        Queue<Runnable> tasks = new ArrayDeque<>();
        rig.seen.onEvent = event -> rig.session.reconnect();
        rig.subscribe(request.delivery(Delivery.on(tasks::add)));
        run(tasks);
        rig.open();
        run(tasks);
        rig.send(ONE).end();
        run(tasks);
        long attempts = rig.transport.opened();
        rig.session.close();
        run(tasks);
        return attempts;
    }

    private void gzipped(String text) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(bytes, true)) {
            gzip.write(text.getBytes(UTF_8));
            gzip.flush();
            rig.server()
                    .head(200, Rig.headers("Content-Type", "text/event-stream", "Content-Encoding", "gzip"))
                    .bytes(bytes.toByteArray());
        }
    }

    private static void run(Queue<Runnable> tasks) {
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
            task.run();
        }
    }
}
