package dev.rivulet.sse.tests.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rivulet.sse.SseEvent;
import dev.rivulet.sse.http.Phase;
import dev.rivulet.sse.policy.ReconnectPolicy;
import dev.rivulet.sse.testkit.FakeExchange;
import java.io.IOException;
import java.time.Duration;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Where a stream stands: its iterators, its committed cursor, and what continues while no thread takes. */
@Timeout(600)
class StreamPositionTest {
    @RegisterExtension
    final StreamRig rig = new StreamRig();

    @Test
    void an_iterator_keeps_to_its_contract() {
        rig.stream = rig.client.stream(StreamRig.request().reconnect(ReconnectPolicy.never()));
        rig.opened()
                .bytes("id: 1\ndata: a\n\nid: 2\ndata: b\n\nid: 3\ndata: c\n\n")
                .end();
        Iterator<SseEvent> iterator = rig.stream.iterator();
        assertThat(iterator.hasNext()).isTrue();
        assertThat(iterator.hasNext()).isTrue();
        assertThat(iterator.next().data()).isEqualTo("a");
        assertThat(iterator.next().data()).isEqualTo("b");
        assertThat(rig.stream.next().data()).isEqualTo("c");
        assertThat(iterator.hasNext()).isFalse();
        assertThat(rig.stream.session().lastEventId()).isEqualTo("3");
        assertThatThrownBy(iterator::next).isInstanceOf(NoSuchElementException.class);
    }

    @Test
    void hasNext_does_not_commit_the_event_that_it_found() {
        rig.start();
        rig.opened().bytes("id: 1\ndata: a\n\nid: 2\ndata: b\n\n");
        Iterator<SseEvent> iterator = rig.stream.iterator();
        assertThat(iterator.hasNext()).isTrue();
        assertThat(rig.stream.session().lastEventId()).isEmpty();
        iterator.next();
        assertThat(rig.stream.session().lastEventId()).isEmpty();
        assertThat(iterator.hasNext()).isTrue();
        assertThat(rig.stream.session().lastEventId()).isEqualTo("1");
    }

    @Test
    void two_iterators_share_one_position_and_lose_nothing() {
        rig.start();
        rig.opened().bytes("data: a\n\ndata: b\n\n");
        Iterator<SseEvent> one = rig.stream.iterator();
        assertThat(one.hasNext()).isTrue();
        Iterator<SseEvent> two = rig.stream.iterator();
        assertThat(two.next().data()).isEqualTo("a");
        assertThat(one.next().data()).isEqualTo("b");
    }

    @Test
    void while_nothing_is_taken_two_bursts_are_read_ahead_and_the_server_waits() {
        rig.start();
        FakeExchange server = rig.opened();
        for (int i = 0; i < 10; i++) {
            server.bytes("data: " + i + "\n\n");
        }
        Awaitility.await().until(() -> rig.stream.session().metrics().bursts() == 2); // and the session knows
        rig.time.advance(Duration.ofHours(5)); // nor is it idle
        assertThat(server.bursts()).isEqualTo(2);
        assertThat(server.hasCredit()).isFalse();
        for (int i = 0; i < 10; i++) {
            assertThat(rig.stream.next().data()).isEqualTo("" + i);
        }
        assertThat(rig.transport.opened()).isEqualTo(1);
    }

    @Test
    void a_loss_is_mended_while_no_one_takes() {
        rig.start();
        rig.opened().failed(Phase.BODY, new IOException("reset"));
        rig.awaitAttempts(2);
        rig.transport.last().open().bytes("data: a\n\n");
        assertThat(rig.stream.next().data()).isEqualTo("a");
    }

    @Test
    void a_loss_is_mended_while_an_event_is_being_handled_though_half_another_followed_it() {
        rig.start();
        rig.opened().bytes("id: 1\ndata: a\n\nid: 2\nda").failed(Phase.BODY, new IOException("reset"));
        assertThat(rig.stream.next().data()).isEqualTo("a");
        rig.awaitAttempts(2); // no thread is in next()
        assertThat(rig.transport.last().header("Last-Event-ID")).isEqualTo("1");
        rig.transport.last().open().bytes("id: 2\ndata: b\n\n");
        assertThat(rig.stream.next().data()).isEqualTo("b");
    }

    @Test
    void a_checkpoint_after_an_event_is_not_committed_before_the_event_is() {
        rig.start();
        FakeExchange server = rig.opened();
        server.bytes("id: 1\ndata: a\n\nid: 9\n\n");
        assertThat(rig.stream.next().data()).isEqualTo("a");
        server.bytes("id: 10\n\n");
        rig.time.advance(Duration.ofMinutes(1));
        assertThat(rig.stream.session().lastEventId()).isEmpty();
        server.bytes("data: b\n\n");
        assertThat(rig.stream.next().data()).isEqualTo("b");
        assertThat(rig.stream.session().lastEventId()).isEqualTo("10");
    }

    @Test
    void an_event_being_handled_while_the_stream_is_reopened_is_committed_by_the_next_one() {
        rig.start();
        rig.opened().bytes("id: 1\ndata: a\n\n");
        assertThat(rig.stream.next().data()).isEqualTo("a");
        rig.transport.last().failed(Phase.BODY, new IOException("reset"));
        rig.awaitAttempts(2);
        rig.transport.last().open().bytes("id: 2\ndata: b\n\n");
        rig.time.advance(Duration.ofSeconds(1));
        assertThat(rig.stream.session().lastEventId()).isEmpty();
        assertThat(rig.stream.next().data()).isEqualTo("b");
        assertThat(rig.stream.session().lastEventId()).isEqualTo("1");
    }

    @Test
    void a_taker_waits_through_reconnections() throws Exception {
        rig.start();
        Taker<SseEvent> taker = new Taker<>(rig.stream::next);
        rig.opened().failed(Phase.BODY, new IOException("reset"));
        rig.awaitAttempts(2);
        rig.transport.last().head(503, Rig.headers("Retry-After", "3")).end();
        rig.awaitAttempts(3);
        rig.transport.last().open().bytes("data: a\n\n");
        assertThat(taker.result().data()).isEqualTo("a");
    }
}
