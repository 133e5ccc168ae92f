package dev.rivulet.sse.tests.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.sse.SseStream;
import dev.rivulet.sse.testkit.FakeExchange;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The blocking face, on real threads: who parses, and that nothing is lost. */
@Timeout(600)
class StreamTest {
    @RegisterExtension
    final StreamRig rig = new StreamRig();

    @Test
    void events_are_parsed_and_decoded_on_the_thread_that_takes() {
        List<Thread> decoders = new ArrayList<>();
        SseStream<String> decoded = rig.client.stream(StreamRig.request(), view -> {
            decoders.add(Thread.currentThread());
            return view.data();
        });
        rig.opened().bytes("data: a\n\ndata: b\n\n");
        assertThat(decoded.next()).isEqualTo("a");
        assertThat(decoded.next()).isEqualTo("b");
        assertThat(decoders).containsOnly(Thread.currentThread()).hasSize(2);
        decoded.close();
        decoded.session().closed().toCompletableFuture().join();
    }

    @Test
    void events_that_come_while_a_taker_waits_are_parsed_on_its_thread() throws Exception {
        List<Thread> decoders = new ArrayList<>();
        SseStream<String> decoded = rig.client.stream(StreamRig.request(), view -> {
            decoders.add(Thread.currentThread());
            return view.data();
        });
        FakeExchange server = rig.opened();
        for (int i = 0; i < 100; i++) {
            Taker<String> taker = new Taker<>(decoded::next);
            taker.awaitParked();
            server.bytes("data: " + i + "\n\n");
            assertThat(taker.result()).isEqualTo("" + i);
            assertThat(decoders.get(i)).isSameAs(taker.thread);
        }
        decoded.close();
        decoded.session().closed().toCompletableFuture().join();
    }

    @Test
    void nothing_is_lost_or_reordered_between_a_sender_and_a_taker() throws Exception {
        int many = 20_000;
        rig.start();
        FakeExchange server = rig.opened();
        Thread sender = new Thread(() -> {
            for (int i = 0; i < many; i++) {
                server.bytes("id: " + i + "\ndata: " + i + "\n\n");
            }
        });
        sender.start();
        for (int i = 0; i < many; i++) {
            assertThat(rig.stream.next().data()).isEqualTo("" + i);
        }
        sender.join();
        assertThat(rig.stream.session().lastEventId()).isEqualTo("" + (many - 2));
    }
}
