package dev.rivulet.sse.tests.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.sse.EventView;
import dev.rivulet.sse.LastEventIdStore;
import dev.rivulet.sse.SseRequest;
import dev.rivulet.sse.policy.Dedup;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A session that starts after an event of an earlier one, of which the application has saved id and content hash. */
class ResumeAfterEventTest {
    private static final String SECOND = "id: 2\nevent: bid\ndata: b\n\n";
    private static final String THIRD = "id: 3\nevent: bid\ndata: c\n\n";

    private static final long MESSAGE_A = 0xf0cd9e3c15196057L;
    private static final long EMPTY_UE = 0x5fbef51c1dd5729eL;

    @RegisterExtension
    final Rig rig = new Rig();

    @ParameterizedTest
    @EnumSource(value = Dedup.Mode.class, names = "OFF", mode = EnumSource.Mode.EXCLUDE)
    void the_event_that_the_server_sends_again_is_dropped_and_counted(Dedup.Mode mode) {
        rig.subscribe(after("2", hashOf(SECOND)).dedup(Dedup.defaults().mode(mode)));
        assertThat(rig.sentId()).isEqualTo("2");
        rig.open().send(SECOND).send(THIRD);
        assertThat(rig.data()).containsExactly("c");
        assertThat(rig.session.metrics().duplicates()).isEqualTo(1);
        rig.reopen().send(SECOND).send(THIRD).send("id: 4\ndata: d\n\n");
        assertThat(rig.data()).containsExactly("c", "d");
    }

    @Test
    void it_is_dropped_after_a_connection_that_brought_nothing_too() {
        rig.subscribe(after("2", hashOf(SECOND))).open();
        rig.reopen().send(SECOND).send(THIRD);
        assertThat(rig.data()).containsExactly("c");
    }

    @Test
    void a_server_that_resumes_strictly_loses_nothing() {
        rig.subscribe(after("2", hashOf(SECOND))).open().send(THIRD).send(SECOND);
        assertThat(rig.data()).containsExactly("c", "b");
    }

    @Test
    void another_event_with_the_same_id_is_delivered() {
        rig.subscribe(after("2", hashOf(SECOND))).open().send("id: 2\nevent: bid\ndata: other\n\n");
        assertThat(rig.data()).containsExactly("other");
    }

    @Test
    void the_same_data_under_another_type_is_another_event() {
        rig.subscribe(after("2", hashOf(SECOND))).open().send("id: 2\nevent: ask\ndata: b\n\n");
        assertThat(rig.data()).containsExactly("b");
    }

    @Test
    void without_the_hash_the_event_is_delivered_again() {
        rig.subscribe(Rig.get().lastEventId("2")).open().send(SECOND);
        assertThat(rig.data()).containsExactly("b");
        assertThat(after("2", 1).lastEventId("2").lastEventHash()).isNull();
    }

    @Test
    void where_duplicates_are_not_looked_for_it_is_delivered_again() {
        rig.subscribe(after("2", hashOf(SECOND)).dedup(Dedup.off())).open().send(SECOND);
        assertThat(rig.data()).containsExactly("b");
    }

    @Test
    void a_store_that_holds_another_id_takes_precedence_and_the_hash_says_nothing_about_it() {
        LastEventIdStore store = LastEventIdStore.inMemory();
        store.save("1");
        rig.subscribe(after("2", hashOf(SECOND)).lastEventIdStore(store));
        assertThat(rig.sentId()).isEqualTo("1");
        rig.open().send(SECOND);
        assertThat(rig.data()).containsExactly("b");
    }

    @Test
    void when_the_server_resets_its_ids_the_event_is_forgotten() {
        rig.subscribe(after("2", hashOf(SECOND)))
                .open()
                .send("id\ndata: reset\n\n")
                .send(SECOND);
        assertThat(rig.data()).containsExactly("reset", "b");
    }

    @Test
    void the_hash_is_the_same_in_each_process_and_of_both_faces() {
        List<Long> hashes = new ArrayList<>();
        rig.session = rig.client.subscribe(
                Rig.get(),
                (EventView view) -> {
                    hashes.add(view.contentHash());
                    hashes.add(view.asReceived().contentHash());
                    return view.id();
                },
                id -> {});
        rig.open().send("data: a\n\n").send("event: ü\ndata\n\n");
        // computed by a program of another language from the definition
        assertThat(hashes).containsExactly(MESSAGE_A, MESSAGE_A, EMPTY_UE, EMPTY_UE);
    }

    private static SseRequest after(String id, long hash) {
        return Rig.get().lastEventId(id, hash);
    }

    /** As an earlier session saw it. */
    private static long hashOf(String event) {
        List<Long> hashes = new ArrayList<>();
        var earlier = new Rig();
        earlier.session = earlier.client.subscribe(Rig.get(), EventView::contentHash, hashes::add);
        earlier.open().send(event);
        earlier.session.close();
        return hashes.get(0);
    }
}
