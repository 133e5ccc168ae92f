package dev.rivulet.sse.jdkhttp;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rivulet.sse.http.Headers;
import dev.rivulet.sse.http.Phase;
import dev.rivulet.sse.http.ResponseHead;
import dev.rivulet.sse.spi.Receiver;
import dev.rivulet.sse.tests.support.Recording;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the JDK brings ahead of the credit, and what happens while it waits; with a subscription that is not the JDK's. */
@Timeout(600)
class HeldItemsTest {
    private final ReentrantLock jdks = new ReentrantLock();
    private final Recording recording = new Recording();
    private JdkExchange exchange = exchange(recording);
    private volatile boolean cancelled;

    /** For HTTP/2 the JDK brings an item with its lock held, and takes that lock to cancel. */
    @Test
    void a_cancel_inside_a_burst_that_was_held_does_not_block_while_the_jdk_brings_an_item() throws Exception {
        var bringing = new CompletableFuture<Void>();
        recording.inside("bytes", () -> {
            var jdk = new Thread(() -> {
                bring("b");
                bringing.complete(null);
            });
            jdk.setDaemon(true);
            jdk.start();
            await().until(() -> bringing.isDone() || jdk.getState() == Thread.State.BLOCKED);
            exchange.cancel();
        });
        begin();
        bring("a");
        exchange.read();
        bringing.get(60, TimeUnit.SECONDS);
        await().until(() -> jdks.tryLock(0, TimeUnit.SECONDS));
        assertThat(recording.calls()).containsExactly("burstEnd", "bytes");
    }

    @Test
    void a_receiver_that_throws_does_not_wedge_the_exchange() {
        recording.inside("bytes", () -> {
            throw new AssertionError("of the test");
        });
        begin();
        exchange.read();
        bring("a");
        exchange.read();
        assertThat(recording.isOver()).isTrue();
        assertThat(recording.cause()).hasMessage("of the test");
    }

    @Test
    void a_receiver_that_throws_again_at_the_failure_keeps_no_connection_open() {
        exchange = exchange(new Receiver() {
            @Override
            public void head(ResponseHead head) {}

            @Override
            public void bytes(ByteBuffer lent) {
                throw new AssertionError("of the test");
            }

            @Override
            public void burstEnd() {}

            @Override
            public void end() {}

            @Override
            public void failed(Phase phase, Throwable cause) {
                throw new AssertionError("again", cause);
            }
        });
        begin();
        exchange.read();
        bring("a");
        assertThat(cancelled).isTrue();
    }

    @Test
    void the_end_and_a_failure_come_after_the_items_that_are_held() {
        begin();
        bring("a");
        bring("b");
        exchange.fail(Phase.BODY, new IllegalStateException("cut"));
        exchange.onComplete();
        assertThat(recording.isOver()).isFalse();
        recording.readAll();
        assertThat(recording.body()).isEqualTo("ab");
        assertThat(recording.calls()).endsWith("burstEnd", "failed");
    }

    /** The first credit is what items are asked for with; an empty item uses it up. */
    private void begin() {
        exchange.onSubscribe(new Flow.Subscription() {
            @Override
            public void request(long items) {}

            @Override
            public void cancel() {
                cancelled = true;
                jdks.lock();
                jdks.unlock();
            }
        });
        exchange.read();
        exchange.onNext(List.of());
    }

    private void bring(String text) {
        jdks.lock();
        try {
            exchange.onNext(List.of(ByteBuffer.wrap(text.getBytes(US_ASCII))));
        } catch (Throwable thrown) {
            exchange.onError(thrown); // as the JDK does
        } finally {
            jdks.unlock();
        }
    }

    private JdkExchange exchange(Receiver receiver) {
        var request = Setup.request("GET", URI.create("http://localhost:1/"), Headers.none(), null);
        var threads = new DaemonThreads();
        var clients = new UsersClient(HttpClient.newHttpClient());
        var sending = new Sending(request, clients, new Http2ConnectionGate(clients, threads, Setup.PATIENT));
        var made = new JdkExchange(request, receiver, sending, threads, over -> {});
        recording.exchange.complete(made);
        return made;
    }
}
