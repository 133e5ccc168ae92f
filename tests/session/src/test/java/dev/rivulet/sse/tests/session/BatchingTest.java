package dev.rivulet.sse.tests.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.sse.Failure;
import dev.rivulet.sse.LastEventIdStore;
import dev.rivulet.sse.SessionState;
import dev.rivulet.sse.SseRequest;
import dev.rivulet.sse.policy.Batching;
import dev.rivulet.sse.policy.Limits;
import dev.rivulet.sse.policy.ReconnectPolicy;
import dev.rivulet.sse.policy.Timeouts;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Batches to a callback: when one is delivered, and what is committed with it. */
class BatchingTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    @RegisterExtension
    final Rig rig = new Rig();

    private final Batches seen = new Batches();
    private final Saves store = new Saves();

    /** Keeps all that is saved. */
    private static final class Saves implements LastEventIdStore {
        final List<String> all = new ArrayList<>();

        @Override
        public @Nullable String load() {
            return null;
        }

        @Override
        public void save(String lastEventId) {
            all.add(lastEventId);
        }
    }

    @Test
    void a_batch_is_delivered_when_it_is_full_and_not_before() {
        subscribe(3).open().send(events(1, 2));
        seen.assertCame("Connecting", "Open");
        rig.send(events(3, 7));
        seen.assertCame("[1 2 3]", "[4 5 6]");
        rig.send(events(8, 9));
        seen.assertCame("[7 8 9]");
    }

    @Test
    void a_batch_is_delivered_when_its_time_is_over_counted_from_its_first_event() {
        subscribe(3).open().send(events(1, 1));
        rig.time.advance(Duration.ofMillis(600));
        rig.send(events(2, 2));
        rig.time.advance(Duration.ofMillis(399));
        seen.assertCame("Connecting", "Open");
        rig.time.advance(Duration.ofMillis(1));
        seen.assertCame("[1 2]");
        rig.time.advance(Duration.ofMinutes(1));
        seen.assertCame();
        rig.send(events(3, 3));
        rig.time.advance(SECOND);
        seen.assertCame("[3]");
    }

    @Test
    void a_full_batch_stops_the_clock_of_its_time() {
        subscribe(2).open().send(events(1, 1));
        rig.time.advance(Duration.ofMillis(900));
        rig.send(events(2, 3));
        rig.time.advance(Duration.ofMillis(999));
        seen.assertCame("Connecting", "Open", "[1 2]");
        rig.time.advance(Duration.ofMillis(1));
        seen.assertCame("[3]");
    }

    @Test
    void batches_of_one_are_single_events() {
        subscribe(1).open().send(events(1, 2));
        seen.assertCame("Connecting", "Open", "[1]", "[2]");
        assertThat(rig.session.lastEventId()).isEqualTo("2");
    }

    @Test
    void a_time_without_end_means_by_count_alone() {
        rig.session = rig.client.subscribe(Rig.get(), Batching.of(2, Duration.ofSeconds(Long.MAX_VALUE)), seen);
        rig.open().send(events(1, 1));
        rig.time.advance(Duration.ofMinutes(4));
        rig.send(events(2, 2));
        seen.assertCame("Connecting", "Open", "[1 2]");
    }

    @Test
    void the_lists_are_the_handlers_to_keep() {
        subscribe(2).open().send(events(1, 4));
        seen.all.get(0).clear();
        assertThat(Batches.data(seen.all.get(1))).isEqualTo("[3 4]");
        rig.send(events(5, 6));
        assertThat(Batches.data(seen.all.get(2))).isEqualTo("[5 6]");
    }

    @Test
    void what_was_collected_is_delivered_before_the_back_off_is_reported() {
        subscribe(3).open().send(events(1, 1)).cut();
        seen.assertCame("Connecting", "Open", "[1]", "BackingOff");
        rig.backOff();
        assertThat(rig.sentId()).isEqualTo("1");
        rig.open().send(events(2, 2));
        rig.time.advance(SECOND);
        seen.assertCame("Connecting", "Open", "[2]");
    }

    @Test
    void what_was_collected_is_delivered_before_the_reconnection_that_was_asked_for() {
        subscribe(3).open().send(events(1, 1));
        rig.session.reconnect();
        seen.assertCame("Connecting", "Open", "[1]", "Connecting");
        assertThat(rig.session.lastEventId()).isEqualTo("1");
    }

    @Test
    void close_delivers_what_was_collected_and_commits_it() {
        subscribe(3).open().send(events(1, 2));
        rig.session.close();
        seen.assertCame("Connecting", "Open", "[1 2]", "Closed");
        assertThat(store.all).containsExactly("2");
        rig.ended(SessionState.Closed.Reason.CLOSED);
    }

    @Test
    void close_inside_the_handler_ends_after_this_batch() {
        seen.onBatch = batch -> rig.session.close();
        subscribe(2).open().send(events(1, 5));
        seen.assertCame("Connecting", "Open", "[1 2]", "Closed");
        assertThat(store.all).containsExactly("2");
        rig.ended(SessionState.Closed.Reason.CLOSED);
    }

    @Test
    void close_inside_the_batch_that_a_loss_brings_out_is_final() {
        seen.onBatch = batch -> rig.session.close();
        subscribe(3).open().send(events(1, 1)).cut();
        seen.assertCame("Connecting", "Open", "[1]", "Closed");
        rig.ended(SessionState.Closed.Reason.CLOSED);
        assertThat(rig.session.lastEventId()).isEqualTo("1");
    }

    @Test
    void close_inside_the_batch_that_reconnect_brings_out_is_final() {
        seen.onBatch = batch -> rig.session.close();
        subscribe(3).open().send(events(1, 1));
        rig.session.reconnect();
        seen.assertCame("Connecting", "Open", "[1]", "Closed");
        assertThat(rig.transport.opened()).isEqualTo(1);
    }

    @Test
    void close_inside_the_last_batch_changes_nothing() {
        seen.onBatch = batch -> rig.session.close();
        subscribe(3, request -> request.endMarker("4")).open().send(events(1, 5));
        seen.assertCame("Connecting", "Open", "[1 2 3]", "Closed");
    }

    @Test
    void no_content_comes_after_what_was_collected() {
        subscribe(3).open().send(events(1, 1)).cut().backOff();
        rig.server().head(204, Rig.headers()).end();
        seen.assertCame("Connecting", "Open", "[1]", "BackingOff", "Connecting", "Closed");
        rig.ended(SessionState.Closed.Reason.NO_CONTENT);
    }

    @Test
    void the_end_marker_comes_after_what_was_collected_and_its_id_is_committed() {
        subscribe(3, request -> request.endMarker("[DONE]"))
                .open()
                .send(events(1, 2) + "id: 3\ndata: [DONE]\n\n" + events(4, 5));
        seen.assertCame("Connecting", "Open", "[1 2]", "Closed");
        rig.ended(SessionState.Closed.Reason.END_MARKER);
        assertThat(rig.session.lastEventId()).isEqualTo("3");
        assertThat(store.all).containsExactly("3");
    }

    @Test
    void a_clean_end_for_good_comes_after_what_was_collected() {
        subscribe(3, request -> request.reconnect(ReconnectPolicy.never()))
                .open()
                .send(events(1, 2))
                .end();
        seen.assertCame("Connecting", "Open", "[1 2]", "Closed");
        rig.ended(SessionState.Closed.Reason.SERVER_ENDED);
    }

    @Test
    void an_unfinished_event_of_a_clean_end_is_in_the_last_batch() {
        subscribe(3, request -> request.deliverUnfinished(true)).open().send(events(1, 1) + "data: 2\n");
        rig.end();
        seen.assertCame("Connecting", "Open", "[1 2]", "BackingOff");
        assertThat(rig.session.lastEventId()).isEqualTo("1");
    }

    @Test
    void a_fatal_failure_comes_after_what_was_collected() {
        subscribe(3, request -> request.limits(Limits.defaults().eventBytes(100)))
                .open()
                .send(events(1, 2) + "data: " + "x".repeat(200) + "\n\n");
        seen.assertCame("Connecting", "Open", "[1 2]", "Closed");
        rig.failed(Failure.LimitExceeded.class);
        assertThat(store.all).containsExactly("2");
    }

    @Test
    void the_total_time_out_comes_after_what_was_collected() {
        subscribe(3, request -> request.timeouts(Timeouts.defaults().total(Duration.ofMillis(500))))
                .open()
                .send(events(1, 2));
        rig.time.advance(Duration.ofMillis(500));
        seen.assertCame("Connecting", "Open", "[1 2]", "Closed");
        rig.failed(Failure.TimedOut.class);
        assertThat(rig.session.lastEventId()).isEqualTo("2");
    }

    @Test
    void a_decoder_that_throws_loses_nothing_of_what_was_collected() {
        var boom = new IOException("boom");
        rig.session = rig.client.<String>subscribe(
                Rig.get(),
                view -> {
                    if (view.data().equals("3")) {
                        throw boom;
                    }
                    return view.data();
                },
                Batching.of(5, SECOND),
                batch -> seen.log.add(batch.toString()));
        rig.open().send(events(1, 4));
        assertThat(seen.log).containsExactly("[1, 2]");
        assertThat(rig.failed(Failure.HandlerFailed.class).cause()).isSameAs(boom);
        assertThat(rig.session.lastEventId()).isEqualTo("2");
    }

    @Test
    void the_cursor_moves_a_batch_at_a_time_and_after_the_handler() {
        List<String> inside = new ArrayList<>();
        seen.onBatch = batch -> inside.add(rig.session.lastEventId() + store.all);
        subscribe(2).open().send(events(1, 5));
        assertThat(inside).containsExactly("[]", "2[]");
        assertThat(rig.session.lastEventId()).isEqualTo("4");
        assertThat(store.all).containsExactly("4"); // once a burst
        rig.time.advance(SECOND);
        assertThat(store.all).containsExactly("4", "5");
    }

    @Test
    void a_full_batch_whose_handler_throws_is_not_committed() {
        var boom = new IOException("boom");
        seen.onBatch = batch -> {
            throw boom;
        };
        subscribe(3).open().send(events(1, 5));
        assertThat(rig.failed(Failure.HandlerFailed.class).cause()).isSameAs(boom);
        seen.assertCame("Connecting", "Open", "[1 2 3]", "Closed");
        assertThat(rig.session.lastEventId()).isEmpty();
        assertThat(store.all).isEmpty();
    }

    @Test
    void a_batch_by_time_whose_handler_throws_is_not_committed() {
        throwFrom("[3]");
        subscribe(2).open().send(events(1, 3));
        rig.time.advance(SECOND);
        rig.failed(Failure.HandlerFailed.class);
        assertCommittedOnly("2");
    }

    @Test
    void a_batch_in_front_of_a_reconnection_whose_handler_throws_is_not_committed() {
        throwFrom("[3]");
        subscribe(2).open().send(events(1, 3)).cut();
        rig.failed(Failure.HandlerFailed.class);
        assertCommittedOnly("2");
    }

    @Test
    void a_last_batch_whose_handler_throws_is_not_committed_and_fails_the_session() {
        throwFrom("[3]");
        subscribe(2).open().send(events(1, 3));
        rig.session.close();
        rig.failed(Failure.HandlerFailed.class);
        assertCommittedOnly("2");
    }

    @Test
    void a_last_batch_whose_handler_throws_does_not_hide_the_failure_before() {
        throwFrom("[3]");
        subscribe(2, request -> request.limits(Limits.defaults().eventBytes(100)))
                .open()
                .send(events(1, 3) + "data: " + "x".repeat(200) + "\n\n");
        rig.failed(Failure.LimitExceeded.class);
        assertCommittedOnly("2");
    }

    @Test
    void duplicates_are_no_part_of_a_batch() {
        subscribe(2).open().send(events(1, 3));
        rig.reopen().send(events(2, 4));
        seen.assertCame("Connecting", "Open", "[1 2]", "[3]", "BackingOff", "Connecting", "Open");
        rig.send(events(5, 5));
        seen.assertCame("[4 5]");
        assertThat(rig.session.metrics().duplicates()).isEqualTo(2);
    }

    @Test
    void a_checkpoint_inside_a_batch_is_committed_with_it_and_after_it_at_once() {
        subscribe(2).open().send(events(1, 1) + "id: c\n\n");
        assertThat(rig.session.lastEventId()).isEmpty();
        rig.send("data: b\n\n");
        assertThat(rig.session.lastEventId()).isEqualTo("c");
        rig.send("id: d\n\n");
        assertThat(rig.session.lastEventId()).isEqualTo("d");
        assertThat(store.all).containsExactly("c", "d");
    }

    @Test
    void an_empty_id_inside_a_batch_resets_with_it() {
        subscribe(2).open().send(events(1, 2));
        rig.send(events(3, 3) + "id\n\n");
        assertThat(rig.session.lastEventId()).isEqualTo("2");
        rig.time.advance(SECOND);
        assertThat(rig.session.lastEventId()).isEmpty();
        assertThat(store.all).containsExactly("2", "");
    }

    @Test
    void events_that_the_decoder_skips_do_not_fill_a_batch_and_are_committed_in_order() {
        rig.session = rig.client.<String>subscribe(
                Rig.get().lastEventIdStore(store),
                view -> Integer.parseInt(view.data()) % 2 == 0 ? null : view.data(),
                Batching.of(2, SECOND),
                batch -> seen.log.add(batch.toString()));
        rig.open().send(events(2, 2));
        assertThat(rig.session.lastEventId()).isEqualTo("2");
        rig.send(events(3, 4));
        assertThat(rig.session.lastEventId()).isEqualTo("2");
        rig.send(events(5, 6));
        assertThat(seen.log).containsExactly("[3, 5]");
        assertThat(rig.session.lastEventId()).isEqualTo("6");
        rig.time.advance(SECOND);
        assertThat(seen.log).hasSize(1);
    }

    @Test
    void events_over_a_limit_that_are_skipped_are_committed_in_order() {
        subscribe(
                        2,
                        request -> request.limits(
                                Limits.defaults().eventBytes(100).oversizedEvent(Limits.OversizedEvent.SKIP)))
                .open()
                .send(events(1, 1) + "id: 2\ndata: " + "x".repeat(200) + "\n\n");
        assertThat(rig.session.lastEventId()).isEmpty();
        rig.time.advance(SECOND);
        assertThat(rig.session.lastEventId()).isEqualTo("2");
    }

    @Test
    void the_delivered_are_counted_by_event() {
        subscribe(2).open().send(events(1, 3));
        assertThat(rig.session.metrics().delivered()).isEqualTo(3);
    }

    @Test
    void reconnect_inside_the_batch_that_a_loss_brings_out_spares_the_delay() {
        rig.dice.load(1);
        seen.onBatch = batch -> rig.session.reconnect();
        subscribe(3).open().send(events(1, 1)).cut();
        assertThat(rig.transport.opened()).isEqualTo(2);
        assertThat(rig.sentId()).isEqualTo("1");
    }

    private void throwFrom(String which) {
        seen.onBatch = batch -> {
            if (Batches.data(batch).equals(which)) {
                throw new IOException("boom");
            }
        };
    }

    private void assertCommittedOnly(String id) {
        assertThat(rig.session.lastEventId()).isEqualTo(id);
        assertThat(store.all).containsExactly(id);
    }

    private Rig subscribe(int events) {
        return subscribe(events, request -> request);
    }

    private Rig subscribe(int events, UnaryOperator<SseRequest> change) {
        rig.session = rig.client.subscribe(
                change.apply(Rig.get().lastEventIdStore(store)), Batching.of(events, SECOND), seen);
        return rig;
    }

    /** Events whose ids and data are these numbers. */
    private static String events(int from, int to) {
        var text = new StringBuilder();
        for (int i = from; i <= to; i++) {
            text.append("id: " + i + "\ndata: " + i + "\n\n");
        }
        return text.toString();
    }
}
