package dev.rivulet.sse.tests.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.sse.SessionState;
import dev.rivulet.sse.SseClient;
import dev.rivulet.sse.SseEvent;
import dev.rivulet.sse.SseRequest;
import dev.rivulet.sse.SseStream;
import dev.rivulet.sse.testkit.CheckingPool;
import dev.rivulet.sse.testkit.FakeExchange;
import dev.rivulet.sse.testkit.FakeTransport;
import dev.rivulet.sse.testkit.VirtualTime;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A client for streams that are taken from on real threads; time is still virtual. Afterwards all must be released. */
final class StreamRig implements AfterEachCallback {
    final VirtualTime time = new VirtualTime();
    final FakeTransport transport = new FakeTransport();
    final CheckingPool pool = new CheckingPool();
    final SseClient client = Rig.client(transport, time, pool);
    SseStream<SseEvent> stream;

    static SseRequest request() {
        return SseRequest.get(Rig.STREAM);
    }

    void start() {
        stream = client.stream(request());
    }

    /** The first exchange, once it has been made, with its stream open. */
    FakeExchange opened() {
        awaitAttempt();
        return transport.last().open();
    }

    /** The first, which needs no time. */
    void awaitAttempt() {
        Awaitility.await().pollInterval(Duration.ofMillis(1)).until(() -> transport.opened() > 0);
    }

    void awaitAttempts(int attempts) {
        awaitAttempts(stream, attempts);
    }

    /** Until a stream has made so many. Time goes by only in the pauses between them: no time-out of an attempt is over. */
    void awaitAttempts(SseStream<?> of, int attempts) {
        Awaitility.await().pollInterval(Duration.ofMillis(1)).until(() -> {
            if (of.session().state() instanceof SessionState.BackingOff) {
                time.advance(Duration.ofMillis(100));
            }
            return transport.opened() >= attempts;
        });
    }

    SessionState.Closed.Reason reason() {
        return stream.session().closed().toCompletableFuture().join().reason();
    }

    @Override
    public void afterEach(ExtensionContext context) {
        if (stream != null) {
            stream.close();
            stream.session().closed().toCompletableFuture().join();
        }
        client.close();
        // What the transport's thread brought last may still be on its way back.
        Awaitility.await().pollInterval(Duration.ofMillis(1)).untilAsserted(pool::assertNothingOutstanding);
        assertThat(transport.exchanges()).allMatch(each -> each.isCancelled() || each.isOver(), "released");
    }
}
