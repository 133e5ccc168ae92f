package dev.rivulet.sse.tests.session;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.sse.SseClient;
import dev.rivulet.sse.SseSession;
import dev.rivulet.sse.testkit.CheckingPool;
import dev.rivulet.sse.testkit.FakeTransport;
import dev.rivulet.sse.testkit.VirtualTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** An idle connection holds no buffer; all of a burst is delivered however it is cut. */
class BuffersTest {
    @RegisterExtension
    final Rig rig = new Rig();

    @Test
    void between_bursts_of_whole_events_nothing_is_held() {
        rig.subscribe();
        assertThat(rig.pool.outstanding()).isZero();
        rig.open();
        assertThat(rig.pool.outstanding()).isZero();
        for (String burst :
                new String[] {"data: a\n\n", ": comment\n", "id: 1\n\n", "retry: 1\n\n", "\n", "data: b\r\r"}) {
            rig.send(burst);
            assertThat(rig.pool.outstanding()).as(burst).isZero();
        }
    }

    @Test
    void an_unfinished_event_is_held_in_one_array_and_only_until_it_is_whole() {
        rig.subscribe().open();
        for (int i = 0; i < 1000; i++) {
            rig.send("data: line " + i + "\n");
            assertThat(rig.pool.outstanding()).isEqualTo(1);
        }
        rig.send("\n");
        assertThat(rig.pool.outstanding()).isZero();
        assertThat(rig.data().get(0))
                .isEqualTo(IntStream.range(0, 1000).mapToObj(i -> "line " + i).collect(Collectors.joining("\n")));
    }

    @Test
    void backing_off_holds_nothing() {
        rig.subscribe().open().send("data: unfinished").cut();
        assertThat(rig.pool.outstanding()).isZero();
    }

    @Test
    void a_burst_of_many_small_buffers_is_delivered_whole() {
        String text =
                IntStream.range(0, 319).mapToObj(i -> "data: " + i + "\n\n").collect(Collectors.joining());
        String[] parts = text.split("(?<=\\G.{7})", -1);
        rig.subscribe().open().server().bytes(parts);
        assertThat(String.join("", rig.data()))
                .isEqualTo(IntStream.range(0, 319).mapToObj(String::valueOf).collect(Collectors.joining()));
    }

    @Test
    void a_burst_of_many_small_buffers_takes_few_arrays_of_a_usual_pool() {
        CheckingPool pool = new CheckingPool(8 << 10);
        FakeTransport transport = new FakeTransport();
        List<String> data = new ArrayList<>();
        SseClient client = SseClient.builder()
                .transport(transport)
                .scheduler(new VirtualTime())
                .bufferPool(pool)
                .build();
        SseSession session = client.subscribe(Rig.get(), event -> data.add(event.data()));
        String[] parts =
                IntStream.range(0, 1000).mapToObj(i -> "data: " + i + "\n\n").toArray(String[]::new);
        transport.last().open().bytes(parts);
        assertThat(data).hasSize(1000);
        assertThat(pool.mostOutstanding()).isLessThanOrEqualTo(3);
        session.close();
        pool.assertNothingOutstanding();
    }

    @Test
    void one_burst_may_be_larger_than_any_array() {
        String large = "x".repeat(3_000_000);
        rig.subscribe().open().send("data: " + large + "\n\ndata: b\n\n");
        assertThat(rig.data()).containsExactly(large, "b");
        assertThat(rig.pool.outstanding()).isZero();
    }

    @Test
    void every_split_of_a_stream_gives_the_same_events() {
        String text = "\uFEFF: hi\r\nid: 1\rdata: ä€😀\n\r\nevent: x\r\ndata: b\ndata\n\nid: 2\n\n";
        byte[] bytes = text.getBytes(UTF_8);
        for (int at = 0; at <= bytes.length; at++) {
            rig.severalSessions();
            rig.seen.events.clear();
            rig.seen.states.clear();
            rig.subscribe().open().server().bytes(Arrays.copyOfRange(bytes, 0, at));
            rig.server().bytes(Arrays.copyOfRange(bytes, at, bytes.length));
            assertThat(rig.data()).as("cut at " + at).containsExactly("ä€😀", "b\n");
            assertThat(rig.session.lastEventId()).isEqualTo("2");
            rig.session.close();
        }
    }
}
