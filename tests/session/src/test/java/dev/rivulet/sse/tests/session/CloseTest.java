package dev.rivulet.sse.tests.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rivulet.sse.EndRule;
import dev.rivulet.sse.Failure;
import dev.rivulet.sse.SessionState;
import dev.rivulet.sse.SessionState.Closed.Reason;
import dev.rivulet.sse.SseClient;
import dev.rivulet.sse.SseRequest;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Close is final, whenever it comes, and everything is released. Each test is in virtual time on one thread. */
class CloseTest {
    private static final String THREE = "id: 1\ndata: a\n\nid: 2\ndata: b\n\nid: 3\ndata: c\n\n";

    @RegisterExtension
    final Rig rig = new Rig();

    @Test
    void close_while_the_stream_is_open_cancels_the_exchange_and_completes() {
        rig.subscribe().open().send("data: a\n\ndata: unfinished");
        rig.session.close();
        assertThat(rig.server().isCancelled()).isTrue();
        rig.ended(Reason.CLOSED);
        assertThat(rig.seen.lastState()).matches(Ends.normally(Reason.CLOSED));
    }

    @Test
    void close_again_changes_nothing() {
        rig.subscribe().open();
        rig.session.close();
        rig.session.close();
        rig.ended(Reason.CLOSED);
        assertThat(rig.seen.states.stream().filter(state -> state instanceof SessionState.Closed))
                .hasSize(1);
    }

    @Test
    void close_after_a_failure_leaves_the_failure_as_the_reason() {
        rig.subscribe().server().head(403, Rig.headers()).end();
        rig.session.close();
        rig.failed(Failure.HttpError.class);
    }

    @Test
    void close_inside_onEvent_handles_that_event_and_drops_the_rest_of_the_burst() {
        rig.seen.onEvent = event -> {
            if (event.data().equals("b")) {
                rig.session.close();
            }
        };
        rig.subscribe().open().send(THREE);
        rig.ended(Reason.CLOSED);
        assertThat(rig.data()).containsExactly("a", "b");
        assertThat(rig.session.lastEventId()).isEqualTo("2");
    }

    @Test
    void close_inside_onEvent_commits_no_checkpoint_after_it() {
        rig.seen.onEvent = event -> rig.session.close();
        rig.subscribe().open().send("id: 1\ndata: a\n\nid: 9\n\n");
        assertThat(rig.session.lastEventId()).isEqualTo("1");
    }

    @Test
    void close_inside_a_comment_delivers_and_commits_nothing_after_it() {
        rig.seen.onComment = comment -> rig.session.close();
        rig.subscribe().open().send("id: 1\ndata: a\n\n: stop\n: another\nid: 9\n\nid: 2\ndata: b\n\n");
        rig.ended(Reason.CLOSED);
        assertThat(rig.data()).containsExactly("a");
        assertThat(rig.seen.comments).containsExactly("stop");
        assertThat(rig.session.lastEventId()).isEqualTo("1");
    }

    @Test
    void close_inside_a_decoder_delivers_and_commits_nothing_of_that_event() {
        rig.session = rig.client.subscribe(
                Rig.get(),
                view -> {
                    if (view.data().equals("b")) {
                        rig.session.close();
                    }
                    return view.data();
                },
                data -> assertThat(data).isEqualTo("a"));
        rig.open().send(THREE);
        rig.ended(Reason.CLOSED);
        assertThat(rig.session.lastEventId()).isEqualTo("1");
    }

    @Test
    void close_inside_an_end_rule_delivers_nothing_of_that_event() {
        rig.subscribe(request -> request.endRule(view -> {
                    if (view.data().equals("b")) {
                        rig.session.close();
                    }
                    return EndRule.Verdict.CONTINUE;
                }))
                .open()
                .send(THREE);
        assertThat(rig.data()).containsExactly("a");
        assertThat(rig.session.lastEventId()).isEqualTo("1");
    }

    @Test
    void close_when_the_stream_opens_reads_nothing_of_it() {
        closeIn(SessionState.Open.class);
        rig.subscribe().open().send(THREE);
        rig.ended(Reason.CLOSED);
        assertThat(rig.seen.events).isEmpty();
        assertThat(rig.server().reads()).isZero();
    }

    @Test
    void close_when_the_stream_is_lost_makes_no_other_attempt() {
        closeIn(SessionState.BackingOff.class);
        rig.subscribe().open().cut();
        rig.ended(Reason.CLOSED);
        assertThat(rig.transport.opened()).isEqualTo(1);
    }

    @Test
    void close_when_the_next_attempt_begins_does_not_make_it() {
        rig.subscribe().open().cut();
        closeIn(SessionState.Connecting.class);
        rig.time.advance(rig.delay());
        rig.ended(Reason.CLOSED);
        assertThat(rig.transport.opened()).isEqualTo(1);
    }

    @Test
    void close_while_backing_off_completes_at_once() {
        rig.dice.load(1);
        rig.subscribe().open().cut();
        rig.session.close();
        rig.ended(Reason.CLOSED);
    }

    @Test
    void close_before_the_head_cancels_the_exchange() {
        rig.subscribe();
        rig.session.close();
        assertThat(rig.server().isCancelled()).isTrue();
        rig.ended(Reason.CLOSED);
    }

    @Test
    void close_while_a_refused_body_is_read_completes_at_once() {
        rig.subscribe().server().head(403, Rig.headers()).bytes("no");
        rig.session.close();
        rig.ended(Reason.CLOSED);
    }

    @Test
    void close_inside_open_cancels_what_is_being_opened() {
        rig.subscribe().open().cut();
        rig.transport.answering(server -> {
            rig.session.close();
            server.open().bytes(THREE);
        });
        rig.time.advance(rig.delay());
        assertThat(rig.server().isCancelled()).isTrue();
        rig.ended(Reason.CLOSED);
        assertThat(rig.seen.events).isEmpty();
    }

    @Test
    void close_inside_open_after_the_head_cancels_what_is_being_opened() {
        rig.subscribe().open().cut();
        rig.transport.answering(server -> {
            server.open().bytes(THREE);
            rig.session.close();
        });
        rig.time.advance(rig.delay());
        assertThat(rig.server().isCancelled()).isTrue();
        rig.ended(Reason.CLOSED);
        assertThat(rig.seen.events).isEmpty();
    }

    @Test
    void close_while_the_customizer_thinks_makes_no_attempt_whatever_it_says_later() {
        var pending = new CompletableFuture<SseRequest>();
        rig.subscribe(request -> request.customizer((original, attempt, id, failure) -> pending));
        rig.session.close();
        rig.ended(Reason.CLOSED);
        pending.complete(Rig.get());
        rig.ended(Reason.CLOSED);
        assertThat(rig.transport.opened()).isZero();
    }

    @Test
    void close_inside_a_burst_of_parts_takes_nothing_of_the_next_part() {
        rig.seen.onEvent = event -> rig.session.close();
        rig.subscribe().open().server().bytes("data: a\n\n", "data: b\n\n", "data: c\n\n");
        assertThat(rig.data()).containsExactly("a");
        rig.ended(Reason.CLOSED);
    }

    @Test
    void closing_the_client_closes_its_sessions_and_leaves_a_transport_that_was_handed_in() {
        rig.subscribe().open();
        rig.client.close();
        rig.ended(Reason.CLOSED);
        assertThat(rig.transport.isClosed()).isFalse();
        assertThatThrownBy(() -> rig.client.subscribe(Rig.get(), event -> {}))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> rig.client.stream(Rig.get())).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void closing_the_client_inside_a_callback_closes_its_sessions() {
        rig.seen.onEvent = event -> rig.client.close();
        rig.subscribe().open().send(THREE);
        rig.ended(Reason.CLOSED);
        assertThat(rig.data()).containsExactly("a");
    }

    @Test
    void what_runs_when_closed_completes_may_use_the_client_again() {
        rig.subscribe();
        SseClient client = rig.client;
        CompletableFuture<SessionState> again = new CompletableFuture<>();
        rig.session.closed().thenAccept(closed -> {
            var next = client.subscribe(Rig.get(), event -> {});
            again.complete(next.state());
            next.close();
        });
        rig.session.close();
        assertThat(again).isCompletedWithValueMatching(state -> state instanceof SessionState.Connecting);
    }

    @Test
    void the_state_that_is_reported_last_is_the_one_that_closed_completes_with() {
        rig.subscribe(request -> request.endMarker("[DONE]")).open().send("data: a\n\ndata: [DONE]\n\n");
        assertThat(rig.seen.lastState()).isEqualTo(rig.closed());
        rig.time.advance(Duration.ofDays(1));
    }

    private void closeIn(Class<? extends SessionState> state) {
        rig.seen.onState = reached -> {
            if (state.isInstance(reached)) {
                rig.session.close();
            }
        };
    }
}
