package dev.rivulet.sse.tests.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rivulet.sse.Failure;
import dev.rivulet.sse.LastEventIdStore;
import dev.rivulet.sse.SessionState;
import dev.rivulet.sse.SseSession;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A session and where it keeps its committed id. */
@Timeout(600)
class StoredCursorTest {
    @RegisterExtension
    final Rig rig = new Rig();

    @RegisterExtension
    final StreamRig pull = new StreamRig();

    @TempDir
    Path folder;

    private final Store store = new Store();

    /** Remembers all that is asked of it. */
    private static final class Store implements LastEventIdStore {
        final List<String> saved = new ArrayList<>();

        @Nullable
        String stored;

        int loads;

        @Nullable
        RuntimeException loadFails;

        @Nullable
        RuntimeException saveFails;

        @Override
        public @Nullable String load() {
            loads++;
            if (loadFails != null) {
                throw loadFails;
            }
            return stored;
        }

        @Override
        public void save(String lastEventId) {
            saved.add(lastEventId);
            if (saveFails != null) {
                throw saveFails;
            }
        }
    }

    @Test
    void the_stored_id_is_loaded_once_before_the_first_request_and_wins() {
        store.stored = "7";
        rig.subscribe(request -> request.lastEventId("3").lastEventIdStore(store));
        assertThat(rig.sentId()).isEqualTo("7");
        assertThat(rig.session.lastEventId()).isEqualTo("7");
        rig.open().reopen();
        assertThat(store.loads).isEqualTo(1);
        assertThat(store.saved).isEmpty();
    }

    @Test
    void where_none_is_stored_the_requests_id_is_sent() {
        rig.subscribe(request -> request.lastEventId("3").lastEventIdStore(store));
        assertThat(rig.sentId()).isEqualTo("3");
    }

    @Test
    void a_stored_reset_wins_too() {
        store.stored = "";
        rig.subscribe(request -> request.lastEventId("3").lastEventIdStore(store));
        assertThat(rig.sentId()).isNull();
    }

    @Test
    void an_id_is_saved_after_its_handler_and_not_before() {
        List<String> inside = new ArrayList<>();
        rig.seen.onEvent = event -> inside.add(event.id() + store.saved);
        subscribe().open().send("id: 1\ndata: a\n\n").send("id: 2\ndata: b\n\n");
        assertThat(inside).containsExactly("1[]", "2[1]");
        assertThat(store.saved).containsExactly("1", "2");
    }

    @Test
    void an_id_whose_handler_throws_is_not_saved() {
        rig.seen.onEvent = event -> {
            if (event.id().equals("2")) {
                throw new IllegalStateException("no");
            }
        };
        subscribe().open().send("id: 1\ndata: a\n\nid: 2\ndata: b\n\n");
        rig.failed(Failure.HandlerFailed.class);
        assertThat(store.saved).containsExactly("1");
    }

    @Test
    void a_stream_that_never_pauses_is_saved_all_the_same() {
        int many = 500;
        List<Integer> lag = new ArrayList<>();
        rig.seen.onEvent =
                event -> lag.add(Integer.parseInt(event.id()) - (store.saved.isEmpty() ? 0 : Integer.parseInt(last())));
        AtomicInteger sent = new AtomicInteger();
        subscribe().server().onRead(exchange -> {
            if (sent.get() < many) {
                exchange.bytes("id: " + sent.incrementAndGet() + "\ndata: x\n\n");
            }
        });
        rig.open();
        assertThat(rig.data()).hasSize(many);
        assertThat(lag).allMatch(events -> events <= 2);
        assertThat(last()).isEqualTo("" + many);
    }

    @Test
    void close_inside_the_handler_saves_that_event() {
        rig.seen.onEvent = event -> rig.session.close();
        subscribe().open().send("id: 1\ndata: a\n\nid: 2\ndata: b\n\n");
        rig.ended(SessionState.Closed.Reason.CLOSED);
        assertThat(store.saved).containsExactly("1");
    }

    @Test
    void a_load_that_throws_ends_the_session_before_any_request() {
        store.loadFails = new IllegalStateException("gone");
        subscribe();
        assertThat(rig.failed(Failure.HandlerFailed.class).cause()).isSameAs(store.loadFails);
        assertThat(rig.transport.opened()).isZero();
        assertThat(rig.seen.states).containsExactly(rig.closed());
    }

    @Test
    void a_save_that_throws_ends_the_session() {
        store.saveFails = new IllegalStateException("full");
        subscribe().open().send("id: 1\ndata: a\n\n").send("id: 2\ndata: b\n\n");
        assertThat(rig.failed(Failure.HandlerFailed.class).cause()).isSameAs(store.saveFails);
        assertThat(rig.data()).containsExactly("a");
        assertThat(store.saved).containsExactly("1");
    }

    @Test
    void a_save_that_throws_at_the_end_is_reported() {
        rig.seen.onEvent = event -> {
            store.saveFails = new IllegalStateException("full");
            rig.session.close();
        };
        subscribe().open().send("id: 1\ndata: a\n\n");
        rig.failed(Failure.HandlerFailed.class);
    }

    @Test
    void a_file_hands_the_id_from_one_session_to_the_next() {
        LastEventIdStore file = LastEventIdStore.file(folder.resolve("id"));
        rig.subscribe(request -> request.lastEventIdStore(file));
        rig.open().send("id: zwölf\ndata: a\n\n");
        rig.session.close();
        rig.seen.states.clear();
        rig.subscribe(request -> request.lastEventIdStore(file));
        assertThat(rig.session.lastEventId()).isEqualTo("zwölf");
    }

    @Test
    void a_second_session_with_the_same_file_is_refused_at_its_start_until_the_first_has_ended() {
        Path file = folder.resolve("id");
        rig.subscribe(request -> request.lastEventIdStore(LastEventIdStore.file(file)));
        SseSession first = rig.session;
        rig.open().send("id: 1\ndata: a\n\n");
        rig.subscribe(request -> request.lastEventIdStore(LastEventIdStore.file(file)));
        assertThat(rig.session.state())
                .isInstanceOfSatisfying(
                        SessionState.Closed.class,
                        closed -> assertThat(closed.failure())
                                .isInstanceOf(Failure.HandlerFailed.class)
                                .asString()
                                .contains("in use by another session of this process"));
        assertThat(first.state()).isInstanceOf(SessionState.Open.class);
        rig.seen.states.clear(); // of the second; what follows is the first's and the third's
        first.close();
        rig.seen.states.clear();
        rig.subscribe(request -> request.lastEventIdStore(LastEventIdStore.file(file)));
        assertThat(rig.session.state()).isInstanceOf(SessionState.Connecting.class);
        assertThat(rig.session.lastEventId()).isEqualTo("1");
    }

    @Test
    void a_file_that_is_none_of_ours_ends_the_session() throws IOException {
        Path file = Files.writeString(folder.resolve("id"), "two\nlines\n");
        rig.subscribe(request -> request.lastEventIdStore(LastEventIdStore.file(file)));
        rig.failed(Failure.HandlerFailed.class);
        assertThat(file).hasContent("two\nlines\n");
    }

    @Test
    void a_taker_that_is_interrupted_leaves_a_stream_with_a_file_as_it_was() {
        Path file = folder.resolve("id");
        pull.stream = pull.client.stream(StreamRig.request().lastEventIdStore(LastEventIdStore.file(file)));
        pull.opened().bytes("id: 1\ndata: a\n\n");
        assertThat(pull.stream.next().data()).isEqualTo("a");
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> pull.stream.next()).isInstanceOf(CancellationException.class);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(pull.stream.session().state()).isInstanceOf(SessionState.Open.class);
        Awaitility.await().untilAsserted(() -> assertThat(file).hasContent("1\n"));
    }

    @Test
    void a_handler_that_leaves_its_thread_interrupted_does_not_hinder_the_saving() {
        Path file = folder.resolve("id");
        rig.seen.onEvent = event -> Thread.currentThread().interrupt();
        rig.subscribe(request -> request.lastEventIdStore(LastEventIdStore.file(file)));
        rig.open().send("id: 1\ndata: a\n\n");
        assertThat(Thread.interrupted()).isTrue();
        assertThat(rig.session.state()).isInstanceOf(SessionState.Open.class);
        assertThat(file).hasContent("1\n");
    }

    private Rig subscribe() {
        return rig.subscribe(request -> request.lastEventIdStore(store));
    }

    private String last() {
        return store.saved.get(store.saved.size() - 1);
    }
}
