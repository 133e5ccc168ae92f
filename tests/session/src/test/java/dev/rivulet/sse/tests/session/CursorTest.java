package dev.rivulet.sse.tests.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rivulet.sse.Failure;
import dev.rivulet.sse.LastEventIdStore;
import dev.rivulet.sse.SessionState;
import dev.rivulet.sse.SseEvent;
import dev.rivulet.sse.SseRequest;
import dev.rivulet.sse.SseStream;
import dev.rivulet.sse.policy.Delivery;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The received and the committed cursor. */
class CursorTest {
    @RegisterExtension
    final Rig rig = new Rig();

    @Test
    void the_first_request_carries_no_id_and_the_one_after_a_loss_that_of_the_last_whole_event() {
        rig.subscribe().open().send("id: 1\ndata: a\n\nid: 2\ndata: b\n\n");
        assertThat(rig.sentId()).isNull();
        assertThat(rig.opened().resumeRequested()).isFalse();

        rig.reopen();

        assertThat(rig.sentId()).isEqualTo("2");
        assertThat(rig.opened().lastEventIdSent()).isEqualTo("2");
    }

    @Test
    void an_id_that_the_user_saved_is_sent_and_stands_for_events_without_one() {
        rig.subscribe(request -> request.lastEventId("saved"));
        assertThat(rig.sentId()).isEqualTo("saved");
        assertThat(rig.session.lastEventId()).isEqualTo("saved");

        rig.open().send("data: a\n\n");

        assertThat(rig.seen.events.get(0).id()).isEqualTo("saved");
        assertThat(rig.seen.events.get(0).hasId()).isFalse();
    }

    @Test
    void an_event_is_committed_when_its_handler_has_returned_and_not_before() {
        List<String> during = new ArrayList<>();
        rig.seen.onEvent = event -> during.add(rig.session.lastEventId());
        rig.subscribe().open().send("id: 1\ndata: a\n\nid: 2\ndata: b\n\n");
        assertThat(during).containsExactly("", "1");
        assertThat(rig.session.lastEventId()).isEqualTo("2");
    }

    @Test
    void an_event_that_was_parsed_and_is_not_yet_handled_is_not_asked_for_again() {
        SseStream<?> stream = stream();
        rig.send("id: 1\ndata: a\n\nid: 2\ndata: b\n\n");
        stream.next();
        stream.next();
        assertThat(rig.session.lastEventId()).isEqualTo("1");

        rig.cut(); // while b is being handled: no thread is in next()
        awaitAttempts(2);

        assertThat(rig.sentId()).isEqualTo("2");
        assertThat(rig.session.lastEventId()).isEqualTo("1");
        stream.close();
        awaitClosed();
    }

    @Test
    void an_element_of_a_stream_is_committed_when_the_next_is_asked_for() {
        SseStream<?> stream = stream();
        rig.send("id: 1\ndata: a\n\nid: 2\n\nid: 3\ndata: c\n\n").send("data: [DONE]\n\n");
        stream.next();
        assertThat(rig.session.lastEventId()).isEmpty();
        stream.next();
        assertThat(rig.session.lastEventId()).isEqualTo("2");
        stream.close();
        awaitClosed();
    }

    @Test
    void an_event_left_unhandled_by_close_is_not_committed() {
        SseStream<?> stream = stream();
        rig.send("id: 1\ndata: a\n\nid: 2\ndata: b\n\n");
        stream.next();
        stream.next();
        stream.close();
        awaitClosed();
        assertThat(rig.session.lastEventId()).isEqualTo("1");
    }

    /** A block that closes the stream at its end does so when its body throws, too. */
    @Test
    void closing_a_stream_does_not_commit_what_its_taker_may_have_failed_to_handle() {
        var thrown = new IllegalStateException("not handled");
        assertThatThrownBy(() -> {
                    try (SseStream<SseEvent> stream = rig.client.stream(SseRequest.get(Rig.STREAM))) {
                        rig.session = stream.session();
                        awaitAttempts(1);
                        rig.open().send("id: 1\ndata: a\n\nid: 2\ndata: b\n\n");
                        stream.next();
                        stream.next();
                        throw thrown;
                    }
                })
                .isSameAs(thrown);
        awaitClosed();
        assertThat(rig.session.lastEventId()).isEqualTo("1");
    }

    @Test
    void an_acknowledged_event_of_a_stream_is_committed_though_the_stream_is_closed_after_it() {
        SseRequest acknowledged =
                SseRequest.get(Rig.STREAM).delivery(Delivery.defaults().manualAcknowledgement());
        try (SseStream<SseEvent> stream = rig.client.stream(acknowledged)) {
            rig.session = stream.session();
            awaitAttempts(1);
            rig.open().send("id: 1\ndata: a\n\nid: 2\ndata: b\n\n");
            stream.next().ack();
            stream.next().ack();
        }
        awaitClosed();
        Awaitility.await().until(() -> rig.session.lastEventId().equals("2"));
    }

    @Test
    void a_block_with_nothing_but_an_id_is_a_checkpoint() {
        rig.subscribe().open().send("id: 1\ndata: a\n\nid: 7\n\n");
        assertThat(rig.session.lastEventId()).isEqualTo("7");
        assertThat(rig.data()).containsExactly("a");

        rig.reopen();

        assertThat(rig.sentId()).isEqualTo("7");
    }

    @Test
    void an_empty_id_resets_so_that_no_header_is_sent_and_the_store_saves_nothing() {
        LastEventIdStore store = LastEventIdStore.inMemory();
        rig.subscribe(request -> request.lastEventIdStore(store)).open().send("id: 5\ndata: a\n\n");
        assertThat(store.load()).isEqualTo("5");

        rig.send("id\ndata: b\n\n");
        assertThat(rig.session.lastEventId()).isEmpty();
        assertThat(store.load()).isEmpty();
        rig.reopen();

        assertThat(rig.sentId()).isNull();
        assertThat(rig.opened().resumeRequested()).isFalse();
    }

    @Test
    void an_empty_id_alone_in_its_block_resets_too() {
        rig.subscribe().open().send("id: 5\ndata: a\n\nid:\n\n");
        assertThat(rig.session.lastEventId()).isEmpty();
        rig.reopen();
        assertThat(rig.sentId()).isNull();
    }

    @Test
    void the_id_of_an_unfinished_block_is_not_taken_over() {
        rig.subscribe().open().send("id: 1\ndata: a\n\nid: 2\ndata: b\n");
        rig.reopen();
        assertThat(rig.sentId()).isEqualTo("1");
        assertThat(rig.data()).containsExactly("a");
        assertThat(rig.session.lastEventId()).isEqualTo("1");
    }

    @Test
    void the_id_of_an_unfinished_block_is_not_taken_over_at_a_clean_end_either() {
        rig.subscribe().open().send("id: 1\ndata: a\n\nid: 2\n").end().backOff();
        assertThat(rig.sentId()).isEqualTo("1");
    }

    @Test
    void half_an_event_does_not_run_into_the_next_connection() {
        rig.subscribe().open().send("id: 1\ndata: a\n\nevent: odd\nid: 9\ndata: half");
        rig.reopen().send(" and half\ndata: b\n\n");
        assertThat(rig.seen.events).hasSize(2);
        assertThat(rig.seen.events.get(1).data()).isEqualTo("b");
        assertThat(rig.seen.events.get(1).type()).isEqualTo("message");
        assertThat(rig.seen.events.get(1).id()).isEqualTo("1");
    }

    @Test
    void a_first_block_without_an_id_after_a_reconnection_keeps_the_cursor() {
        rig.subscribe().open().send("id: 1\ndata: a\n\n");
        rig.reopen().send("data: b\n\n");
        assertThat(rig.seen.events.get(1).id()).isEqualTo("1");
        assertThat(rig.seen.events.get(1).hasId()).isFalse();
        assertThat(rig.session.lastEventId()).isEqualTo("1");

        rig.reopen();

        assertThat(rig.sentId()).isEqualTo("1");
    }

    @Test
    void an_id_is_sent_as_it_came_spaces_and_all() {
        rig.subscribe().open().send("id:  a b/ü \ndata: x\n\n");
        rig.cut().backOff();
        // The header's chars are the octets of the id's UTF-8.
        assertThat(rig.sentId()).isEqualTo(" a b/\u00c3\u00bc ");
        assertThat(rig.session.lastEventId()).isEqualTo(" a b/ü ");
    }

    @Test
    void a_bom_at_the_start_of_the_second_connection_is_dropped_too() {
        rig.subscribe().open().send("\uFEFFdata: a\n\n");
        rig.reopen().send("\uFEFFdata: b\n\n");
        assertThat(rig.data()).containsExactly("a", "b");
    }

    @Test
    void the_store_is_asked_once_and_before_the_requests_own_id() {
        Saved store = new Saved("stored");
        rig.subscribe(request -> request.lastEventId("given").lastEventIdStore(store));
        assertThat(rig.sentId()).isEqualTo("stored");
        rig.open();
        rig.reopen();
        assertThat(store.loads).isEqualTo(1);
        assertThat(store.saved).isEmpty();
    }

    @Test
    void a_store_that_has_none_leaves_the_requests_own_id() {
        rig.subscribe(request -> request.lastEventId("given").lastEventIdStore(new Saved(null)));
        assertThat(rig.sentId()).isEqualTo("given");
    }

    @Test
    void a_store_that_was_reset_sends_no_id() {
        rig.subscribe(request -> request.lastEventId("given").lastEventIdStore(new Saved("")));
        assertThat(rig.sentId()).isNull();
    }

    @Test
    void the_store_never_gets_an_id_ahead_of_what_was_handled() {
        Saved store = new Saved(null);
        rig.seen.onEvent = event -> {
            assertThat(store.saved).doesNotContain(event.id());
            if (event.data().equals("b")) {
                throw new IllegalStateException("cannot handle b");
            }
        };
        rig.subscribe(request -> request.lastEventIdStore(store))
                .open()
                .send("id: 1\ndata: a\n\nid: 2\ndata: b\n\nid: 3\ndata: c\n\n");
        rig.failed(Failure.HandlerFailed.class);
        assertThat(store.saved).endsWith("1").doesNotContain("2", "3");
    }

    @Test
    void a_store_that_cannot_save_closes_the_session_as_the_handlers_failure() {
        Saved store = new Saved(null);
        store.broken = true;
        rig.subscribe(request -> request.lastEventIdStore(store)).open().send("id: 1\ndata: a\n\n");
        assertThat(rig.failed(Failure.HandlerFailed.class).cause()).hasMessage("disk full");
    }

    @Test
    void a_store_that_cannot_load_closes_the_session_as_the_handlers_failure() {
        rig.subscribe(request -> request.lastEventIdStore(new LastEventIdStore() {
            @Override
            public String load() {
                throw new IllegalStateException("no disk");
            }

            @Override
            public void save(String lastEventId) {}
        }));
        assertThat(rig.failed(Failure.HandlerFailed.class).cause()).hasMessage("no disk");
        assertThat(rig.transport.opened()).isZero();
    }

    @Test
    void an_event_that_the_decoder_skips_counts_as_handled() {
        List<String> taken = new ArrayList<>();
        rig.session = rig.client.subscribe(Rig.get(), view -> view.data().equals("a") ? null : view.data(), taken::add);
        rig.open().send("id: 1\ndata: a\n\n");
        assertThat(rig.session.lastEventId()).isEqualTo("1");
        rig.send("id: 2\ndata: b\n\n");
        assertThat(taken).containsExactly("b");
        assertThat(rig.session.metrics().events()).isEqualTo(2);
        assertThat(rig.session.metrics().delivered()).isEqualTo(1);
    }

    /** Of which the first exchange is open. */
    private SseStream<?> stream() {
        SseStream<?> stream = rig.client.stream(SseRequest.get(Rig.STREAM));
        rig.session = stream.session();
        awaitAttempts(1);
        rig.open();
        return stream;
    }

    /** Time goes by only in the pauses between them, and so no time-out is over. */
    private void awaitAttempts(int attempts) {
        Awaitility.await().pollInterval(Duration.ofMillis(1)).until(() -> {
            if (rig.session.state() instanceof SessionState.BackingOff) {
                rig.time.advance(Duration.ofMillis(100));
            }
            return rig.transport.opened() >= attempts;
        });
    }

    private void awaitClosed() {
        rig.session.closed().toCompletableFuture().join();
    }

    private static final class Saved implements LastEventIdStore {
        final List<String> saved = new ArrayList<>();
        final String first;
        int loads;
        boolean broken;

        Saved(String first) {
            this.first = first;
        }

        @Override
        public String load() {
            loads++;
            return first;
        }

        @Override
        public void save(String lastEventId) {
            if (broken) {
                throw new IllegalStateException("disk full");
            }
            saved.add(lastEventId);
        }
    }
}
