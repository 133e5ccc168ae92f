package dev.rivulet.sse.tests.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.sse.Failure;
import dev.rivulet.sse.LastEventIdStore;
import dev.rivulet.sse.SessionState;
import dev.rivulet.sse.SseEvent;
import dev.rivulet.sse.SseRequest;
import dev.rivulet.sse.policy.Batching;
import dev.rivulet.sse.policy.Delivery;
import dev.rivulet.sse.policy.Limits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Handling that is said by {@code ack()}: what is committed, and how many events wait for it. */
class AcknowledgementTest {
    @RegisterExtension
    final Rig rig = new Rig();

    private final LastEventIdStore store = LastEventIdStore.inMemory();

    @Test
    void without_it_ack_does_nothing() {
        rig.subscribe().open().send(Rig.events(1, 1));
        rig.seen.events.get(0).ack();
        assertThat(rig.session.lastEventId()).isEqualTo("1");
        SseEvent.of("message", "made").ack();
    }

    @Test
    void only_the_acknowledged_beginning_is_committed() {
        subscribe(10).open().send(Rig.events(1, 5));
        ack(5, 3, 2);
        assertCommitted("");
        ack(1);
        assertCommitted("3");
        ack(1, 3);
        assertCommitted("3");
        ack(4);
        assertCommitted("5");
    }

    @Test
    void what_is_never_acknowledged_is_never_committed() {
        subscribe(10).open().send(Rig.events(1, 3));
        ack(2, 3);
        rig.session.close();
        assertCommitted("");
    }

    @Test
    void another_thread_may_acknowledge() {
        subscribe(10).open().send(Rig.events(1, 2));
        CompletableFuture.runAsync(() -> ack(1, 2)).join();
        assertCommitted("2");
    }

    @Test
    void an_acknowledgement_after_the_end_is_committed_and_saved() {
        subscribe(10, request -> request.endMarker("3")).open().send(Rig.events(1, 3));
        rig.ended(SessionState.Closed.Reason.END_MARKER);
        assertCommitted("");
        ack(1);
        assertCommitted("1");
        CompletableFuture.runAsync(() -> ack(2)).join();
        assertCommitted("3"); // the marker's id waits after the last event
    }

    @Test
    void an_acknowledgement_after_a_failure_is_committed_and_saved() {
        subscribe(10).open().send(Rig.events(1, 1));
        rig.cut().backOff();
        rig.server().head(404, Rig.headers()).end();
        rig.failed(Failure.LastEventIdRejected.class);
        ack(1);
        assertCommitted("1");
    }

    @Test
    void a_store_that_fails_after_the_end_disturbs_no_caller() {
        rig.subscribe(request -> request.delivery(Delivery.inline().manualAcknowledgement(2))
                .lastEventIdStore(new LastEventIdStore() {
                    @Override
                    public String load() {
                        return "0";
                    }

                    @Override
                    public void save(String lastEventId) {
                        throw new IllegalStateException("full");
                    }
                }));
        rig.open().send(Rig.events(1, 1));
        rig.session.close();
        ack(1);
        rig.ended(SessionState.Closed.Reason.CLOSED);
        assertThat(rig.session.lastEventId()).isEqualTo("1");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void at_most_the_bound_are_let_out(int bound) {
        subscribe(bound).open().send(Rig.events(1, 5));
        assertThat(rig.seen.events).hasSize(bound);
        for (int i = 1; i <= 5; i++) {
            ack(i);
            assertThat(rig.seen.events).hasSize(Math.min(5, bound + i));
            assertCommitted("" + i);
        }
    }

    @Test
    void acknowledgements_out_of_order_make_room_for_as_many() {
        subscribe(2).open().send(Rig.events(1, 5));
        ack(2, 1);
        assertThat(rig.data()).containsExactly("1", "2", "3", "4");
    }

    @Test
    void an_acknowledgement_inside_the_handler_lets_all_through() {
        rig.seen.onEvent = SseEvent::ack;
        subscribe(1).open().send(Rig.events(1, 1000));
        assertThat(rig.seen.events).hasSize(1000);
        assertCommitted("1000");
    }

    @Test
    void while_it_waits_the_server_gets_no_credit_and_no_idle_time_out() {
        subscribe(1).open();
        for (int i = 1; i <= 5; i++) {
            rig.send(Rig.events(i, i));
        }
        assertThat(rig.server().bursts()).isLessThanOrEqualTo(3);
        assertThat(rig.server().hasCredit()).isFalse();
        rig.time.advance(Duration.ofHours(2));
        assertThat(rig.transport.opened()).isEqualTo(1);
        for (int i = 1; i <= 5; i++) {
            ack(i);
        }
        assertThat(rig.seen.events).hasSize(5);
        assertThat(rig.server().hasCredit()).isTrue();
    }

    @Test
    void a_loss_after_what_waits_for_room_is_mended_after_it() {
        subscribe(1).open().send(Rig.events(1, 2)).cut();
        ack(1);
        assertThat(rig.data()).containsExactly("1", "2");
        rig.backOff();
        assertThat(rig.sentId()).isEqualTo("2");
    }

    @Test
    void reconnect_while_it_waits_takes_what_was_received_along() {
        subscribe(1).open().send(Rig.events(1, 2));
        rig.session.reconnect();
        assertThat(rig.server().isCancelled()).isTrue();
        ack(1);
        assertThat(rig.data()).containsExactly("1", "2");
        assertThat(rig.sentId()).isEqualTo("2");
        assertThat(rig.transport.opened()).isEqualTo(2);
    }

    @Test
    void close_while_it_waits_drops_what_waits() {
        subscribe(1).open().send(Rig.events(1, 3));
        rig.session.close();
        ack(1);
        assertThat(rig.data()).containsExactly("1");
        assertCommitted("1");
    }

    @Test
    void events_without_an_id_count_and_commit_nothing() {
        subscribe(2).open().send("data: a\n\ndata: b\n\ndata: c\n\n");
        assertThat(rig.data()).containsExactly("a", "b");
        ack(1);
        assertThat(rig.data()).containsExactly("a", "b", "c");
        assertCommitted("");
    }

    @Test
    void an_event_without_an_id_holds_back_those_after_it() {
        subscribe(5).open().send("data: a\n\n" + Rig.events(2, 2));
        ack(2);
        assertCommitted("");
        ack(1);
        assertCommitted("2");
    }

    @Test
    void checkpoints_wait_for_the_events_in_front_of_them() {
        subscribe(5).open().send("id: 0\n\n");
        assertCommitted("0");
        rig.send(Rig.events(1, 1) + "id: c\n\n" + Rig.events(2, 2) + "id: d\n\n");
        ack(2);
        assertCommitted("0");
        ack(1);
        assertCommitted("d");
        rig.send("id: e\n\n");
        assertCommitted("e");
    }

    @Test
    void a_checkpoint_after_an_acknowledged_event_does_not_wait_for_the_next() {
        subscribe(5).open().send(Rig.events(1, 1) + "id: c\n\n" + Rig.events(2, 2));
        ack(1);
        assertCommitted("c");
    }

    @Test
    void a_reset_waits_for_the_events_in_front_of_it() {
        subscribe(5).open().send(Rig.events(1, 2) + "id\n\n");
        ack(1);
        assertCommitted("1");
        ack(2);
        assertThat(rig.session.lastEventId()).isEmpty();
        assertThat(store.load()).isEmpty();
    }

    @Test
    void duplicates_need_no_acknowledgement_and_move_nothing_ahead() {
        subscribe(5).open().send(Rig.events(1, 3));
        rig.reopen().send(Rig.events(2, 4));
        assertThat(rig.data()).containsExactly("1", "2", "3", "4");
        assertCommitted("");
        ack(1);
        assertCommitted("1");
        ack(2, 3);
        assertCommitted("3");
        ack(4);
        assertCommitted("4");
    }

    @Test
    void duplicates_pass_though_nothing_more_may_be_let_out() {
        subscribe(3).open().send(Rig.events(1, 3));
        rig.reopen().send(Rig.events(2, 4));
        assertThat(rig.data()).containsExactly("1", "2", "3");
        ack(1);
        assertThat(rig.data()).containsExactly("1", "2", "3", "4");
    }

    @Test
    void a_new_session_gets_the_unacknowledged_again_and_a_reconnection_does_not() {
        subscribe(5).open().send(Rig.events(1, 3));
        ack(1, 3);
        rig.cut().backOff();
        assertThat(rig.sentId()).isEqualTo("3");
        rig.session.close();
        rig.seen.states.clear();
        rig.seen.events.clear();
        subscribe(5);
        assertThat(rig.sentId()).isEqualTo("1");
        rig.open().send(Rig.events(2, 3));
        assertThat(rig.data()).containsExactly("2", "3");
        ack(1, 2);
        assertCommitted("3");
    }

    @Test
    void what_the_decoder_skips_needs_no_acknowledgement_but_waits_for_those_in_front() {
        List<Runnable> acks = decoding(3);
        rig.open().send(Rig.events(2, 2));
        assertCommitted("2");
        rig.send(Rig.events(3, 4));
        assertCommitted("2");
        acks.get(0).run();
        assertCommitted("4");
        rig.send(Rig.events(6, 6) + Rig.events(8, 8) + Rig.events(10, 10) + Rig.events(12, 12) + Rig.events(14, 14));
        assertCommitted("14");
    }

    @Test
    void skipped_events_after_an_unacknowledged_one_do_not_stop_the_stream() {
        List<Runnable> acks = decoding(2);
        rig.open().send(Rig.events(1, 1) + "id: 2\ndata: 2\n\nid: 4\ndata: 4\n\nid: 6\ndata: 6\n\n" + Rig.events(7, 7));
        assertThat(acks).hasSize(2);
        acks.get(0).run();
        assertCommitted("6");
        acks.get(1).run();
        assertCommitted("7");
    }

    @Test
    void an_event_over_a_limit_that_is_skipped_waits_for_those_in_front() {
        subscribe(
                        5,
                        request -> request.limits(
                                Limits.defaults().eventBytes(100).oversizedEvent(Limits.OversizedEvent.SKIP)))
                .open()
                .send(Rig.events(1, 1) + "id: 2\ndata: " + "x".repeat(200) + "\n\n");
        assertCommitted("");
        ack(1);
        assertCommitted("2");
    }

    @Test
    void a_decoder_of_ones_own_finds_the_acknowledgement_on_each_view() {
        List<Runnable> acks = new ArrayList<>();
        rig.session = rig.client.<String>subscribe(
                manualAcknowledgement(5),
                view -> {
                    acks.add(view.asReceived().acknowledgement());
                    return view.data() + view.type() + view.id() + view.hasId();
                },
                event -> {});
        rig.open().send(Rig.events(1, 2));
        acks.get(1).run();
        assertCommitted("");
        acks.get(0).run();
        acks.get(0).run();
        assertCommitted("2");
    }

    @Test
    void in_batches_each_event_is_acknowledged_on_its_own() {
        var batches = new Batches();
        rig.session = rig.client.subscribe(manualAcknowledgement(10), Batching.of(2, Duration.ofSeconds(1)), batches);
        rig.open().send(Rig.events(1, 4));
        assertThat(batches.all).hasSize(2);
        batches.all.get(1).forEach(SseEvent::ack);
        assertCommitted("");
        batches.all.get(0).get(0).ack();
        assertCommitted("1");
        batches.all.get(0).get(1).ack();
        assertCommitted("4");
    }

    @Test
    void a_batch_larger_than_the_bound_is_delivered_when_there_is_no_room_for_more() {
        var batches = new Batches();
        rig.session = rig.client.subscribe(manualAcknowledgement(2), Batching.of(5, Duration.ofHours(1)), batches);
        rig.open().send(Rig.events(1, 5));
        assertThat(batches.log).containsExactly("Connecting", "Open", "[1 2]");
        batches.all.get(0).get(0).ack();
        assertThat(batches.log).endsWith("[1 2]", "[3]");
        batches.all.get(0).get(1).ack();
        batches.all.get(1).get(0).ack();
        assertThat(batches.log).endsWith("[3]", "[4]", "[5]");
        assertCommitted("3");
    }

    @Test
    void a_publisher_waits_for_demand_and_for_acknowledgement() {
        rig.severalSessions();
        var seen = new FlowRecorder<SseEvent>();
        rig.client.publisher(manualAcknowledgement(2)).subscribe(seen);
        Flow.Subscription subscription = seen.subscription.join();
        List<SseEvent> got = seen.items;
        subscription.request(3);
        rig.open().send(Rig.events(1, 5));
        assertThat(got).hasSize(2);
        got.get(0).ack();
        assertThat(got).hasSize(3);
        got.get(1).ack();
        assertThat(got).hasSize(3);
        subscription.request(1);
        assertThat(got).hasSize(4);
        assertThat(store.load()).isEqualTo("2");
        subscription.cancel();
        rig.pool.assertNothingOutstanding();
    }

    private List<Runnable> decoding(int bound) {
        List<Runnable> acks = new ArrayList<>();
        rig.session = rig.client.<String>subscribe(
                manualAcknowledgement(bound),
                view -> {
                    if (Integer.parseInt(view.data()) % 2 == 0) {
                        return null;
                    }
                    acks.add(view.acknowledgement());
                    return view.data();
                },
                event -> {});
        return acks;
    }

    private SseRequest manualAcknowledgement(int bound) {
        return Rig.get().lastEventIdStore(store).delivery(Delivery.inline().manualAcknowledgement(bound));
    }

    private Rig subscribe(int bound) {
        return subscribe(bound, request -> request);
    }

    private Rig subscribe(int bound, UnaryOperator<SseRequest> change) {
        return rig.subscribe(change.apply(manualAcknowledgement(bound)));
    }

    /** Acknowledges the events at these places, from 1. */
    private void ack(int... places) {
        for (int place : places) {
            rig.seen.events.get(place - 1).ack();
        }
    }

    private void assertCommitted(String id) {
        Rig.assertCommitted(rig.session, store, id);
    }
}
