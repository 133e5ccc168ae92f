package dev.rivulet.sse.tests.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.sse.LastEventIdStore;
import dev.rivulet.sse.SseClient;
import dev.rivulet.sse.SseEvent;
import dev.rivulet.sse.SseRequest;
import dev.rivulet.sse.SseSession;
import dev.rivulet.sse.policy.Delivery;
import dev.rivulet.sse.testkit.FakeTransport;
import dev.rivulet.sse.testkit.VirtualTime;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Events that are acknowledged after their session has ended, when another one uses the same store. */
class LateAcknowledgementTest {
    private final FakeTransport transport = new FakeTransport();
    private final SseClient client = SseClient.builder()
            .transport(transport)
            .scheduler(new VirtualTime())
            .build();

    @TempDir
    Path folder;

    @AfterEach
    void everything_ends() {
        client.close();
    }

    @Test
    void a_file_is_not_put_back_after_a_later_session() {
        LastEventIdStore file = LastEventIdStore.file(folder.resolve("id"));
        List<SseEvent> first = firstSession(file);
        SseSession second = session(file, "id: 3\ndata: c\n\n", new ArrayList<>(), true);
        first.get(1).ack();
        assertThat(file.load()).isEqualTo("3");
        second.close();
        first.get(2).ack();
        assertThat(file.load()).isEqualTo("3");
    }

    @Test
    void it_is_saved_while_the_later_session_has_saved_nothing() {
        LastEventIdStore store = LastEventIdStore.inMemory();
        List<SseEvent> first = firstSession(store);
        session(store, ": nothing\n\n", new ArrayList<>(), true);
        first.get(1).ack();
        assertThat(store.load()).isEqualTo("2");
    }

    /** Brings three events, of which the first is acknowledged in time. */
    private List<SseEvent> firstSession(LastEventIdStore store) {
        List<SseEvent> events = new ArrayList<>();
        SseSession session = session(store, "id: 1\ndata: a\n\nid: 2\ndata: b\n\nid: x\ndata: c\n\n", events, false);
        events.get(0).ack();
        session.close();
        assertThat(store.load()).isEqualTo("1");
        return events;
    }

    private SseSession session(LastEventIdStore store, String bytes, List<SseEvent> events, boolean acks) {
        SseRequest request = SseRequest.get(Rig.STREAM)
                .delivery(Delivery.inline().manualAcknowledgement(10))
                .lastEventIdStore(store);
        SseSession session = client.subscribe(request, event -> {
            events.add(event);
            if (acks) {
                event.ack();
            }
        });
        transport.last().open().bytes(bytes);
        return session;
    }
}
