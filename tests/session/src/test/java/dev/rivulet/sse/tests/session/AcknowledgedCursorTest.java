package dev.rivulet.sse.tests.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.sse.LastEventIdStore;
import dev.rivulet.sse.policy.Delivery;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The committed cursor where handling is said by an acknowledgement. */
class AcknowledgedCursorTest {
    private static final String THREE = "id: 1\ndata: a\n\nid: 2\ndata: b\n\nid: 3\ndata: c\n\n";

    @RegisterExtension
    final Rig rig = new Rig();

    private final LastEventIdStore store = LastEventIdStore.inMemory();

    @Test
    void an_event_is_committed_when_it_and_all_before_it_are_acknowledged() {
        subscribe().open().send(THREE);
        assertThat(rig.data()).containsExactly("a", "b", "c");
        assertCommitted("");
        rig.seen.events.get(1).ack();
        assertCommitted("");
        rig.seen.events.get(0).ack();
        assertCommitted("2");
        rig.seen.events.get(0).ack();
        rig.seen.events.get(2).ack();
        assertCommitted("3");
    }

    @Test
    void what_was_parsed_and_is_not_acknowledged_is_not_asked_for_again_on_this_session_but_by_the_next() {
        subscribe().open().send(THREE);
        rig.seen.events.get(0).ack();
        rig.reopen();
        assertThat(rig.sentId()).isEqualTo("3");
        assertCommitted("1");
        rig.session.close();
        rig.seen.states.clear();
        subscribe();
        assertThat(rig.sentId()).isEqualTo("1");
    }

    @Test
    void an_acknowledgement_after_a_reconnection_or_the_end_still_counts() {
        subscribe().open().send(THREE);
        rig.reopen();
        rig.seen.events.get(0).ack();
        assertCommitted("1");
        rig.session.close();
        rig.seen.events.get(1).ack();
        assertCommitted("2");
    }

    private Rig subscribe() {
        return rig.subscribe(request ->
                request.lastEventIdStore(store).delivery(Delivery.inline().manualAcknowledgement()));
    }

    private void assertCommitted(String id) {
        assertThat(rig.session.lastEventId()).isEqualTo(id);
        assertThat(store.load() == null ? "" : store.load()).isEqualTo(id);
    }
}
