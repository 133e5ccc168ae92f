package dev.rivulet.sse.tests.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.sse.SessionState;
import dev.rivulet.sse.SseEvent;
import dev.rivulet.sse.SseSession;
import dev.rivulet.sse.http.Phase;
import dev.rivulet.sse.testkit.FakeExchange;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** {@code reconnect()} of a stream that is taken from, and from other threads. */
@Timeout(600)
class ReconnectStreamTest {
    @RegisterExtension
    final StreamRig rig = new StreamRig();

    @Test
    void what_a_slow_reader_has_not_read_comes_first_and_the_connection_ends_at_once() {
        rig.start();
        FakeExchange before =
                rig.opened().bytes("id: 1\ndata: a\n\nid: 2\ndata: b\n\n").bytes("id: 3\ndata: c\n\n");
        Awaitility.await().until(() -> session().metrics().bursts() == 2);
        session().reconnect();
        Awaitility.await().until(before::isCancelled);
        assertThat(rig.transport.opened()).isEqualTo(1);
        assertThat(session().state()).isInstanceOf(SessionState.Open.class);
        assertThat(rig.stream.next().data()).isEqualTo("a");
        assertThat(rig.stream.next().data()).isEqualTo("b");
        assertThat(rig.stream.next().data()).isEqualTo("c");
        Taker<SseEvent> taker = new Taker<>(rig.stream::next);
        Awaitility.await().until(() -> rig.transport.opened() == 2); // time stands still
        assertThat(rig.transport.last().header("Last-Event-ID")).isEqualTo("3");
        rig.transport.last().open().bytes("id: 3\ndata: c\n\nid: 4\ndata: d\n\n");
        assertThat(result(taker)).isEqualTo("d");
    }

    @Test
    void where_all_has_been_read_it_connects_though_no_one_takes() {
        rig.start();
        rig.opened().bytes("id: 1\ndata: a\n\n");
        assertThat(rig.stream.next().data()).isEqualTo("a");
        session().reconnect();
        Awaitility.await().until(() -> rig.transport.opened() == 2);
        assertThat(rig.transport.last().header("Last-Event-ID")).isEqualTo("1");
        assertThat(session().lastEventId()).as("not handled yet").isEmpty();
    }

    @Test
    void it_wakes_a_stream_that_backs_off_while_somebody_waits() {
        rig.start();
        Taker<SseEvent> taker = new Taker<>(rig.stream::next);
        rig.opened().failed(Phase.BODY, new IOException("reset"));
        Awaitility.await().until(() -> session().state() instanceof SessionState.BackingOff);
        session().reconnect();
        Awaitility.await().until(() -> rig.transport.opened() == 2);
        rig.time.advance(Duration.ofMinutes(1));
        assertThat(rig.transport.opened()).isEqualTo(2);
        rig.transport.last().open().bytes("data: a\n\n");
        assertThat(result(taker)).isEqualTo("a");
    }

    @Test
    void threads_that_ask_at_once_while_events_come_lose_and_repeat_nothing() throws Exception {
        int threads = 4;
        int many = 2_000;
        AtomicReference<FakeExchange> alive = new AtomicReference<>();
        AtomicInteger together = new AtomicInteger();
        rig.transport.answering(exchange -> {
            FakeExchange before = alive.getAndSet(exchange);
            if (before != null && !before.isCancelled() && !before.isOver()) {
                together.incrementAndGet();
            }
            String id = exchange.header("Last-Event-ID");
            AtomicInteger next = new AtomicInteger(id == null ? 1 : Integer.parseInt(id)); // inclusive
            exchange.onRead(granted -> granted.bytes(events(next, 3, many))).open();
        });
        rig.start();
        assertThat(rig.stream.next().id()).as("open, so that none asks in vain").isEqualTo("1");
        var done = new CountDownLatch(threads);
        for (int i = 0; i < threads; i++) {
            new Thread(() -> {
                        for (int n = 0; n < 200; n++) {
                            session().reconnect();
                            Thread.yield();
                        }
                        done.countDown();
                    })
                    .start();
        }
        for (int i = 2; i <= many; i++) {
            if (i == many / 2) {
                session().reconnect(); // the others may not have had their turn yet
            }
            assertThat(rig.stream.next().id()).isEqualTo("" + i);
        }
        done.await();
        assertThat(together).hasValue(0);
        assertThat(rig.transport.opened()).isGreaterThan(1);
    }

    private static String events(AtomicInteger next, int count, int most) {
        var text = new StringBuilder();
        for (int i = 0; i < count && next.get() <= most; i++) {
            int id = next.getAndIncrement();
            text.append("id: " + id + "\ndata: " + id + "\n\n");
        }
        return text.isEmpty() ? ":\n" : text.toString();
    }

    private SseSession session() {
        return rig.stream.session();
    }

    private static String result(Taker<SseEvent> taker) {
        try {
            return taker.result().data();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
