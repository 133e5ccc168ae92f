package dev.rivulet.sse.bench;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.rivulet.sse.LastEventIdStore;
import dev.rivulet.sse.SseClient;
import dev.rivulet.sse.SseRequest;
import dev.rivulet.sse.http.Headers;
import dev.rivulet.sse.http.ResponseHead;
import dev.rivulet.sse.policy.Dedup;
import dev.rivulet.sse.policy.Delivery;
import dev.rivulet.sse.spi.Exchange;
import dev.rivulet.sse.spi.Features;
import dev.rivulet.sse.spi.Receiver;
import dev.rivulet.sse.spi.Transport;
import dev.rivulet.sse.spi.TransportRequest;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.ByteBuffer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An event with an id of its own costs the session no garbage: only what the decoder makes of it. */
class NoGarbageTest {
    private static final int EVENTS = 1_000; // a burst
    private static final int BURSTS = 100;
    private static final int BYTES_AN_EVENT = 4; // what a burst costs, shared by its events

    private static final SseRequest REQUEST =
            SseRequest.get(URI.create("http://localhost/")).delivery(Delivery.inline());

    /** Lends the same buffers again and again: what it costs itself is nothing. */
    private static final class Lender implements Transport, Exchange {
        private Receiver receiver;

        @Override
        public Exchange open(TransportRequest request, Receiver to) {
            receiver = to;
            return this;
        }

        void head() {
            receiver.head(new ResponseHead(200, Headers.none().add("Content-Type", "text/event-stream"), "http/1.1"));
        }

        void burst(ByteBuffer bytes) {
            receiver.bytes(bytes.rewind());
            receiver.burstEnd();
        }

        @Override
        public void read() {}

        @Override
        public void cancel() {}

        @Override
        public Features features() {
            return Features.of("http/1.1");
        }

        @Override
        public void close() {}
    }

    @ParameterizedTest
    @EnumSource(Dedup.Mode.class)
    void events_with_ids_allocate_nothing(Dedup.Mode mode) {
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        var lender = new Lender();
        long[] count = {0};
        try (SseClient client = SseClient.builder().transport(lender).build()) {
            client.<String>subscribe(
                    REQUEST.dedup(Dedup.defaults().mode(mode).remembered(1024)),
                    view -> "constant",
                    event -> count[0]++);
            lender.head();
            ByteBuffer[] bursts = bursts();
            all(lender, bursts); // what is made once
            long me = Thread.currentThread().getId();
            long before = threads.getThreadAllocatedBytes(me);
            all(lender, bursts);
            double spent = threads.getThreadAllocatedBytes(me) - before;
            assertThat(count[0]).isEqualTo(2L * EVENTS * BURSTS);
            assertThat(spent / (EVENTS * BURSTS)).as("bytes an event").isLessThan(BYTES_AN_EVENT);
        }
    }

    @ParameterizedTest
    @EnumSource(Dedup.Mode.class)
    void a_stored_cursor_costs_a_string_a_burst(Dedup.Mode mode) {
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        var lender = new Lender();
        var store = LastEventIdStore.inMemory();
        try (SseClient client = SseClient.builder().transport(lender).build()) {
            client.<String>subscribe(
                    REQUEST.dedup(Dedup.defaults().mode(mode).remembered(1024)).lastEventIdStore(store),
                    view -> "constant",
                    event -> {});
            lender.head();
            ByteBuffer[] bursts = bursts();
            all(lender, bursts);
            long me = Thread.currentThread().getId();
            long before = threads.getThreadAllocatedBytes(me);
            all(lender, bursts);
            double spent = threads.getThreadAllocatedBytes(me) - before;
            assertThat(store.load()).isEqualTo("" + (EVENTS * BURSTS - 1));
            assertThat(spent / (EVENTS * BURSTS)).as("bytes an event").isLessThan(BYTES_AN_EVENT);
        }
    }

    private static void all(Lender lender, ByteBuffer[] bursts) {
        for (ByteBuffer burst : bursts) {
            lender.burst(burst);
        }
    }

    private static ByteBuffer[] bursts() {
        ByteBuffer[] bursts = new ByteBuffer[BURSTS];
        for (int burst = 0; burst < BURSTS; burst++) {
            var text = new StringBuilder();
            for (int event = 0; event < EVENTS; event++) {
                text.append("id: ").append(burst * EVENTS + event).append("\ndata: {\"price\": 12.5}\n\n");
            }
            bursts[burst] = ByteBuffer.wrap(text.toString().getBytes(UTF_8));
        }
        return bursts;
    }
}
