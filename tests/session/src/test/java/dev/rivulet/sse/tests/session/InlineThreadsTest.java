package dev.rivulet.sse.tests.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.sse.SseClient;
import dev.rivulet.sse.SseEvent;
import dev.rivulet.sse.SseRequest;
import dev.rivulet.sse.http.Headers;
import dev.rivulet.sse.http.ResponseHead;
import dev.rivulet.sse.policy.Delivery;
import dev.rivulet.sse.spi.Exchange;
import dev.rivulet.sse.spi.Features;
import dev.rivulet.sse.spi.Receiver;
import dev.rivulet.sse.spi.Transport;
import dev.rivulet.sse.spi.TransportRequest;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Inline delivery: a thread that is not the transport's, and begins to handle events, soon gets away again. */
@Timeout(600)
class InlineThreadsTest {
    private static final int BURSTS = 100;
    private static final String BURST = "data: a\n\ndata: b\n\n";

    private final AtomicInteger brought = new AtomicInteger();
    private final ExecutorService network = Executors.newSingleThreadExecutor(task -> new Thread(task, "network"));
    private final SseClient client =
            SseClient.builder().transport(new Network()).build();
    private final SseRequest request = SseRequest.get(Rig.STREAM).delivery(Delivery.inline());
    private final List<String> threads = new CopyOnWriteArrayList<>();
    private final CountDownLatch all = new CountDownLatch(2 * BURSTS);

    @AfterEach
    void close() throws InterruptedException {
        client.close();
        network.shutdown();
        assertThat(client.awaitClosed(Duration.ofMinutes(1))).isTrue();
    }

    @Test
    void a_thread_that_asks_a_publisher_for_more_handles_only_what_has_come() throws Exception {
        var subscribed = new CompletableFuture<Flow.Subscription>();
        client.publisher(request).subscribe(new Flow.Subscriber<>() {
            @Override
            public void onSubscribe(Flow.Subscription subscription) {
                subscribed.complete(subscription);
            }

            @Override
            public void onNext(SseEvent event) {
                handle();
            }

            @Override
            public void onError(Throwable thrown) {}

            @Override
            public void onComplete() {}
        });
        twoBurstsWait();
        subscribed.get().request(Long.MAX_VALUE);
        assertHandledHereOnlyWhatHadCome();
    }

    @Test
    void a_thread_that_acknowledges_handles_only_what_has_come() throws Exception {
        List<SseEvent> events = Collections.synchronizedList(new ArrayList<>());
        client.subscribe(request.delivery(Delivery.inline().manualAcknowledgement(1)), event -> {
            events.add(event);
            if (events.size() > 1) {
                event.ack();
            }
            handle();
        });
        twoBurstsWait();
        threads.clear();
        events.get(0).ack();
        all.countDown();
        assertHandledHereOnlyWhatHadCome();
    }

    private void twoBurstsWait() {
        Awaitility.await().until(() -> brought.get() >= 2);
    }

    private void assertHandledHereOnlyWhatHadCome() throws InterruptedException {
        String here = Thread.currentThread().getName();
        assertThat(all.await(60, TimeUnit.SECONDS)).isTrue();
        assertThat(threads.stream().filter(here::equals)).hasSizeLessThanOrEqualTo(4);
        assertThat(threads).containsOnly(here, "network");
    }

    private void handle() {
        threads.add(Thread.currentThread().getName());
        if (!Thread.currentThread().getName().equals("network")) {
            try {
                Thread.sleep(2); // time for the network to bring more
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
        all.countDown();
    }

    /** Brings bursts on its one thread, as fast as they are asked for. */
    private final class Network implements Transport {
        @Override
        public Exchange open(TransportRequest what, Receiver to) {
            Headers headers = Headers.none().add("Content-Type", "text/event-stream");
            network.execute(() -> to.head(new ResponseHead(200, headers, "http/1.1")));
            return new Exchange() {
                @Override
                public void read() {
                    if (!network.isShutdown()) {
                        network.execute(() -> bring(to));
                    }
                }

                @Override
                public void cancel() {}
            };
        }

        private void bring(Receiver to) {
            if (brought.get() < BURSTS) {
                to.bytes(ByteBuffer.wrap(BURST.getBytes(StandardCharsets.UTF_8)));
                to.burstEnd();
                brought.incrementAndGet(); // now that this thread has left the session
            }
        }

        @Override
        public Features features() {
            return Features.of("http/1.1");
        }

        @Override
        public void close() {}
    }
}
