package dev.rivulet.sse.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rivulet.sse.http.Headers;
import dev.rivulet.sse.http.Phase;
import dev.rivulet.sse.http.ResponseHead;
import dev.rivulet.sse.spi.Exchange;
import dev.rivulet.sse.spi.Features;
import dev.rivulet.sse.spi.Receiver;
import dev.rivulet.sse.spi.TransportRequest;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class FakeTransportTest {
    private static final TransportRequest REQUEST = new TransportRequest(
            "GET",
            URI.create("http://x/"),
            Headers.none().add("Accept", "text/event-stream"),
            null,
            Duration.ofSeconds(1),
            1000);

    private final FakeTransport transport = new FakeTransport();
    private final Log log = new Log();

    @Test
    void bytes_wait_for_a_read_one_burst_each_and_the_end_follows_the_last() {
        Exchange client = transport.open(REQUEST, log);
        FakeExchange server = transport.last();
        server.open().bytes("a", "b").bytes("c").end();
        assertThat(log).containsExactly("head 200");
        assertThat(server.waiting()).isEqualTo(3);

        client.read();
        assertThat(log).containsExactly("head 200", "a", "b", "burstEnd");
        client.read();

        assertThat(log).endsWith("c", "burstEnd", "end");
        assertThat(server.reads()).isEqualTo(2);
        assertThat(server.bursts()).isEqualTo(2);
        assertThat(server.isOver()).isTrue();
    }

    @Test
    void a_granted_read_is_served_as_soon_as_bytes_are_sent() {
        Exchange client = transport.open(REQUEST, log);
        client.read();
        client.read();
        FakeExchange server = transport.last().open();
        assertThat(server.reads()).isEqualTo(1);
        assertThat(server.hasCredit()).isTrue();

        server.bytes("a").bytes("b");

        assertThat(log).containsExactly("head 200", "a", "burstEnd");
        assertThat(server.hasCredit()).isFalse();
    }

    @Test
    void a_burst_can_be_played_by_hand_and_ended_by_the_end() {
        transport.open(REQUEST, log).read();
        transport.last().open().part("a").part("b").burstEnd();
        assertThatThrownBy(() -> transport.last().part("c")).hasMessageContaining("without credit");
        transport.last().read();
        transport.last().part("c").end();
        assertThat(log).containsExactly("head 200", "a", "b", "burstEnd", "c", "end");
        assertThat(transport.last().hasCredit()).isFalse();
    }

    @Test
    void an_overrun_must_be_declared() {
        transport.withFeatures(Features.of("h2").overrunBytes(10));
        transport.open(REQUEST, log);
        transport.last().open().part("a");
        assertThat(log).containsExactly("head 200", "a");
        assertThat(log.protocol).isEqualTo("h2");
    }

    @Test
    void nothing_arrives_after_cancel_not_even_the_rest_of_a_burst() {
        Exchange client = transport.open(REQUEST, log);
        log.onBytes = client::cancel;
        transport.last().open().bytes("a", "b").bytes("c").end();

        client.read();

        assertThat(log).containsExactly("head 200", "a");
        assertThat(transport.last().isCancelled()).isTrue();
        client.read();
        assertThat(transport.last().hasCredit()).isFalse();
    }

    @Test
    void a_script_answers_inside_open_and_inside_read() {
        transport.answering(server -> server.open().onRead(s -> s.bytes("x")).bytes("first"));

        Exchange client = transport.open(REQUEST, log);
        assertThat(log).containsExactly("head 200");
        client.read();
        client.read();
        client.read();

        assertThat(log).containsExactly("head 200", "first", "burstEnd", "x", "burstEnd", "x", "burstEnd");
    }

    @Test
    void a_script_can_fail_inside_open() {
        transport.answering(server -> server.failed(Phase.CONNECT, new IOException("refused")));
        transport.open(REQUEST, log).read();
        assertThat(log).containsExactly("failed CONNECT refused");
        assertThat(transport.last().reads()).isZero();
    }

    @Test
    void a_read_inside_a_callback_delivers_before_it_returns() {
        Exchange client = transport.open(REQUEST, log);
        AtomicInteger left = new AtomicInteger(2);
        log.onBurstEnd = () -> {
            if (left.getAndDecrement() > 0) {
                client.read();
                log.add("read returned");
            }
        };
        transport.last().open().bytes("a").bytes("b").bytes("c");

        client.read();

        assertThat(log)
                .containsExactly(
                        "head 200",
                        "a",
                        "burstEnd",
                        "b",
                        "burstEnd",
                        "c",
                        "burstEnd",
                        "read returned",
                        "read returned");
    }

    @Test
    void a_kept_buffer_turns_to_poison() {
        List<ByteBuffer> kept = new ArrayList<>();
        log.onLent = kept::add;
        transport.open(REQUEST, log).read();
        transport.last().open().part("a").part("bb").part("ccc").burstEnd();
        for (ByteBuffer each : kept) {
            each.rewind();
            while (each.hasRemaining()) {
                assertThat(each.get()).isEqualTo((byte) 0xDD);
            }
        }
        assertThat(kept).extracting(ByteBuffer::isDirect).contains(true, false);
        assertThat(kept).extracting(ByteBuffer::isReadOnly).contains(true, false);
    }

    @Test
    void a_receiver_that_writes_is_caught() {
        log.onLent = lent -> lent.put(lent.limit() - 1, (byte) 'x');
        transport.open(REQUEST, log).read();
        assertThatThrownBy(() -> transport.last().open().bytes("aa")).hasMessageContaining("wrote");
    }

    @Test
    void calls_are_serial_though_threads_send_and_read_at_once() throws InterruptedException {
        Exchange client = transport.open(REQUEST, log);
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        log.onBytes = () -> {
            most.accumulateAndGet(inside.incrementAndGet(), Math::max);
            inside.decrementAndGet();
        };
        FakeExchange server = transport.last().open();
        Thread sender = new Thread(() -> {
            for (int i = 0; i < 20_000; i++) {
                server.bytes("x");
            }
            server.end();
        });
        sender.start();
        while (!server.isOver()) {
            client.read();
        }
        sender.join();
        assertThat(most).hasValue(1);
        assertThat(log).hasSize(40_002).endsWith("x", "burstEnd", "end");
    }

    @Test
    void closing_cancels_the_exchanges_and_refuses_more() {
        transport.open(REQUEST, log);
        transport.close();
        assertThat(transport.last().isCancelled()).isTrue();
        assertThat(transport.isClosed()).isTrue();
        assertThatThrownBy(() -> transport.open(REQUEST, log)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void requests_are_recorded_in_order_and_only_so_many_kept() {
        transport.remembering(2);
        for (int i = 0; i < 3; i++) {
            transport.open(REQUEST, log);
        }
        assertThat(transport.opened()).isEqualTo(3);
        assertThat(transport.requests()).hasSize(2);
        assertThat(transport.last().header("accept")).isEqualTo("text/event-stream");
    }

    private static final class Log extends AbstractList<String> implements Receiver {
        private final List<String> calls = Collections.synchronizedList(new ArrayList<>());
        private Runnable onBytes = () -> {};
        private Runnable onBurstEnd = () -> {};
        private Consumer<ByteBuffer> onLent = lent -> {};
        private String protocol = "";

        @Override
        public void head(ResponseHead head) {
            add("head " + head.status());
            protocol = head.protocol();
        }

        @Override
        public void bytes(ByteBuffer lent) {
            onLent.accept(lent);
            byte[] copy = new byte[lent.remaining()];
            lent.get(copy);
            add(new String(copy, UTF_8));
            onBytes.run();
        }

        @Override
        public void burstEnd() {
            add("burstEnd");
            onBurstEnd.run();
        }

        @Override
        public void end() {
            add("end");
        }

        @Override
        public void failed(Phase phase, Throwable cause) {
            add("failed " + phase + " " + cause.getMessage());
        }

        @Override
        public boolean add(String call) {
            return calls.add(call);
        }

        @Override
        public String get(int index) {
            return calls.get(index);
        }

        @Override
        public int size() {
            return calls.size();
        }
    }
}
